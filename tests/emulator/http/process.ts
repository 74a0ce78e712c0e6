import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { EmulatorLine } from "../../../emulator";

const ROOT = join(__dirname, "../../..");

/** The built command where there is one (`npm test` builds first), else the sources. */
const COMMAND = existsSync(join(ROOT, "dist/cli/main.js"))
  ? [join(ROOT, "dist/cli/main.js")]
  : ["--require", "ts-node/register/transpile-only", join(ROOT, "cli/main.ts")];

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `purview emulator` as a process of its own. */
export class EmulatorProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [...COMMAND, "emulator", ...args], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout!.on("data", (chunk) => (this.#stdout += chunk));
    this.child.stderr!.on("data", (chunk) => (this.#stderr += chunk));
    this.ended = new Promise((resolve) =>
      this.child.once("close", (code) => resolve({ code, stdout: this.#stdout, stderr: this.#stderr })),
    );
  }

  /** Its first line; rejects when it ends without one. */
  async line(): Promise<EmulatorLine> {
    const text = await new Promise<string>((resolve, reject) => {
      createInterface({ input: this.child.stdout! }).once("line", resolve);
      void this.ended.then(({ stderr }) => reject(new Error(`it ended: ${stderr}`)));
    });
    return JSON.parse(text) as EmulatorLine;
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}
