import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { within } from "../clock";
import type { EventSink } from "../events";
import type { ConfigValue, Project } from "../project";
import { resolveFrom } from "./locate";
import { signalGroup } from "./plugin-process";

export interface ProgramOptions {
  readonly project: Project;
  readonly stack: string;
  readonly organization: string;
  readonly config: ReadonlyMap<string, ConfigValue>;
  readonly env: NodeJS.ProcessEnv;
  readonly engineAddress: string;
  readonly preview: boolean;
  readonly parallel: number;
  readonly sink: EventSink;
}

/** The SDK's exit code for "the error was already shown". */
const ALREADY_SHOWN = 32;
const GRACE_MS = 5_000;

export type ProgramEnd = { readonly kind: "done" } | { readonly kind: "failed"; readonly message: string | undefined };

/** The user's program in its own process, as the CLI's language host runs it. */
export class Program {
  /** Resolves when the program has ended. */
  readonly ended: Promise<ProgramEnd>;
  private readonly child: ChildProcess;

  constructor(options: ProgramOptions) {
    const { project } = options;
    const runner = resolveFrom(project.programDirectory, "@pulumi/pulumi/cmd/run");
    const nodeArgs = String(project.options["nodeargs"] ?? "")
      .split(/\s+/)
      .filter(Boolean);
    this.child = spawn(process.execPath, [...nodeArgs, runner, ...argumentsOf(options)], {
      cwd: project.root,
      env: environmentOf(options),
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const print = (line: string) => options.sink.output(line);
    createInterface({ input: this.child.stdout! }).on("line", print);
    createInterface({ input: this.child.stderr! }).on("line", print);
    this.ended = new Promise<ProgramEnd>((resolve) => {
      this.child.once("error", (error) =>
        resolve({ kind: "failed", message: `could not run the program: ${error.message}` }),
      );
      const said = new Promise<void>((all) => this.child.once("close", () => all()));
      // Something that it started may hold its output open: what has exited is waited for no longer than a provider has to end.
      this.child.once("exit", (code, signal) => {
        void within(said, GRACE_MS, undefined).then(() => resolve(endOf(code, signal)));
      });
    });
  }

  /** SIGINT, five seconds, SIGKILL. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    signalGroup(this.child, "SIGINT");
    if ((await within(this.ended, GRACE_MS, undefined)) === undefined) signalGroup(this.child, "SIGKILL");
    await this.ended;
  }

  killNow(): void {
    signalGroup(this.child, "SIGKILL");
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): ProgramEnd {
  if (code === 0) return { kind: "done" };
  if (code === ALREADY_SHOWN) return { kind: "failed", message: undefined };
  const how = code === null ? `was ended by ${signal ?? "a signal"}` : `exited with non-zero exit code: ${code}`;
  return { kind: "failed", message: `the program ${how}` };
}

const argumentsOf = (options: ProgramOptions): string[] => [
  "--monitor",
  options.engineAddress,
  "--engine",
  options.engineAddress,
  "--organization",
  options.organization,
  "--project",
  options.project.name,
  "--root-directory",
  options.project.root,
  "--stack",
  options.stack,
  "--pwd",
  options.project.programDirectory,
  ...(options.preview ? ["--dry-run"] : []),
  "--parallel",
  String(options.parallel),
  options.project.entryPoint,
];

function environmentOf(options: ProgramOptions): NodeJS.ProcessEnv {
  const { config, project } = options;
  const plain = [...config].map(([key, { value }]) => [key.replace(":", ":config:"), value]);
  const secretKeys = [...config].filter(([, { secret }]) => secret).map(([key]) => key);
  const tsconfig = project.options["tsconfig"];
  return {
    ...options.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(plain)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
    ...(project.options["typescript"] !== false && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof tsconfig === "string" && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}
