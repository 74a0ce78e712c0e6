import { BailError, EngineError, UnsupportedError, messageOf } from "../errors";
import { ResourceState } from "../state/resource";
import { STACK_TYPE, isProviderType, typeOf } from "../state/urn";
import { aliasUrns } from "./aliases";
import type { Deployment } from "./context";
import { type Registration, decide } from "./decide";
import type { Executor } from "./executor";
import type { Goal, ReadGoal } from "./goal";
import { importForProgram } from "./import-step";
import type { PropertyMap } from "../property/value";
import { readStep, replaceStep } from "./steps";
import { type Step, NO_DIFF, worthWriting } from "./step";
import type { Tracker } from "./tracker";

/** The run was stopped while the program still waited for an answer. */
export class ShutdownError extends EngineError {
  override readonly name = "ShutdownError";
  constructor() {
    super("resource monitor shut down");
  }
}

export interface GeneratorOptions {
  readonly tracker: Tracker;
  readonly executor: Executor;
  /** Aborts the whole run. */
  readonly abort: () => void;
  readonly signal: AbortSignal;
}

/** Turns what the program registers into steps: one registration after the other, while earlier steps run. */
export class Generator {
  private turn: Promise<void> = Promise.resolve();
  private readonly waiting = new Set<(error: Error) => void>();
  private stackOutputs: { readonly urn: string; readonly outputs: PropertyMap } | undefined;
  /** Resources that the program registered, the stack and default providers apart. */
  registered = 0;

  private readonly tracker: Tracker;
  private readonly executor: Executor;
  private readonly abort: () => void;
  private readonly signal: AbortSignal;

  constructor(
    private readonly d: Deployment,
    { tracker, executor, abort, signal }: GeneratorOptions,
  ) {
    this.tracker = tracker;
    this.executor = executor;
    this.abort = abort;
    this.signal = signal;
    signal.addEventListener("abort", () => {
      for (const reject of this.waiting) reject(new ShutdownError());
    });
  }

  /** Resolves with the resource's new state, once its step is done. */
  register(goal: Goal): Promise<ResourceState> {
    if (goal.type !== STACK_TYPE && !isProviderType(goal.type)) this.registered++;
    return this.enqueue((done) => this.generate(goal, done));
  }

  read(goal: ReadGoal): Promise<ResourceState> {
    this.registered++;
    return this.enqueue((done) => this.generateRead(goal, done));
  }

  /** Outputs that a component sets when it is complete. Those of the stack wait for the end of the run. */
  async outputs(urn: string, outputs: PropertyMap): Promise<void> {
    if (typeOf(urn) === STACK_TYPE) {
      this.stackOutputs = { urn, outputs };
      return;
    }
    await this.setOutputs(urn, outputs);
  }

  /** After a failure, outputs that the program did not come to set keep their old values. */
  async finishStackOutputs(failed: boolean): Promise<void> {
    if (!this.stackOutputs) return;
    const { urn, outputs } = this.stackOutputs;
    if (!this.d.news.has(urn)) return;
    await this.setOutputs(urn, failed ? { ...this.d.olds.get(urn)?.outputs, ...outputs } : outputs);
  }

  /** Resolves when everything that was registered has been turned into steps. */
  idle(): Promise<void> {
    return this.turn;
  }

