import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { EmulatorLine } from "../start";
import { EmulatorClient } from "./emulator-client";

export interface EndedProcess {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command of the emulator as a process of its own, whether it starts or not. */
export class EmulatorProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<EndedProcess>;
  #stdout = "";
  #stderr = "";

  constructor([file = "", ...args]: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (chunk: Buffer) => (this.#stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, stdout: this.#stdout, stderr: this.#stderr }));
    });
    this.ended.catch(() => undefined);
    this.child = child;
  }

  /** Its first line; rejects when it ends without one. */
  async line(): Promise<EmulatorLine> {
    const { stdout } = this.child;
    if (!stdout) throw new Error("the emulator has no stdout");
    const first = new Promise<string>((resolve) => createInterface({ input: stdout }).once("line", resolve));
    const early = this.ended.then(({ code, stderr }) => {
      throw new Error(`the emulator ended (exit ${code}) before it was ready: ${stderr}`);
    });
    return JSON.parse(await Promise.race([first, early])) as EmulatorLine;
  }

  kill(signal: NodeJS.Signals): Promise<EndedProcess> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** A running emulator in a process of its own. */
export class SpawnedEmulator extends EmulatorClient {
  private constructor(
    line: EmulatorLine,
    private readonly process: EmulatorProcess,
  ) {
    super(line);
  }

  static async start(command: readonly string[]): Promise<SpawnedEmulator> {
    const started = new EmulatorProcess(command);
    return new SpawnedEmulator(await started.line(), started);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    await this.process.kill(signal);
  }
}
