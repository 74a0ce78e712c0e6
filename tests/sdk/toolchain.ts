import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

export interface Ran {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a tool to its end; a tool that is not there has not run well. */
export function run(command: string, args: readonly string[], cwd = ROOT, timeoutMs = 180_000): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    timeout: timeoutMs,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  return { ok: status === 0, output: `${stdout ?? ""}${stderr ?? ""}${error ? String(error) : ""}` };
}

/** A Python that has Pulumi's SDK: the machine's own, else one in a virtual environment that is kept for the next run. */
export function pythonWithPulumi(): { readonly python: string } | { readonly missing: string } {
  const has = (python: string): boolean => run(python, ["-c", "import pulumi, parver, semver"]).ok;
  if (!run("python3", ["--version"]).ok) return { missing: "there is no python3 on this machine" };
  if (has("python3")) return { python: "python3" };
  const folder = join(ROOT, "node_modules/.cache/purview-python");
  const python = join(folder, "bin/python");
  if (existsSync(python) && has(python)) return { python };
  const made = run("python3", ["-m", "venv", folder]);
  if (!made.ok) return { missing: `a virtual environment cannot be made: ${made.output.slice(-200)}` };
  const installed = run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pulumi>=3.231,<4", "parver", "semver"]);
  return installed.ok ? { python } : { missing: `pip cannot install pulumi here: ${installed.output.slice(-200)}` };
}
