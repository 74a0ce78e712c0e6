import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { KeyRing, type Op, Recorder, Workspace, exportState, operate } from "../../engine";
import type { DeploymentV3 } from "../../engine/state/deployment";
import { SECRET, SIGNATURE } from "../../engine/property/signatures";
import { isProviderType, nameOf, typeOf } from "../../engine/state/urn";

const root = resolve(__dirname, "../..");
const things = join(__dirname, "fixtures/things");

export const PROJECT = "tests";
export const urn = (name: string, type = "pulumi-nodejs:dynamic/things:Thing"): string =>
  `urn:pulumi:dev::${PROJECT}::${type}::${name}`;
export const pluginUrn = (name: string): string => urn(name, "things:index:Thing");

type Json = Record<string, unknown>;
export type Verb = "preview" | "up" | "refresh" | "destroy" | "preview --refresh" | "up --refresh";

/** What an operation did, in a form in which two engines can be compared. */
export interface Trace {
  readonly ok: boolean;
  /** Sorted `op urn [changed keys] [replace keys]`; engines run steps in parallel. */
  readonly steps: readonly string[];
  readonly changes: Readonly<Partial<Record<Op, number>>>;
  /** Every call that the providers got, by resource; calls without a resource under "". */
  readonly calls: Readonly<Record<string, readonly Json[]>>;
  /** Methods in the order of arrival: `method name`. */
  readonly order: readonly string[];
  readonly state: readonly Json[];
  readonly diagnostics: readonly string[];
}

/** A project directory with its own things: `things` resolves to the fixture, `@pulumi` to the repository's. */
export class Sandbox {
  readonly directory = mkdtempSync(join(tmpdir(), "purview-engine-"));
  readonly world = join(this.directory, "world");
  readonly log = join(this.directory, "log.jsonl");
  config: Readonly<Record<string, string>> = {};

  constructor() {
    const modules = join(this.directory, "node_modules");
    mkdirSync(modules);
    symlinkSync(things, join(modules, "things"), "junction");
    for (const name of ["@pulumi", "@grpc", "google-protobuf"])
      symlinkSync(join(root, "node_modules", name), join(modules, name), "junction");
    this.write("Pulumi.yaml", {
      name: PROJECT,
      runtime: { name: "nodejs", options: { typescript: false } },
      plugins: { providers: [{ name: "things", path: join(things, "bin") }] },
    });
    this.write("Pulumi.dev.yaml", { encryptionsalt: SALT });
    this.write("package.json", { name: PROJECT, private: true, main: "index.js" });
  }

  private write(name: string, value: unknown): void {
    writeFileSync(join(this.directory, name), typeof value === "string" ? value : JSON.stringify(value));
  }

  program(body: string): void {
    this.write(
      "index.js",
      `const pulumi = require("@pulumi/pulumi");
const { Thing, PluginThing, PluginProvider, DynamicProvider, Group } = require("things");
${body}`,
    );
  }

  /** Changes a thing behind the engine's back; undefined removes it. */
  tamper(id: string, change: Json | undefined): void {
    const file = join(this.world, `${id}.json`);
    if (change === undefined) rmSync(file);
    else writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, "utf8")) as Json), ...change }));
  }

  things(): Record<string, Json> {
    if (!existsSync(this.world)) return {};
    const files = readdirSync(this.world).filter((name) => name.endsWith(".json"));
    return Object.fromEntries(
      files.sort().map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(this.world, name), "utf8")) as Json]),
    );
  }

  takeCalls(): Json[] {
    const calls = this.peekCalls();
    rmSync(this.log, { force: true });
    return calls;
  }

  /** Ends the plugin as a crash would. */
  killPlugin(): void {
    const pid = this.peekCalls().findLast(({ method }) => method === "handshake")?.["pid"];
    process.kill(Number(pid), "SIGKILL");
  }

  peekCalls(): Json[] {
    const text = existsSync(this.log) ? readFileSync(this.log, "utf8") : "";
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Json);
  }

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PULUMI_CONFIG_PASSPHRASE: "test",
      THINGS_WORLD: this.world,
      THINGS_LOG: this.log,
      PULUMI_PARALLEL: "8",
      // Programs and plugins load the SDK over and over.
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "purview-engine-tests-cache"),
    };
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

