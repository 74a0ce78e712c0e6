import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** One step of `preview --json`, as both engines print it. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Either the real `pulumi` or our embedded engine, driven by the same words. */
export interface PulumiEngine {
  readonly title: string;
  /** Once, before the first verb. */
  prepare(): Promise<void>;
  run(verb: "preview" | "up" | "refresh" | "destroy", ...flags: string[]): Promise<Ran>;
  /** The same engine with these environment variables in addition. */
  withEnvironment(env: Readonly<Record<string, string>>): PulumiEngine;
}

interface Surroundings {
  readonly root: string;
  /** An empty folder for state. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where this package's own `dist/` is, when the program lies elsewhere. Default: `root`. */
  readonly cli?: string;
}

const STACK = "dev";

export const findPulumi = (): string | undefined => {
  const { status, stdout } = spawnSync("pulumi", ["version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

export function realPulumi(version: string, surroundings: Surroundings): PulumiEngine {
  const { root, folder, env } = surroundings;
  const state = join(folder, "backend");
  const full = {
    ...env,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  const run = (args: string[]): Promise<Ran> => runProcess("pulumi", args, root, full);
  return {
    title: `pulumi ${version} (from your PATH)`,
    withEnvironment: (more) => realPulumi(version, { ...surroundings, env: { ...env, ...more } }),
    prepare: async () => {
      mkdirSync(state, { recursive: true });
      const { code, stderr } = await run(["stack", "init", STACK, "--non-interactive"]);
      if (code !== 0) throw new Error(`pulumi stack init: ${stderr}`);
    },
    run: (verb, ...flags) =>
      run([
        verb,
        "--stack",
        STACK,
        "--non-interactive",
        ...(verb === "preview" ? [] : ["--yes", "--skip-preview"]),
        ...flags,
      ]),
  };
}

export function embeddedEngine(surroundings: Surroundings): PulumiEngine {
  const { root, folder, env, cli = root } = surroundings;
  const state = join(folder, "state");
  return {
    title: "the embedded engine (no `pulumi` on your PATH; in production you run the real one)",
    withEnvironment: (more) => embeddedEngine({ ...surroundings, env: { ...env, ...more } }),
    prepare: async () => undefined,
    run: (verb, ...flags) =>
      runProcess(
        process.execPath,
        [
          join(cli, "dist/cli/main.js"),
          "engine",
          verb,
          "--cwd",
          root,
          "--stack",
          STACK,
          "--state",
          state,
          ...(verb === "up" ? ["--skip-preview"] : []),
          ...flags,
        ],
        root,
        env,
      ),
  };
}

function runProcess(file: string, args: string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code: code ?? 130, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}
