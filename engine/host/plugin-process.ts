import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pause, within } from "../clock";
import { BailError, EngineError } from "../errors";

export interface PluginCommand {
  /** For messages: the package it serves. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Aborts when the plugin is not wanted any more before it is ready. */
  readonly signal: AbortSignal;
  /** Gets what the plugin prints; without it, the output is kept for the message about its end. */
  readonly onLine?: (line: string) => void;
}

const START_MS = 60_000;
const GRACE_MS = 5_000;
const KEPT_LINES = 200;

/** A plugin in a process group of its own, so that a Ctrl-C in the terminal does not reach it, as under the CLI. */
export class PluginProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly kept: readonly string[],
    private readonly name: string,
    /** Resolves when the process has ended. */
    readonly ended: Promise<void>,
  ) {}

  /** The plugin's first line is its port. */
  static async start(plugin: PluginCommand): Promise<PluginProcess> {
    // Windows starts a .cmd only through its shell, which takes the words as they stand.
    const shell = /\.(cmd|bat)$/i.test(plugin.command);
    const child = spawn(shell ? `"${plugin.command}"` : plugin.command, plugin.args, {
      cwd: plugin.cwd,
      env: plugin.env,
      // As the CLI has it: the plugin's input ends when the engine does.
      stdio: ["pipe", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
      shell,
    });
    const kept: string[] = [];
    const keep = (line: string) => {
      if (kept.push(line) > KEPT_LINES) kept.shift();
      plugin.onLine?.(line);
    };
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const failed = new Promise<Error>((resolve) => child.once("error", resolve));
    const first = new Promise<string>((resolve) => {
      let seen = false;
      createInterface({ input: child.stdout }).on("line", (line) => {
        if (seen) return keep(line);
        seen = true;
        resolve(line);
      });
    });
    createInterface({ input: child.stderr }).on("line", keep);
    const unwanted = () => signalGroup(child, "SIGKILL");
    plugin.signal.addEventListener("abort", unwanted, { once: true });
    if (plugin.signal.aborted) unwanted();
    const line = await within(Promise.race([first, failed, ended]), START_MS, undefined);
    plugin.signal.removeEventListener("abort", unwanted);
    if (plugin.signal.aborted) throw new BailError(`the plugin of "${plugin.name}" is not needed any more`);
    const port = typeof line === "string" ? Number(line) : NaN;
    if (Number.isInteger(port) && port > 0) {
      return new PluginProcess(child, port, kept, plugin.name, ended);
    }
    signalGroup(child, "SIGKILL");
    await pause(20);
    const reason = line instanceof Error ? line.message : `it did not print its port${quote(kept, line)}`;
    throw new EngineError(`could not start the plugin of "${plugin.name}" (${plugin.command}): ${reason}`);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** How it ended, and what it printed last. */
  describeEnd(): string {
    const how = this.child.signalCode ?? `exit code ${this.child.exitCode}`;
    return `the plugin of "${this.name}" ended unexpectedly (${how})${quote(this.kept)}`;
  }

  /** SIGINT, five seconds, SIGKILL; to the whole group. */
  async stop(): Promise<void> {
    if (!this.isRunning) return;
    signalGroup(this.child, "SIGINT");
    await within(this.ended, GRACE_MS, undefined);
    if (this.isRunning) signalGroup(this.child, "SIGKILL");
    await within(this.ended, GRACE_MS, undefined);
  }

  killNow(): void {
    signalGroup(this.child, "SIGKILL");
  }
}

/** To the child and what it started, which are a group of their own where the system knows groups. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-pid, signal);
  } catch {
    child.kill(signal);
  }
}

function quote(kept: readonly string[], ...more: readonly unknown[]): string {
  const lines = [...more.filter((line) => typeof line === "string"), ...kept];
  return lines.length === 0 ? "" : `:\n${lines.join("\n")}`;
}