export interface EngineUnderTest {
  readonly name: "embedded" | "pulumi";
  run(verb: Verb, sandbox: Sandbox): Promise<Trace>;
}

const flagsOf = (verb: Verb) =>
  ({
    kind: verb.startsWith("refresh") ? "refresh" : verb.startsWith("destroy") ? "destroy" : "update",
    preview: verb.startsWith("preview"),
    refresh: verb.endsWith("--refresh"),
  }) as const;

/** A salt of the passphrase "test": all sandboxes share one key, since deriving it is slow on purpose. */
const SALT = "v1:VB6nAKFDb+A=:v1:I1qqrC8QjlDpnIhI:/PHqo1LcxFXRvox7IcfWE1ErgY37XA==";
export const keys = new KeyRing();

export const embedded: EngineUnderTest = {
  name: "embedded",
  async run(verb, sandbox) {
    const workspace = new Workspace({ cwd: sandbox.directory, env: sandbox.env, config: sandbox.config, keys });
    const recorder = new Recorder();
    const { kind, preview, refresh } = flagsOf(verb);
    const result = await operate(workspace, kind, { preview, refresh, sink: recorder });
    const steps = recorder.steps.map(({ op, urn, changedKeys, replaceKeys }) =>
      describe(op, urn, changedKeys, replaceKeys),
    );
    const state = preview || !existsSync(workspace.store.file) ? [] : await plainState(workspace);
    return trace(result.ok, steps, result.changes, sandbox.takeCalls(), state, [
      ...recorder.diagnostics
        .filter(({ ephemeral }) => !ephemeral)
        .map(({ severity, message }) => `${severity}: ${message}`),
    ]);
  },
};

/** Undefined when the Pulumi CLI is not on PATH. */
export const pulumi: EngineUnderTest | undefined = spawnSync("pulumi", ["version"]).status === 0 ? cli() : undefined;
export const engines: readonly EngineUnderTest[] = pulumi ? [embedded, pulumi] : [embedded];

function cli(): EngineUnderTest {
  return {
    name: "pulumi",
    async run(verb, sandbox) {
      const home = join(sandbox.directory, "cli");
      mkdirSync(join(home, "state"), { recursive: true });
      const env = {
        ...sandbox.env,
        PATH: [resolve(process.execPath, ".."), process.env["PATH"]].join(delimiter),
        PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
        PULUMI_HOME: join(home, "home"),
        PULUMI_DEBUG_COMMANDS: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      };
      const options = { cwd: sandbox.directory, env, encoding: "utf8" as const };
      const call = (...args: string[]) =>
        execFileSync("pulumi", [...args, "--non-interactive"], { ...options, stdio: "pipe" });
      if (!existsSync(join(home, "stack"))) {
        call("stack", "init", "dev");
        writeFileSync(join(home, "stack"), "");
      }
      for (const [key, value] of Object.entries(sandbox.config)) call("config", "set", key, value, "--stack", "dev");
      const events = join(home, "events.jsonl");
      rmSync(events, { force: true });
      const { kind, preview, refresh } = flagsOf(verb);
      const args = [
        preview ? "preview" : kind === "update" ? "up" : kind,
        "--stack",
        "dev",
        "--non-interactive",
        "--event-log",
        events,
      ];
      if (!preview) args.push("--yes", "--skip-preview");
      if (refresh) args.push("--refresh");
      const { status } = spawnSync("pulumi", args, { ...options, stdio: "pipe" });
      const exported = JSON.parse(call("stack", "export", "--show-secrets", "--stack", "dev")) as {
        deployment: DeploymentV3;
      };
      return cliTrace(
        status === 0,
        readFileSync(events, "utf8"),
        sandbox.takeCalls(),
        preview ? [] : (exported.deployment.resources ?? []),
      );
    },
  };
}

