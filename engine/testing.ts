import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { hasChanges } from "./counter";
import type { Diagnostic, Op } from "./events";
import { type Kind, type OperationResult, operate } from "./operation";
import type { ChangeKind } from "./property/compare";
import { displayValue, reveal } from "./property/value";
import { Recorder, type RecordedStep } from "./recorder";
import type { ResourceState } from "./state/resource";
import { nameOf } from "./state/urn";
import { Workspace, type WorkspaceOptions } from "./workspace";

export {
  type EmulatorOptions,
  type EmulatorTenant,
  environmentOf,
  type RunningEmulator,
  startEmulator,
} from "./emulator";

/** One thing that an operation did, or that a preview would do. */
export interface TestStep {
  readonly op: Op;
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Names of the properties that differ, sorted. */
  readonly changedKeys: readonly string[];
  /** Names of the properties that make the resource be replaced, sorted. */
  readonly replaceKeys: readonly string[];
  /** Property path -> what happened to it; undefined when the provider gave no detail. */
  readonly detailedDiff: Readonly<Record<string, ChangeKind>> | undefined;
  readonly failed: boolean;
}

export interface TestResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** Secrets are laid bare. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly dependencies: readonly string[];
  readonly parent: string;
}

export interface TestResult {
  readonly ok: boolean;
  /** Everything but "same", in the order in which it began. */
  readonly steps: readonly TestStep[];
  readonly changes: Readonly<Partial<Record<Op, number>>>;
  /** True when anything but "same" and reads was done, or would be. */
  readonly hasChanges: boolean;
  /** What the program exports; secrets show as `[secret]`, what is not known yet as `[unknown]`. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
  /** What the program and dynamic providers printed. */
  readonly lines: readonly string[];
  /** The state after the operation; of a preview: as it would be. */
  readonly resources: readonly TestResource[];
  readonly seconds: number;
}

export interface TestOptions {
  /** Reads every object first. Default: false. */
  readonly refresh?: boolean;
  readonly parallel?: number;
  /** Accepts a program that registers no resource. Default: false, since it mostly means a wrong `main`. */
  readonly allowEmpty?: boolean;
  /** Ends the operation as a first Ctrl-C would. */
  readonly signal?: AbortSignal;
  /** Kills it as a second Ctrl-C would. */
  readonly kill?: AbortSignal;
}

/**
 * A stack for tests: runs a Pulumi program on the embedded engine, with its real providers and a state of its own.
 *
 * @example
 * const stack = await TestStack.open({ cwd: "path/to/program", env: { PURVIEW_TENANT_ID: … } });
 * const up = await stack.up();
 * assert.ok(up.ok);
 * assert.equal((await stack.preview()).hasChanges, false);
 * await stack.destroy();
 * await stack.dispose();
 */
export class TestStack {
  private constructor(
    readonly workspace: Workspace,
    private readonly folders: readonly string[],
  ) {}

  /** The state is in a temporary directory unless `state` says where. The passphrase is "test" unless `env` has one. */
  static async open(options: WorkspaceOptions): Promise<TestStack> {
    const folders: string[] = [];
    let { state } = options;
    if (state === undefined) {
      state = await mkdtemp(join(tmpdir(), "purview-state-"));
      folders.push(state);
    }
    const env = { PULUMI_CONFIG_PASSPHRASE: "test", ...process.env, ...options.env };
    return new TestStack(new Workspace({ ...options, env, state: resolve(state) }), folders);
  }

