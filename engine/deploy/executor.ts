import { BailError, EngineError, messageOf } from "../errors";
import { ProviderError } from "../host/provider-answers";
import type { ResourceState } from "../state/resource";
import type { Deployment } from "./context";
import { ProtectedError } from "./steps";
import { type Step, eventOf, markSecrets } from "./step";

/** Runs steps in parallel, up to the limit; steps of one chain one after the other. */
export class Executor {
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private readonly chains = new Set<Promise<void>>();
  readonly failed: Step[] = [];
  /** True when a chain ended for a reason that is no step's. */
  broken = false;
  /** True when a provider failed in a way that leaves its object in doubt. */
  inDoubt = false;

  constructor(
    private readonly d: Deployment,
    /** Aborts the whole run; running steps are let finish. */
    private readonly abort: () => void,
    private readonly signal: AbortSignal,
    /** Whether one failure stops the others; it does not in a refresh. */
    private readonly onFailure: "stop" | "go on" = "stop",
  ) {}

  /** Queues the chain and returns at once. The promise resolves when it ended, failed or not. */
  chain(steps: readonly Step[]): Promise<void> {
    const work = this.enter()
      .then(() => this.runChain(steps))
      .catch((error: unknown) => this.giveUp(error))
      .finally(() => this.leave());
    this.chains.add(work);
    void work.finally(() => this.chains.delete(work));
    return work;
  }

  async parallel(steps: readonly Step[]): Promise<void> {
    await Promise.all(steps.map((step) => this.chain([step])));
  }

  /** Resolves when no chain runs or waits. */
  async idle(): Promise<void> {
    while (this.chains.size > 0) await Promise.all(this.chains);
  }

  private async runChain(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (this.signal.aborted) return;
      if (!(await this.run(step))) return;
    }
  }

  /** The engine itself failed, such as on a full disk. */
  private giveUp(error: unknown): void {
    this.broken = true;
    this.d.error("", `the engine cannot go on: ${messageOf(error)}`);
    this.abort();
  }

  /** False when the step failed. */
  private async run(step: Step): Promise<boolean> {
    const { d } = this;
    const began = Date.now();
    d.sink.stepBegins(eventOf(step));
    let error: unknown;
    let partial = false;
    try {
      if (step.begins) await d.snapshots.begin(step.begins.state, step.begins.type);
      const reasons = await step.apply();
      if (reasons) {
        partial = true;
        error = new EngineError(describeInit(reasons), step.urn);
      }
    } catch (caught) {
      error = caught;
    }
    const state = step.new;
    if (state !== undefined && step.op !== "replace" && (error === undefined || partial)) {
      markSecrets(state);
      d.news.set(state.urn, state);
    }
    if (error === undefined) d.sink.stepEnds(eventOf(step), (Date.now() - began) / 1000);
    else this.report(step, error);
    await this.save(step, error === undefined || partial);
    if (error === undefined) {
      step.complete?.();
      return true;
    }
    this.failed.push(step);
    if (this.onFailure === "stop" && !(error instanceof ProtectedError)) this.abort();
    return false;
  }

  private async save(step: Step, succeeded: boolean): Promise<void> {
    const began: { began?: ResourceState } = step.begins ? { began: step.begins.state } : {};
    await this.d.snapshots.end(succeeded ? { ...began, ...step.change() } : began);
  }

  private report(step: Step, error: unknown): void {
    if (error instanceof ProviderError && error.unknownState) this.inDoubt = true;
    if (!(error instanceof BailError)) this.d.error(step.urn, messageOf(error));
    this.d.sink.stepFails(eventOf(step));
  }

  private enter(): Promise<void> {
    if (this.running < Math.max(1, this.d.parallel)) {
      this.running++;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.queue.push(resolve));
  }

  private leave(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.running--;
  }
}

/** As the CLI words it. */
export function describeInit(reasons: readonly string[]): string {
  const [only] = reasons;
  if (reasons.length === 1) return `1 error occurred:\n\t* ${only}\n`;
  return `${reasons.length} errors occurred:\n${reasons.map((reason) => `\t* ${reason}`).join("\n")}\n`;
}
