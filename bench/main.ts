// `npm run bench [-- --n 100,1000 --latency 0,200]`: what the provider costs, in requests and as a ratio to a no-op provider on the same
// engine in the same run. Times are only printed; the counts are asserted in tests/e2e.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Table from "cli-table3";
import { environmentOf, type SpawnedEmulator } from "../emulator/index";
import { spawnEmulator } from "../scripts/start/emulator";
import { embeddedEngine, type PulumiEngine } from "../scripts/start/pulumi-engine";
import { watchPeakMemory } from "./peak-memory";
import { purviewProgram, writeProgram } from "./program";

const root = resolve(__dirname, "..");

type Verb = "preview" | "up" | "refresh" | "destroy";

interface Step {
  readonly title: string;
  readonly verb: Verb;
  readonly flags?: readonly string[];
}

const steps: readonly Step[] = [
  { title: "first preview", verb: "preview" },
  { title: "up (create all)", verb: "up" },
  { title: "empty preview", verb: "preview", flags: ["--expect-no-changes"] },
  { title: "refresh", verb: "refresh" },
  { title: "empty up", verb: "up" },
  { title: "destroy", verb: "destroy" },
];

interface Measured {
  readonly seconds: number;
  readonly requests: Readonly<Record<string, number>>;
  readonly megabytes: number;
}

async function measure(engine: PulumiEngine, step: Step, emulator?: SpawnedEmulator): Promise<Measured> {
  const before = emulator ? (await emulator.requests()).length : 0;
  const memory = watchPeakMemory(/dynamic-provider/);
  const started = process.hrtime.bigint();
  const ran = await engine.run(step.verb, ...(step.flags ?? []));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const megabytes = memory.stop();
  if (ran.code !== 0)
    throw new Error(
      `${step.title} ended with exit ${ran.code}\n${ran.stdout.slice(-3000)}\n${ran.stderr.slice(-3000)}`,
    );
  const requests: Record<string, number> = {};
  for (const { type, cmdlet } of emulator ? (await emulator.requests()).slice(before) : []) {
    const name = cmdlet ?? (type === "admin" ? "probe" : type);
    requests[name] = (requests[name] ?? 0) + 1;
  }
  return { seconds, requests, megabytes };
}

async function bench(n: number, latencyMs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "purview-bench-"));
  const emulator = await spawnEmulator("--clock", "instant");
  try {
    if (latencyMs > 0) await emulator.delayEveryAnswer(latencyMs);
    const env = { ...environmentOf(emulator.tenant()), PULUMI_CONFIG_PASSPHRASE: "bench" };
    const engineFor = (name: "purview" | "noop"): PulumiEngine =>
      embeddedEngine({
        root: writeProgram(join(folder, name), root, purviewProgram(n), name === "noop"),
        cli: root,
        folder: join(folder, `${name}-state`),
        env,
      });
    const ours = engineFor("purview");
    const noop = engineFor("noop");
    const table = new Table({
      head: [`N=${n}, ${latencyMs} ms`, "s", "no-op s", "ratio", "peak MB", "no-op MB", "requests"],
    });
    for (const step of steps) {
      const floor = await measure(noop, { ...step, flags: [] });
      const measured = await measure(ours, step, emulator);
      const ratio = measured.seconds / floor.seconds;
      const requests = Object.entries(measured.requests).map(([name, count]) => `${count} ${name}`);
      table.push([
        step.title,
        measured.seconds.toFixed(1),
        floor.seconds.toFixed(1),
        ratio.toFixed(2),
        measured.megabytes.toFixed(0),
        floor.megabytes.toFixed(0),
        requests.join("\n") || "none",
      ]);
    }
    console.log(table.toString());
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const numbers = (flag: string, otherwise: readonly number[]): readonly number[] => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? "").split(",").map(Number);
};

async function main(): Promise<void> {
  for (const n of numbers("--n", [100, 1000]))
    for (const latency of numbers("--latency", [0, 200])) await bench(n, latency);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
