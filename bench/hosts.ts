import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { environmentOf, type SpawnedEmulator } from "../emulator/index";
import { spawnEmulator } from "../scripts/start/emulator";
import type { PulumiEngine } from "../scripts/start/pulumi-engine";
import { cost, engineFor } from "./engines";
import { type Host, threeKinds } from "./program";
import type { Usage } from "./usage";

interface Step {
  readonly title: string;
  readonly verb: Parameters<PulumiEngine["run"]>[0];
}

const steps: readonly Step[] = [
  { title: "first preview", verb: "preview" },
  { title: "up (create all)", verb: "up" },
  { title: "empty preview", verb: "preview" },
  { title: "refresh", verb: "refresh" },
  { title: "empty up", verb: "up" },
  { title: "destroy", verb: "destroy" },
];

export interface HostRun {
  readonly host: Host;
  /** Resources of the program. */
  readonly n: number;
  /** Added to every answer of the service. */
  readonly latencyMs: number;
}

/** Every command on N resources, next to the same command on a provider that does nothing. */
export async function benchHost({ host, n, latencyMs }: HostRun): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "purview-bench-"));
  const emulator = await spawnEmulator("--clock", "instant");
  try {
    if (latencyMs > 0) await emulator.delayEveryAnswer(latencyMs);
    const shared = { folder, host, source: threeKinds(n), env: environmentOf(emulator.tenant()) };
    const ours = engineFor({ ...shared, provider: "purview" });
    const noop = engineFor({ ...shared, provider: "no-op" });
    const title = `${host}, N=${n}, ${latencyMs} ms`;
    const table = new Table({
      head: [title, "CPU s", "no-op", "ratio", "MB", "no-op", "more", "s", "no-op", "requests"],
    });
    for (const step of steps) {
      const floor = await cost(step.title, () => noop.run(step.verb));
      const before = await emulator.lastRequest();
      const measured = await cost(step.title, () => ours.run(step.verb));
      table.push([step.title, ...figures(measured, floor), (await requestsSince(emulator, before)) || "none"]);
    }
    console.log(table.toString());
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const figures = (ours: Usage, floor: Usage): string[] => [
  ours.cpuSeconds.toFixed(1),
  floor.cpuSeconds.toFixed(1),
  (ours.cpuSeconds / floor.cpuSeconds).toFixed(2),
  ours.megabytes.toFixed(0),
  floor.megabytes.toFixed(0),
  (ours.megabytes - floor.megabytes).toFixed(0),
  ours.seconds.toFixed(1),
  floor.seconds.toFixed(1),
];

async function requestsSince(emulator: SpawnedEmulator, mark: number): Promise<string> {
  const counts = new Map<string, number>();
  for (const { type, cmdlet } of (await emulator.requests()).filter(({ seq }) => seq > mark)) {
    const name = cmdlet ?? (type === "admin" ? "probe" : type);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join("\n");
}
