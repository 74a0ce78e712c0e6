import { availableParallelism } from "node:os";
import { Deployment } from "./deploy/context";
import { performDeletes } from "./deploy/deletes";
import { Executor } from "./deploy/executor";
import { Generator } from "./deploy/generator";
import { type ImportRequest, importResources } from "./deploy/import";
import { refresh } from "./deploy/refresh";
import { Tracker } from "./deploy/tracker";
import { BailError, EngineError, InterruptedError, type UnsupportedError, messageOf } from "./errors";
import { type EventSink, type Op } from "./events";
import { ChangeCounter } from "./counter";
import { DefaultProviders } from "./host/default-providers";
import { EngineServer } from "./host/engine-server";
import { Launcher } from "./host/launcher";
import { Monitor } from "./host/monitor";
import { Program } from "./host/program";
import { ProviderRegistry } from "./host/registry";
import type { PropertyMap } from "./property/value";
import type { Snapshot } from "./state/resource";
import { SnapshotManager } from "./state/snapshot";
import { STACK_TYPE } from "./state/urn";
import type { Workspace } from "./workspace";

export type Kind = "update" | "refresh" | "destroy" | "import";

export interface OperationOptions {
  /** True: nothing is written, neither the objects nor the state. */
  readonly preview: boolean;
  /** Reads every object before the comparison. */
  readonly refresh?: boolean;
  /** So many operations at a time. Default: `PULUMI_PARALLEL`, else four for each processor. */
  readonly parallel?: number;
  /** Accepts a program that registers no resource, which deletes everything. */
  readonly allowEmpty?: boolean;
  /** For `refresh`: forgets creations that an earlier run left unfinished. Their objects, if any, are then nobody's. */
  readonly clearPendingCreates?: boolean;
  /** For `import`: what to take over. */
  readonly imports?: readonly ImportRequest[];
  readonly sink: EventSink;
  /** First interruption: what runs may end, nothing new begins. */
  readonly stop?: AbortSignal;
  /** Second: everything is killed; what had begun stays pending in the state. */
  readonly kill?: AbortSignal;
}

export interface OperationResult {
  readonly ok: boolean;
  readonly interrupted: boolean;
  /** A provider failed in a way that leaves its object in doubt. */
  readonly maybeCorrupt: boolean;
  /** How often each operation was done (or would be). */
  readonly changes: Readonly<Partial<Record<Op, number>>>;
  readonly outputs: PropertyMap;
  readonly snapshot: Snapshot;
  readonly seconds: number;
}

const ORGANIZATION = "organization";

/** Runs one operation on a stack from the state it finds to the state it leaves. */
export async function operate(workspace: Workspace, kind: Kind, options: OperationOptions): Promise<OperationResult> {
  const { preview } = options;
  if (!preview) await workspace.store.lock();
  try {
    return await new Run(workspace, kind, options).go();
  } finally {
    if (!preview) await workspace.store.unlock();
  }
}

