import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeProgram } from "../../bench/program";
import { environmentOf, type SpawnedEmulator, spawnEmulator, type TenantClient } from "../support/emulator";
import { program, tenantAndProgram } from "./declared";
import { ENDS, type FaultRule, randomFaults } from "./faults";

import { type Random, randomFrom } from "./random";

const root = resolve(__dirname, "../..");
const cli = join(root, "dist/cli/main.js");

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

const FOREIGN = "somebody else's policy";

/**
 * One seeded story: two generations of a program, each applied under faults and perhaps cut off by a signal, then applied in
 * peace. Throws when an invariant of docs/behavior.md#invariants does not hold.
 */
export async function chaos(seed: number, report: (line: string) => void = () => undefined): Promise<void> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), "purview-chaos-"));
  const emulator = await spawnEmulator("--clock", "instant", "--seed", String(seed));
  try {
    await emulator.tenant().put("RetentionCompliancePolicy", FOREIGN, {
      Name: FOREIGN,
      Enabled: true,
      ExchangeLocation: ["other@contoso.com"],
    });
    const foreign = await emulator.tenant().object("RetentionCompliancePolicy", FOREIGN);
    for (const generation of [1, 2]) await generationUnderFaults(emulator, folder, generation, random, report);
    assert.deepEqual(
      await emulator.tenant().object("RetentionCompliancePolicy", FOREIGN),
      foreign,
      "a foreign object was touched",
    );
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generationUnderFaults(
  emulator: SpawnedEmulator,
  folder: string,
  generation: number,
  random: Random,
  report: (line: string) => void,
): Promise<void> {
  const directory = writeProgram({
    folder: join(folder, `g${generation}`),
    packageRoot: root,
    host: "dynamic",
    provider: "purview",
    source: program(generation),
  });
  const env = {
    ...environmentOf(emulator.tenant()),
    PULUMI_CONFIG_PASSPHRASE: "chaos",
    PURVIEW_SETTLE_TIMEOUT: "20",
    // The second generation drops a policy and its rule.
    PURVIEW_DELETION_PROTECTION: "none",
  };
  const up = (extra: Record<string, string> = {}, cut?: Cut): Promise<Ran> =>
    engine(["up", "--skip-preview", "--cwd", directory, "--state", join(folder, "state")], { ...env, ...extra }, cut);
  const outputs: string[] = [];
  const faults = randomFaults(random);
  const cut =
    random.next() < 0.5
      ? { signal: random.pick(["SIGINT", "SIGKILL"] as const), afterMs: 1500 + random.below(4000) }
      : undefined;
  report(
    `generation ${generation}: ${JSON.stringify(faults)}${cut ? ` cut ${cut.signal} after ${cut.afterMs} ms` : ""}`,
  );
  if (faults.some(({ fault }) => fault.type === "expirePaging")) await fillASecondPage(emulator);
  await emulator.faults(...faults);
  const underFaults = await up({}, cut);
  outputs.push(underFaults.output);
  await emulator.faults();
  if (!cut) await assertHonest(emulator, generation, faults, underFaults);
  let ran = await up();
  outputs.push(ran.output);
  for (let tries = 0; ran.code !== 0 && tries < 2; tries++) {
    // The only ways in which a clean run may stop: an object whose New was cut off, and its advice; or what the state says of a cut-off run.
    assert.match(
      ran.output,
      /PURVIEW_EXISTS|adoptExisting|pending/i,
      `a clean up neither converges nor names the advice:\n${ran.output}`,
    );
    ran = await up({ PURVIEW_ADOPT_EXISTING: "true" });
    outputs.push(ran.output);
  }
  assert.equal(ran.code, 0, `a clean up does not converge:\n${ran.output}`);
  await assertAsDeclared(emulator, generation, "after a clean up");
  const before = (await emulator.requests()).length;
  outputs.push((await up()).output);
  const writes = (await emulator.requests()).slice(before).filter(({ cmdlet }) => cmdlet && !cmdlet.startsWith("Get-"));
  assert.deepEqual(
    writes.map(({ cmdlet }) => cmdlet),
    [],
    "a write without a cause",
  );
  assertSecretsHidden(emulator.tenant(), folder, outputs);
}

/** A run that nobody cut off is honest: it succeeds only where the tenant is as declared, and else names what went wrong. */
async function assertHonest(
  emulator: SpawnedEmulator,
  generation: number,
  faults: readonly FaultRule[],
  ran: Ran,
): Promise<void> {
  if (ran.code === 0)
    return assertAsDeclared(emulator, generation, `after an up under faults that succeeded:\n${ran.output}`);
  const [only, ...more] = new Set(faults.map(({ fault }) => fault.type));
  const named = (more.length === 0 && only !== undefined && ENDS[only]) || /PURVIEW_[A-Z_]+/;
  assert.match(
    ran.output,
    named,
    `an up under faults ended badly without the name of the error (${String(named)}):\n${ran.output}`,
  );
}

/** The objects of the program are there with their values, each once, and no other. */
async function assertAsDeclared(emulator: SpawnedEmulator, generation: number, when: string): Promise<void> {
  const [tenant, declared] = await tenantAndProgram(emulator.tenant(), generation);
  assert.deepEqual(tenant, declared, `the tenant is not as declared ${when}`);
}

/** So many labels of somebody else that their list has a second page. */
async function fillASecondPage(emulator: SpawnedEmulator): Promise<void> {
  const names = Array.from({ length: 1001 }, (_, i) => `somebody else's label ${i}`);
  while (names.length > 0)
    await Promise.all(
      names
        .splice(0, 20)
        .map((Name) =>
          emulator.tenant().put("ComplianceTag", Name, { Name, RetentionAction: "Keep", RetentionDuration: "7" }),
        ),
    );
}

function assertSecretsHidden({ clientSecret }: TenantClient, folder: string, outputs: readonly string[]): void {
  const files = readdirSync(join(folder, "state"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  for (const text of [...outputs, ...files])
    assert.ok(!text.includes(clientSecret), "the client secret stands in an output or in state");
}

interface Cut {
  readonly signal: "SIGINT" | "SIGKILL";
  readonly afterMs: number;
}

/** The longest waits are of 20 s (settleTimeout), a few one after the other; what takes longer hangs. */
const HANGS_AFTER_MS = 240_000;

function engine(args: readonly string[], env: Readonly<Record<string, string>>, cut?: Cut): Promise<Ran> {
  return new Promise((done, fail) => {
    const child: ChildProcess = spawn(process.execPath, [cli, "engine", ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", fail);
    const hang = setTimeout(() => {
      child.kill("SIGKILL");
      fail(new Error(`the engine hangs${cut ? ` after ${cut.signal}` : ""}:\n${output}`));
    }, HANGS_AFTER_MS);
    child.once("close", (code) => {
      clearTimeout(hang);
      done({ code, output });
    });
    if (cut) setTimeout(() => child.kill(cut.signal), cut.afterMs);
  });
}
