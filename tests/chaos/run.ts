import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeProgram } from "../../bench/program";
import { Emulator, type EmulatedObject, environmentOf } from "../../scripts/start/emulator";
import { randomFaults } from "./faults";
import { type Random, randomFrom } from "./random";

const root = resolve(__dirname, "../..");
const cli = join(root, "dist/cli/main.js");

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Two generations of a program; the second changes, adds and drops something. */
const program = (generation: number): string => `
const purview = require("pulumi-purview");
const tag = new purview.retentionLabels.ComplianceTag("chaos label", { retentionAction: "Keep", retentionDuration: ${365 * generation}, retentionType: "CreationAgeInDays" });
for (const i of ${generation === 1 ? "[0, 1]" : "[1, 2]"}) {
  const policy = new purview.retention.RetentionCompliancePolicy("chaos policy " + i, { exchangeLocation: ["user" + i + "@contoso.com", "g${generation}@contoso.com"], comment: "generation ${generation}" });
  new purview.retention.RetentionComplianceRule("chaos rule " + i, { policy: policy.id, retentionDuration: ${100 * generation}, retentionComplianceAction: "Keep", expirationDateOption: "CreationAgeInDays" });
}
const publish = new purview.retention.RetentionCompliancePolicy("chaos labels", { exchangeLocation: ["All"] });
new purview.retention.RetentionComplianceRule("chaos publish", { policy: publish.id, publishComplianceTag: tag.id });
`;

const EXPECTED: Readonly<Record<number, readonly string[]>> = {
  1: ["chaos labels", "chaos policy 0", "chaos policy 1"],
  2: ["chaos labels", "chaos policy 1", "chaos policy 2"],
};

const FOREIGN = "somebody else's policy";

/**
 * One seeded story: two generations of a program, each applied under faults and perhaps cut off by a signal, then applied in
 * peace. Throws when an invariant of design 9 does not hold.
 */
export async function chaos(seed: number, tell: (line: string) => void = () => undefined): Promise<void> {
  const random = randomFrom(seed);
  const folder = mkdtempSync(join(tmpdir(), "purview-chaos-"));
  const emulator = await Emulator.start([
    process.execPath,
    cli,
    "emulator",
    "--clock",
    "instant",
    "--seed",
    String(seed),
  ]);
  try {
    await emulator.put("RetentionCompliancePolicy", FOREIGN, {
      Name: FOREIGN,
      Enabled: true,
      ExchangeLocation: ["other@contoso.com"],
    });
    const foreign = await emulator.object("RetentionCompliancePolicy", FOREIGN);
    for (const generation of [1, 2]) await generationUnderFire(emulator, folder, generation, random, tell);
    assert.deepEqual(
      await emulator.object("RetentionCompliancePolicy", FOREIGN),
      foreign,
      "a foreign object was touched",
    );
  } finally {
    emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generationUnderFire(
  emulator: Emulator,
  folder: string,
  generation: number,
  random: Random,
  tell: (line: string) => void,
): Promise<void> {
  const directory = writeProgram(join(folder, `g${generation}`), root, program(generation));
  const env = { ...environmentOf(emulator.tenant), PULUMI_CONFIG_PASSPHRASE: "chaos", PURVIEW_SETTLE_TIMEOUT: "20" };
  const up = (extra: Record<string, string> = {}, cut?: Cut): Promise<Ran> =>
    engine(["up", "--skip-preview", "--cwd", directory, "--state", join(folder, "state")], { ...env, ...extra }, cut);
  const outputs: string[] = [];
  const faults = randomFaults(random);
  const cut =
    random.next() < 0.5
      ? { signal: random.pick(["SIGINT", "SIGKILL"] as const), afterMs: 1500 + random.below(4000) }
      : undefined;
  tell(`generation ${generation}: ${JSON.stringify(faults)}${cut ? ` cut ${cut.signal} after ${cut.afterMs} ms` : ""}`);
  await emulator.faults(faults);
  outputs.push((await up({}, cut)).output);
  await emulator.faults([]);
  let ran = await up();
  outputs.push(ran.output);
  for (let tries = 0; ran.code !== 0 && tries < 2; tries++) {
    // The only ways in which a clean run may stop: an object whose New was cut off, and its cure; or what the state says of a cut-off run.
    assert.match(
      ran.output,
      /PURVIEW_EXISTS|adoptExisting|pending/i,
      `a clean up neither converges nor names the cure:\n${ran.output}`,
    );
    ran = await up({ PURVIEW_ADOPT_EXISTING: "true" });
    outputs.push(ran.output);
  }
  assert.equal(ran.code, 0, `a clean up does not converge:\n${ran.output}`);
  await noTwins(emulator, generation);
  const before = (await emulator.requests()).length;
  outputs.push((await up()).output);
  const writes = (await emulator.requests()).slice(before).filter(({ cmdlet }) => cmdlet && !cmdlet.startsWith("Get-"));
  assert.deepEqual(
    writes.map(({ cmdlet }) => cmdlet),
    [],
    "a write without a cause",
  );
  secretsStaySecret(emulator, folder, outputs);
}

async function noTwins(emulator: Emulator, generation: number): Promise<void> {
  const policies = names(await emulator.objects("RetentionCompliancePolicy"));
  assert.deepEqual(policies, EXPECTED[generation], "policies in the tenant");
  assert.equal(
    (await emulator.objects("RetentionComplianceRule")).length,
    EXPECTED[generation]?.length,
    "one rule per policy",
  );
  assert.deepEqual(names(await emulator.objects("ComplianceTag")), ["chaos label"]);
}

const names = (objects: readonly EmulatedObject[]): string[] =>
  objects
    .map((object) => String(object["Name"]))
    .filter((name) => name.startsWith("chaos"))
    .sort();

function secretsStaySecret({ tenant }: Emulator, folder: string, outputs: readonly string[]): void {
  const files = readdirSync(join(folder, "state"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  for (const text of [...outputs, ...files])
    assert.ok(!text.includes(tenant.clientSecret), "the client secret stands in an output or in state");
}

interface Cut {
  readonly signal: "SIGINT" | "SIGKILL";
  readonly afterMs: number;
}

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
    child.once("close", (code) => done({ code, output }));
    if (cut) setTimeout(() => child.kill(cut.signal), cut.afterMs);
  });
}