class Run {
  private readonly began = Date.now();
  private readonly aborted = new AbortController();
  private readonly counter: ChangeCounter;
  private readonly sink: EventSink;
  private readonly server: EngineServer;
  private readonly registry: ProviderRegistry;
  private readonly tracker = new Tracker();
  private running: Program | undefined;
  private interrupted = false;
  private failed = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly kind: Kind,
    private readonly options: OperationOptions,
  ) {
    this.counter = new ChangeCounter(options.sink, kind === "refresh");
    this.sink = this.counter;
    this.server = new EngineServer(this.sink);
    const launcher = new Launcher(workspace.project, workspace.env, () => this.server.address, this.sink);
    this.registry = new ProviderRegistry((pkg, signal) => launcher.launch(pkg, signal));
  }

  async go(): Promise<OperationResult> {
    const { workspace, options } = this;
    const { snapshot, codec, config } = await workspace.open();
    const store = options.preview ? undefined : workspace.store;
    const pending = options.clearPendingCreates === true ? [] : snapshot.pending;
    const snapshots = new SnapshotManager(snapshot.resources, pending, codec, store);
    const d = new Deployment({
      project: workspace.project.name,
      stack: workspace.stack,
      preview: options.preview,
      parallel: options.parallel ?? defaultParallel(workspace.env),
      registry: this.registry,
      snapshots,
      sink: this.sink,
      prev: snapshot.resources,
    });
    const executor = new Executor(d, () => this.aborted.abort(), this.aborted.signal);
    const generator = new Generator(d, {
      tracker: this.tracker,
      executor,
      abort: () => this.aborted.abort(),
      signal: this.aborted.signal,
    });
    const defaults = new DefaultProviders(config, (goal) => generator.register(goal));
    const monitor = new Monitor(d, generator, defaults, (error) => this.unsupported(d, error));
    const unhook = this.listen(snapshots);
    try {
      await this.server.start(this.kind === "update" ? monitor : undefined);
      if (await this.refreshFirst(d, snapshot)) {
        if (this.kind === "update") await this.program(d, generator, monitor, config);
        if (this.kind === "import") await importResources(d, executor, config, options.imports ?? []);
        await executor.idle();
        if ((this.kind === "update" || this.kind === "destroy") && !this.aborted.signal.aborted)
          await performDeletes(d, this.tracker, executor, this.aborted.signal);
      }
    } catch (error) {
      this.fail(d, error);
    } finally {
      await executor.idle();
      this.failed ||= executor.failed.length > 0 || executor.broken || this.tracker.failed;
      await this.settle(d, generator);
      unhook();
      await this.registry.close();
      // What still waited for an answer has none now.
      await generator.idle();
      this.server.stop();
    }
    if (this.interrupted) this.fail(d, new InterruptedError());
    const after = snapshots.snapshot();
    return {
      ok: !this.failed,
      interrupted: this.interrupted,
      maybeCorrupt: executor.inDoubt,
      changes: this.counter.changes,
      outputs: after.resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {},
      snapshot: after,
      seconds: (Date.now() - this.began) / 1000,
    };
  }

  /** What is left to write; a failure must not keep the processes from being closed. */
  private async settle(d: Deployment, generator: Generator): Promise<void> {
    try {
      await generator.finishStackOutputs(this.failed || this.interrupted);
      await d.snapshots.close();
    } catch (error) {
      this.fail(d, error);
    }
  }

  /** False when the run ends here. */
  private async refreshFirst(d: Deployment, snapshot: Snapshot): Promise<boolean> {
    const all = this.kind === "refresh" || this.options.refresh === true;
    const some = snapshot.resources.some(({ refreshBeforeUpdate }) => refreshBeforeUpdate);
    if (this.kind === "import") return true;
    if (all || (some && this.workspace.env["PULUMI_DISABLE_REFRESH_BEFORE_UPDATE"] !== "true")) {
      const outcome = await refresh(d, all ? "all" : "refreshBeforeUpdate", this.aborted.signal);
      this.counter.refreshed(outcome.results);
      this.failed ||= outcome.failed;
      return !this.failed && !this.aborted.signal.aborted;
    }
    if (snapshot.pending.length > 0 && !this.options.preview) d.warn("", pendingWarning(snapshot));
    return true;
  }

  private async program(
    d: Deployment,
    generator: Generator,
    monitor: Monitor,
    config: Awaited<ReturnType<Workspace["open"]>>["config"],
  ): Promise<void> {
    const { workspace } = this;
    const program = new Program({
      project: workspace.project,
      stack: workspace.stack,
      organization: ORGANIZATION,
      config,
      env: workspace.env,
      engineAddress: this.server.address,
      preview: this.options.preview,
      parallel: d.parallel,
      // What a program says that lost its engine is no news.
      sink: { ...forward(this.sink), output: (line) => this.aborted.signal.aborted || this.sink.output(line) },
    });
    this.running = program;
    const stopped = new Promise<"stopped">((resolve) =>
      this.aborted.signal.addEventListener("abort", () => resolve("stopped"), { once: true }),
    );
    if (this.aborted.signal.aborted) return program.stop();
    const end = await Promise.race([program.ended, stopped]);
    if (end === "stopped") return program.stop();
    await Promise.race([generator.idle(), stopped]);
    if (end.kind === "failed") {
      this.aborted.abort();
      throw end.message === undefined ? new BailError("the program failed") : new EngineError(end.message);
    }
    if (!monitor.complete)
      throw this.stopAll(new EngineError("the program ended without having finished: nothing is deleted on its word"));
    if (generator.registered === 0 && this.options.allowEmpty !== true)
      throw this.stopAll(
        new EngineError(
          `the program in ${workspace.project.programDirectory} registered no resource. Is \`main\` right, and does the directory have a package.json? To remove everything, use destroy`,
        ),
      );
  }

  private stopAll(error: EngineError): EngineError {
    this.aborted.abort();
    return error;
  }

  private unsupported(d: Deployment, error: UnsupportedError): void {
    if (this.aborted.signal.aborted) return;
    d.error(error.urn ?? "", messageOf(error));
    this.failed = true;
    this.aborted.abort();
  }

  private fail(d: Deployment, error: unknown): void {
    this.failed = true;
    if (!(error instanceof BailError)) d.error(error instanceof EngineError ? (error.urn ?? "") : "", messageOf(error));
  }

  /** The first interruption asks the providers to give up; the second kills them. */
  private listen(snapshots: SnapshotManager): () => void {
    const { stop, kill } = this.options;
    const onStop = () => {
      this.interrupted = true;
      this.aborted.abort();
      void this.registry.cancel();
    };
    const killAll = () => {
      this.registry.kill();
      this.running?.killNow();
    };
    const onKill = () => {
      snapshots.freeze();
      killAll();
    };
    // Should this process end early, nothing that it started goes on.
    process.once("exit", killAll);
    if (stop?.aborted) onStop();
    stop?.addEventListener("abort", onStop);
    kill?.addEventListener("abort", onKill);
    return () => {
      process.off("exit", killAll);
      stop?.removeEventListener("abort", onStop);
      kill?.removeEventListener("abort", onKill);
    };
  }
}

const forward = (sink: EventSink): EventSink => ({
  stepBegins: (step) => sink.stepBegins(step),
  stepEnds: (step, seconds) => sink.stepEnds(step, seconds),
  stepFails: (step) => sink.stepFails(step),
  diagnostic: (diagnostic) => sink.diagnostic(diagnostic),
  output: (line) => sink.output(line),
});

function defaultParallel(env: NodeJS.ProcessEnv): number {
  const wanted = Number(env["PULUMI_PARALLEL"]);
  return wanted > 0 ? wanted : availableParallelism() * 4;
}

function pendingWarning(snapshot: Snapshot): string {
  const lines = snapshot.pending.map(({ resource, type }) => `  * ${resource.urn}, interrupted while ${type}`);
  return `Attempting to deploy or update resources with ${snapshot.pending.length} pending operations from previous deployment.\n${lines.join("\n")}\nThese resources are in an unknown state because the engine was interrupted while waiting for changes to complete. Look whether they exist; then import or delete them, and run refresh with --clear-pending-creates.`;
}
