import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import Table from "cli-table3";
import { ROOT } from "./engines";

const RUNS = 5;

/** Time from the start of a plugin's process to the line with its port, which the engine waits for. */
export async function benchStartup(): Promise<void> {
  const plugins = {
    "pulumi-resource-purview": join(ROOT, "dist/provider/hosts/plugin/main.js"),
    "no-op plugin": join(ROOT, "bench/noop/plugin.cjs"),
  };
  const table = new Table({ head: ["start-up of the plugin", `ms, median of ${RUNS}`] });
  for (const [name, file] of Object.entries(plugins)) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) times.push(await portAfterMs(file));
    table.push([name, (times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0).toFixed(0)]);
  }
  console.log(table.toString());
}

async function portAfterMs(file: string): Promise<number> {
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  const elapsed = performance.now() - began;
  child.kill("SIGKILL");
  await ended;
  return elapsed;
}