  /** Writes a one-file program to a temporary directory that sees the same packages as `from`, and opens a stack on it. */
  static async inline(
    program: string,
    options: Omit<WorkspaceOptions, "cwd"> & {
      /** Where the program's imports are looked up. Default: the current directory. */
      readonly from?: string;
      /** Project name. Default: `test`. */
      readonly project?: string;
      /** More of Pulumi.yaml, such as `plugins`; JSON is YAML. */
      readonly pulumiYaml?: Readonly<Record<string, unknown>>;
      /** Checks the program's types first, which takes seconds. Default: false. */
      readonly typeCheck?: boolean;
    } = {},
  ): Promise<TestStack & { readonly directory: string }> {
    const { from = process.cwd(), project = "test", pulumiYaml, typeCheck, ...rest } = options;
    const directory = await mkdtemp(join(tmpdir(), "purview-program-"));
    const modules = findUp(resolve(from), "node_modules");
    if (modules !== undefined) await symlink(modules, join(directory, "node_modules"), "junction");
    await writeFile(
      join(directory, "Pulumi.yaml"),
      JSON.stringify({ name: project, runtime: "nodejs", ...pulumiYaml }),
    );
    await writeFile(
      join(directory, "package.json"),
      JSON.stringify({ name: project, private: true, main: "index.ts" }),
    );
    await writeFile(join(directory, "index.ts"), program);
    const stack = await TestStack.open({
      ...rest,
      cwd: directory,
      env: { ...(typeCheck !== true && { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }), ...rest.env },
    });
    return Object.assign(new TestStack(stack.workspace, [...stack.folders, directory]), { directory });
  }

  preview(options: TestOptions = {}): Promise<TestResult> {
    return this.run("update", true, options);
  }
  /** Without a preview before it; `pulumi up` makes one. */
  up(options: TestOptions = {}): Promise<TestResult> {
    return this.run("update", false, options);
  }
  refresh(options: TestOptions & { readonly preview?: boolean } = {}): Promise<TestResult> {
    return this.run("refresh", options.preview ?? false, options);
  }
  destroy(options: TestOptions & { readonly preview?: boolean } = {}): Promise<TestResult> {
    return this.run("destroy", options.preview ?? false, options);
  }

  /** Removes the temporary files. */
  async dispose(): Promise<void> {
    for (const folder of this.folders) await rm(folder, { recursive: true, force: true });
  }

  private async run(kind: Kind, preview: boolean, options: TestOptions): Promise<TestResult> {
    const { signal, kill, preview: _preview, ...rest } = options as TestOptions & { preview?: boolean };
    const recorder = new Recorder();
    const result = await operate(this.workspace, kind, {
      ...rest,
      preview,
      sink: recorder,
      ...(signal && { stop: signal }),
      ...(kill && { kill }),
    });
    return testResult(recorder, result);
  }
}

function testResult(recorder: Recorder, result: OperationResult): TestResult {
  return {
    ok: result.ok,
    steps: recorder.steps.filter(({ op }) => op !== "same").map(testStep),
    changes: result.changes,
    hasChanges: hasChanges(result.changes),
    outputs: displayValue(result.outputs) as Record<string, unknown>,
    diagnostics: recorder.diagnostics,
    lines: recorder.lines,
    resources: result.snapshot.resources.map(testResource),
    seconds: result.seconds,
  };
}

function testStep(step: RecordedStep): TestStep {
  const detail = step.detailedDiff;
  return {
    op: step.op,
    urn: step.urn,
    type: step.type,
    name: nameOf(step.urn),
    changedKeys: [...step.changedKeys].sort(),
    replaceKeys: [...step.replaceKeys].sort(),
    detailedDiff: detail && Object.fromEntries(Object.entries(detail).map(([path, { kind }]) => [path, kind])),
    failed: step.failed,
  };
}

function testResource(state: ResourceState): TestResource {
  const { urn, type, id, protect, dependencies, parent } = state;
  return {
    urn,
    type,
    name: nameOf(urn),
    id,
    inputs: displayValue(reveal(state.inputs)) as Record<string, unknown>,
    outputs: displayValue(reveal(state.outputs)) as Record<string, unknown>,
    protect,
    dependencies,
    parent,
  };
}

function findUp(directory: string, name: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return join(at, name);
    if (dirname(at) === at) return undefined;
  }
}
