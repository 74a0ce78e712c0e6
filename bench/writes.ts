import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { environmentOf, type SpawnedEmulator } from "../emulator/index";
import { spawnEmulator } from "../scripts/start/emulator";
import { cost, engineFor } from "./engines";
import { policiesWithRules } from "./program";
import { bytesWrittenBy } from "./usage";

/** terraform-provider-scc, which neither waits nor reads back, at Terraform's default of ten operations at a time. */
const PEER_PARALLEL = 10;
const EMULATOR_PROCESS = /dist\/cli\/main\.js\0emulator/;

interface Phase {
  readonly title: string;
  readonly verb: "up" | "destroy";
  readonly comment: string;
  readonly parallel: number;
}

export interface WriteRun {
  /** So many policies, and as many rules. */
  readonly pairs: number;
  readonly latencyMs: number;
}

/** Creates, updates and destroys policies with their rules, next to the time that writing alone takes ten at a time. */
export async function benchWrites({ pairs, latencyMs }: WriteRun): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "purview-bench-"));
  const emulator = await spawnEmulator("--clock", "instant");
  const phases: readonly Phase[] = [
    { title: "create", verb: "up", comment: "first", parallel: 32 },
    { title: "update", verb: "up", comment: "second", parallel: 32 },
    { title: "destroy", verb: "destroy", comment: "second", parallel: 32 },
  ];
  const table = new Table({
    head: [
      `${pairs} policies + ${pairs} rules, ${latencyMs} ms`,
      "s",
      "peer s",
      "ratio",
      "writes",
      "lists",
      "% lists",
      "MB",
    ],
  });
  try {
    await emulator.delayEveryAnswer(latencyMs);
    for (const { title, verb, comment, parallel } of phases) {
      const engine = engineFor({
        folder: join(folder, title),
        stateFolder: join(folder, "state"),
        host: "plugin",
        provider: "purview",
        source: policiesWithRules(pairs, comment),
        env: { ...environmentOf(emulator.tenant()), PURVIEW_DELETION_PROTECTION: "none" },
      });
      const mark = await emulator.lastRequest();
      const bytes = bytesWrittenBy(EMULATOR_PROCESS);
      const { seconds } = await cost(title, () => engine.run(verb, "--parallel", String(parallel)));
      const megabytes = (bytesWrittenBy(EMULATOR_PROCESS) - bytes) / 1e6;
      const { writes, lists } = await countSince(emulator, mark);
      const peer = (Math.ceil(writes / PEER_PARALLEL) * latencyMs) / 1000;
      table.push([
        title,
        seconds.toFixed(1),
        peer.toFixed(1),
        (seconds / peer).toFixed(2),
        writes,
        lists,
        ((100 * lists) / Math.max(1, writes)).toFixed(1),
        megabytes.toFixed(1),
      ]);
    }
    console.log(table.toString());
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function countSince(
  emulator: SpawnedEmulator,
  mark: number,
): Promise<{ readonly writes: number; readonly lists: number }> {
  const cmdlets = (await emulator.requests()).filter(({ seq }) => seq > mark).flatMap(({ cmdlet }) => cmdlet ?? []);
  const lists = cmdlets.filter((cmdlet) => cmdlet.startsWith("Get-")).length;
  return { writes: cmdlets.length - lists, lists };
}