  private async setOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    const state = this.d.news.get(urn);
    if (!state) throw new EngineError(`cannot complete a resource '${urn}' whose registration isn't pending`, urn);
    const before = state.copy();
    state.outputs = outputs;
    if (worthWriting(before, state)) await this.d.snapshots.write();
  }

  private enqueue(
    generate: (done: (state: ResourceState) => void) => Promise<readonly Step[]>,
  ): Promise<ResourceState> {
    return new Promise<ResourceState>((resolve, reject) => {
      if (this.signal.aborted) return reject(new ShutdownError());
      this.waiting.add(reject);
      const done = (state: ResourceState) => {
        this.waiting.delete(reject);
        resolve(state);
      };
      this.turn = this.turn.then(async () => {
        if (this.signal.aborted) return;
        try {
          const steps = await generate(done);
          if (steps.length > 0) void this.executor.chain(steps);
        } catch (error) {
          if (!(error instanceof BailError))
            this.d.error(error instanceof EngineError ? (error.urn ?? "") : "", messageOf(error));
          this.tracker.failed = true;
          this.abort();
        }
      });
    });
  }

  private async generate(goal: Goal, done: (state: ResourceState) => void): Promise<readonly Step[]> {
    const { d, tracker } = this;
    const urn = this.claim(goal);
    try {
      const old = this.findOld(urn, goal);
      const news = newState(goal, urn, old, tracker.formerly.get(urn));
      if (isProviderType(goal.type)) {
        tracker.providers.set(urn, news);
        for (const alias of news.aliases) tracker.providers.set(alias, news);
      }
      const registration: Registration = { goal, old, news, done };
      const imported = await importForProgram(d, tracker, this.executor, registration);
      if (imported === "failed") return [];
      return await decide(d, tracker, imported ?? registration);
    } catch (error) {
      if (error instanceof BailError) throw error;
      throw error instanceof EngineError && error.urn !== undefined ? error : new EngineError(messageOf(error), urn);
    }
  }

  private async generateRead(goal: ReadGoal, done: (state: ResourceState) => void): Promise<readonly Step[]> {
    const { d, tracker } = this;
    const urn = this.claim(goal);
    if (goal.id === "") throw new EngineError(`expected an ID for ${urn}`, urn);
    const old = d.olds.get(urn);
    const news = new ResourceState({
      urn,
      type: goal.type,
      custom: true,
      id: goal.id,
      inputs: goal.properties,
      parent: goal.parent,
      external: true,
      dependencies: goal.dependencies,
      provider: goal.provider,
      additionalSecretOutputs: goal.additionalSecretOutputs,
    });
    const complete = () => done(news);
    // The program gives up what it managed and now only reads another object: the managed one is deleted.
    if (old && !old.external && old.id !== goal.id) {
      tracker.replaces.add(urn);
      return [readStep(d, { old, news, complete, replaces: true }), replaceStep(old, news, NO_DIFF)];
    }
    tracker.reads.add(urn);
    return [readStep(d, { old, news, complete, replaces: false })];
  }

  private claim(goal: { readonly parent: string; readonly type: string; readonly name: string }): string {
    const { d, tracker } = this;
    if (goal.parent !== "" && !tracker.urns.has(goal.parent))
      throw new EngineError(`could not find parent resource ${goal.parent}`);
    const urn = d.urn(goal.parent, goal.type, goal.name);
    if (tracker.urns.has(urn))
      throw new EngineError(`Duplicate resource URN '${urn}'; try giving it a unique name`, urn);
    tracker.urns.add(urn);
    return urn;
  }

  /** The URN itself goes before its aliases. */
  private findOld(urn: string, goal: Goal): ResourceState | undefined {
    const { d, tracker } = this;
    const clash = (other: string) =>
      new EngineError(`Duplicate resource alias '${other}' applied to resource with URN '${urn}'`, urn);
    if (tracker.successors.has(urn))
      throw new EngineError(
        `Duplicate resource URN '${urn}' conflicting with alias on resource with URN '${tracker.successors.get(urn)}'`,
        urn,
      );
    const own = d.olds.get(urn);
    if (own) return own;
    const former = aliasUrns(goal, d, tracker.formerly).find((alias) => d.olds.has(alias));
    if (former === undefined) return undefined;
    if (tracker.urns.has(former) || tracker.successors.has(former)) throw clash(former);
    tracker.successors.set(former, urn);
    tracker.formerly.set(urn, former);
    d.registry.alias(urn, former);
    return d.olds.get(former);
  }
}

function newState(goal: Goal, urn: string, old: ResourceState | undefined, former: string | undefined): ResourceState {
  if (goal.type === "pulumi:pulumi:StackReference") throw new UnsupportedError("stack references", urn);
  return new ResourceState({
    urn,
    type: goal.type,
    custom: goal.custom,
    inputs: goal.properties,
    parent: goal.parent,
    protect: goal.protect ?? false,
    dependencies: goal.dependencies,
    provider: goal.provider,
    propertyDependencies: goal.propertyDependencies,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    aliases: former === undefined ? [] : [former],
    customTimeouts: goal.customTimeouts,
    importID: goal.importId,
    retainOnDelete: goal.retainOnDelete ?? false,
    deletedWith: goal.deletedWith,
    replaceWith: goal.replaceWith,
    created: old?.created ?? "",
    modified: old?.modified ?? "",
    ignoreChanges: goal.ignoreChanges,
    replaceOnChanges: goal.replaceOnChanges,
    refreshBeforeUpdate: old?.refreshBeforeUpdate ?? false,
  });
}