function cliTrace(ok: boolean, events: string, calls: Json[], state: readonly Json[]): Trace {
  const steps: string[] = [];
  const refreshing = new Set<string>();
  const diagnostics: string[] = [];
  let changes: Trace["changes"] = {};
  for (const line of events.split("\n").filter(Boolean)) {
    const event = JSON.parse(line) as {
      resourcePreEvent?: { metadata: { op: Op; urn: string; type: string; keys?: string[]; diffs?: string[] } };
      resOutputsEvent?: { metadata: { op: Op; urn: string; type: string; keys?: string[]; diffs?: string[] } };
      summaryEvent?: { resourceChanges: Trace["changes"] };
      diagnosticEvent?: { severity: string; message: string; ephemeral?: boolean };
    };
    const meta = event.resourcePreEvent?.metadata;
    // What a refresh found is told when it ended.
    if (meta?.op === "refresh") refreshing.add(meta.urn);
    else if (meta && !internal(meta.urn)) steps.push(describe(meta.op, meta.urn, meta.diffs ?? [], meta.keys ?? []));
    const done = event.resOutputsEvent?.metadata;
    if (done && refreshing.delete(done.urn) && !internal(done.urn))
      steps.push(describe("refresh", done.urn, done.diffs ?? [], done.keys ?? []));
    if (event.summaryEvent) changes = event.summaryEvent.resourceChanges;
    const said = event.diagnosticEvent;
    if (said && said.ephemeral !== true) diagnostics.push(`${said.severity}: ${said.message}`);
  }
  return trace(ok, steps, changes, calls, state, diagnostics);
}

const internal = (urn: string): boolean => isProviderType(typeOf(urn)) && nameOf(urn).startsWith("default");

const describe = (op: Op, urn: string, changed: readonly string[], replaced: readonly string[]): string =>
  [op, urn, `[${[...changed].sort().join()}]`, `[${[...replaced].sort().join()}]`].join(" ");

function trace(
  ok: boolean,
  steps: readonly string[],
  changes: Trace["changes"],
  calls: readonly Json[],
  state: readonly Json[],
  diagnostics: readonly string[],
): Trace {
  const byName: Record<string, Json[]> = {};
  for (const call of calls) (byName[String(call["name"] ?? "")] ??= []).push(call);
  const order = calls.map(({ method, name, urn }) => [method, name ?? urn ?? ""].join(" "));
  const sorted = Object.entries(changes)
    .filter(([, count]) => (count ?? 0) > 0)
    .sort();
  return {
    ok,
    steps: [...steps].sort(),
    changes: Object.fromEntries(sorted),
    calls: byName,
    order,
    state: state.map(comparable),
    diagnostics,
  };
}

async function plainState(workspace: Workspace): Promise<readonly Json[]> {
  const { codec } = await workspace.open();
  const { deployment } = await exportState(workspace);
  return (JSON.parse(codec.plain(codec.read(deployment))) as DeploymentV3).resources ?? [];
}

const VOLATILE = ["created", "modified", "sourcePosition", "stackTrace"];

/** Without what differs from run to run: times, places in the source, ids of provider resources. */
function comparable(resource: Json): Json {
  const provider = isProviderType(String(resource["type"]));
  const entries = Object.entries(resource)
    .filter(([key]) => !VOLATILE.includes(key) && !(key === "id" && provider))
    .map(([key, value]): [string, unknown] => {
      if (key === "provider") return [key, String(value).slice(0, String(value).lastIndexOf("::"))];
      if (key === "dependencies" || key === "aliases") return [key, [...(value as string[])].sort()];
      if (key === "propertyDependencies") return [key, sortedLists(value as Record<string, string[]>)];
      return [key, plainSecrets(value)];
    })
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}

const sortedLists = (map: Record<string, string[]>): unknown =>
  Object.fromEntries(
    Object.entries(map)
      .sort()
      .map(([key, urns]) => [key, [...urns].sort()]),
  );

function plainSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainSecrets);
  if (typeof value !== "object" || value === null) return value;
  const map = value as Json;
  if (map[SIGNATURE] === SECRET) return { secret: plainSecrets(JSON.parse(String(map["plaintext"]))) };
  return Object.fromEntries(
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, plainSecrets(inner)]),
  );
}
