import { execFile, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { KeyRing, Recorder, Workspace, hasChanges, operate } from "../../../engine";
import { isProviderType, nameOf, typeOf } from "../../../engine/state/urn";

const root = resolve(__dirname, "../../..");
const programs = resolve(__dirname, "../programs");

export type Host = "dynamic" | "plugin";
export const hosts: readonly Host[] = ["dynamic", "plugin"];
export type Engine = "embedded" | "pulumi";
export const engines: readonly Engine[] =
  spawnSync("pulumi", ["version"]).status === 0 ? ["embedded", "pulumi"] : ["embedded"];

export interface Declared {
  readonly kind: "RetentionCompliancePolicy" | "RetentionComplianceRule" | "ComplianceTag" | "Provider";
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly provider?: string;
  readonly get?: string;
}

export interface Step {
  readonly op: string;
  readonly name: string;
  readonly changedKeys: readonly string[];
  readonly detailedDiff: readonly string[];
}
export interface Outcome {
  readonly ok: boolean;
  readonly hasChanges: boolean;
  /** Without "same", reads and refreshes. */
  readonly steps: readonly Step[];
  /** Everything that the user was told: diagnostics and lines, in one text. */
  readonly told: string;
  readonly ids: Readonly<Record<string, string>>;
}

export type Verb = "preview" | "up" | "refresh" | "destroy";
export interface RunOptions {
  readonly refresh?: boolean;
  readonly stop?: AbortSignal;
  readonly kill?: AbortSignal;
}

const keys = new KeyRing();

interface Ran {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Never synchronously: a test process that stands still for seconds finds its kept connections to the emulator closed. */
const pulumi = (args: readonly string[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) =>
  new Promise<Ran>((resolve) => {
    execFile("pulumi", args, { ...options, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, stdout, stderr }),
    );
  });

/** The program of `programs/declared` with a state of its own, on one engine and in one host. */
export class Stack {
  declared: readonly Declared[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "purview-e2e-"));

  constructor(
    readonly engine: Engine,
    public host: Host,
    public env: Readonly<Record<string, string>>,
  ) {}

  /** What every operation of this stack did, in a form in which two engines can be compared. */
  readonly story: string[] = [];

  async run(verb: Verb, options: RunOptions = {}): Promise<Outcome> {
    const outcome = await (this.engine === "embedded"
      ? this.runEmbedded(verb, options)
      : this.runPulumi(verb, options));
    const steps = outcome.steps.map(
      ({ op, name, changedKeys, detailedDiff }) =>
        `${op} ${name} [${[...changedKeys].sort().join()}] [${[...detailedDiff].sort().join()}]`,
    );
    this.story.push(`${verb} ${outcome.ok ? "well" : "badly"}: ${steps.sort().join("; ")}`);
    return outcome;
  }

  preview = (options?: RunOptions): Promise<Outcome> => this.run("preview", options);
  up = (options?: RunOptions): Promise<Outcome> => this.run("up", options);
  destroy = (options?: RunOptions): Promise<Outcome> => this.run("destroy", options);

  /** Takes an object over, by `pulumi import` or its stand-in. */
  async import(type: string, name: string, id: string): Promise<{ readonly ok: boolean; readonly told: string }> {
    if (this.engine === "embedded") {
      const recorder = new Recorder();
      const imports = [{ type, name, id }];
      const { ok } = await operate(this.workspace(), "import", { preview: false, sink: recorder, imports });
      return { ok, told: recorder.diagnostics.map(({ message }) => message).join("\n") };
    }
    const { options } = await this.prepareCli();
    const flags = ["--stack", "dev", "--yes", "--skip-preview", "--generate-code=false", "--non-interactive"];
    const { ok, stdout, stderr } = await pulumi(["import", type, name, id, ...flags], options);
    return { ok, told: stdout + stderr };
  }

  /** The stack's whole state, as it lies on the disk. */
  stateText(): string {
    const state = join(this.folder, this.engine === "embedded" ? "state" : "cli/state");
    return readFileSync(join(state, ".pulumi/stacks/e2e/dev.json"), "utf8");
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get fullEnv(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      ...this.env,
      PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
      HOST: this.host,
      DECLARED: JSON.stringify(this.declared),
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "purview-engine-tests-cache"),
    };
  }

  private workspace(): Workspace {
    return new Workspace({
      cwd: join(programs, "declared"),
      state: join(this.folder, "state"),
      env: this.fullEnv,
      keys,
    });
  }

  private async runEmbedded(verb: Verb, { refresh, stop, kill }: RunOptions): Promise<Outcome> {
    const workspace = this.workspace();
    const recorder = new Recorder();
    const kind = verb === "refresh" || verb === "destroy" ? verb : "update";
    const result = await operate(workspace, kind, {
      preview: verb === "preview",
      sink: recorder,
      ...(refresh && { refresh }),
      ...(stop && { stop }),
      ...(kill && { kill }),
    });
    return {
      ok: result.ok,
      hasChanges: hasChanges(result.changes),
      steps: recorder.steps
        .map(({ op, urn, changedKeys, detailedDiff }) => ({
          op,
          name: nameOf(urn),
          changedKeys,
          detailedDiff: Object.keys(detailedDiff ?? {}),
        }))
        .filter(shown),
      told: [...recorder.diagnostics.map(({ severity, message }) => `${severity}: ${message}`), ...recorder.lines].join(
        "\n",
      ),
      ids: (result.outputs["ids"] ?? {}) as Record<string, string>,
    };
  }

  private async prepareCli() {
    const home = join(this.folder, "cli");
    mkdirSync(join(home, "state"), { recursive: true });
    const env = {
      ...this.fullEnv,
      PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
      PULUMI_HOME: join(home, "home"),
      PULUMI_DEBUG_COMMANDS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const cwd = join(home, "program");
    const options = { cwd, env };
    if (!existsSync(cwd)) {
      copyProgram(cwd);
      const { ok, stderr } = await pulumi(["stack", "init", "dev", "--non-interactive"], options);
      if (!ok) throw new Error(`pulumi stack init failed: ${stderr}`);
    }
    return { home, options };
  }

  private async runPulumi(verb: Verb, { refresh }: RunOptions): Promise<Outcome> {
    const { home, options } = await this.prepareCli();
    const events = join(home, "events.jsonl");
    rmSync(events, { force: true });
    const args = [verb, "--stack", "dev", "--non-interactive", "--event-log", events];
    if (verb !== "preview") args.push("--yes", "--skip-preview");
    if (refresh) args.push("--refresh");
    const { ok, stderr } = await pulumi(args, options);
    const log = existsSync(events) ? readFileSync(events, "utf8") : "";
    const outputs = (await pulumi(["stack", "output", "--json", "--stack", "dev"], options)).stdout;
    return fromEvents(ok, log, stderr, outputs);
  }
}

/** The CLI writes the stack's settings beside Pulumi.yaml: into a copy, not into the repository. */
function copyProgram(to: string): void {
  cpSync(join(programs, "declared"), to, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(to, "node_modules"), "junction");
  const yaml = readFileSync(join(to, "Pulumi.yaml"), "utf8");
  writeFileSync(join(to, "Pulumi.yaml"), yaml.replace(/path: .*/, `path: ${join(root, "bin")}`));
}

interface Metadata {
  readonly op: string;
  readonly urn: string;
  readonly diffs?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, unknown>> | null;
}

function fromEvents(ok: boolean, log: string, stderr: string, outputs: string): Outcome {
  const steps: Step[] = [];
  const told: string[] = [stderr];
  let changes: Record<string, number> = {};
  for (const line of log.split("\n").filter(Boolean)) {
    const event = JSON.parse(line) as {
      resourcePreEvent?: { metadata: Metadata };
      diagnosticEvent?: { severity: string; message: string };
      summaryEvent?: { resourceChanges: Record<string, number> };
    };
    const meta = event.resourcePreEvent?.metadata;
    if (meta && !(isProviderType(typeOf(meta.urn)) && nameOf(meta.urn).startsWith("default")))
      steps.push({
        op: meta.op,
        name: nameOf(meta.urn),
        changedKeys: meta.diffs ?? [],
        detailedDiff: Object.keys(meta.detailedDiff ?? {}),
      });
    const said = event.diagnosticEvent;
    if (said && said.severity !== "debug") told.push(`${said.severity}: ${said.message}`);
    if (event.summaryEvent) changes = event.summaryEvent.resourceChanges;
  }
  return {
    ok,
    hasChanges: Object.entries(changes).some(([op, count]) => op !== "same" && op !== "read" && count > 0),
    steps: steps.filter(shown),
    told: told.join("\n"),
    ids: (JSON.parse(outputs || "{}") as { ids?: Record<string, string> }).ids ?? {},
  };
}

const shown = ({ op }: Step): boolean => !["same", "read", "refresh"].includes(op);
