import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environmentOf, type SpawnedEmulator, spawnEmulator, type TenantClient } from "../support/emulator";

const root = resolve(__dirname, "../..");
const cli = join(root, "dist/cli/main.js");

/** What an administrator made that nobody makes again without consent. */
const IRREVERSIBLE = [
  [
    "RetentionCompliancePolicy",
    { Name: "Locked", ExchangeLocation: ["All"], RestrictiveRetention: true },
    "PreservationLock",
  ],
  [
    "ComplianceTag",
    {
      Name: "Regulated",
      Regulatory: true,
      IsRecordLabel: true,
      RetentionAction: "Keep",
      RetentionDuration: 365,
      RetentionType: "CreationAgeInDays",
    },
    "RegulatoryRecord",
  ],
] as const;

/** Issue 8, item 6: what a tenant has becomes a program, and taking it over changes nothing. */
describe("a tenant that is exported and imported", function () {
  this.timeout(600_000);
  let emulator: SpawnedEmulator;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "purview-take-over-"));
    emulator = await spawnEmulator("--clock", "instant");
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/pulumi-purview"));
    symlinkSync(join(root, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"));
    const plugin = "plugins:\n  providers:\n    - name: purview\n      path: node_modules/pulumi-purview/bin\n";
    writeFileSync(join(folder, "Pulumi.yaml"), `name: exported\nruntime: nodejs\n${plugin}`);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "exported", private: true, main: "index.ts" }));
  });

  after(async () => {
    await emulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const purview = (...args: string[]): Promise<string> => purviewIn(emulator.tenant(), ...args);

  async function purviewIn(tenant: TenantClient, ...args: string[]): Promise<string> {
    const env = {
      ...process.env,
      ...environmentOf(tenant),
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    };
    // Not synchronously: meanwhile the kept connections to the emulator would go stale.
    return await new Promise((resolve, reject) => {
      execFile(process.execPath, [cli, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
        error ? reject(new Error(`${error.message}\n${stdout}${stderr}`)) : resolve(stdout + stderr),
      );
    });
  }

  const writes = async (): Promise<number> =>
    (await emulator.requests()).filter(({ cmdlet }) => cmdlet && !cmdlet.startsWith("Get-")).length;

  it("previews empty, and nothing was written to it", async () => {
    for (const example of ["records-management", "sensitivity-labels", "ediscovery-case"])
      await purview(
        "engine",
        "up",
        "--skip-preview",
        "--cwd",
        join(root, "examples", example),
        "--state",
        join(folder, example),
      );
    for (const [noun, object] of IRREVERSIBLE) await emulator.tenant().put(noun, object.Name, object);
    const before = await writes();
    assert.ok(before > 20);
    const told = await purview("export", "--out", ".");
    for (const [noun, { Name }, act] of IRREVERSIBLE)
      assert.ok(told.includes(`${noun} "${Name}": acceptIrreversible: ["${act}"]`), told);
    assert.match(await purview("engine", "import", "--file", "import.json"), /Imported (\d+) of \1\./);
    await purview("engine", "preview", "--expect-no-changes");
    await purview("engine", "preview", "--expect-no-changes", "--refresh");
    assert.equal(await writes(), before);
  });

  it("is made again from the exported program in a second, empty tenant, which then previews empty too", async () => {
    const second = emulator.tenant("gcc");
    const state = ["--state", join(folder, "second")];
    const file = join(folder, "index.ts");
    const program = readFileSync(file, "utf8");
    assert.match(program, /^new purview\.|= new purview\./m);
    // What cannot be undone is made by whoever takes the comment marks off the lines that consent to it.
    const consenting = program.replaceAll(/^( *)\/\/ (acceptIrreversible: .*)$/gm, "$1$2");
    // The tenant's own settings are one more: co-authoring for labeled files is off in them.
    assert.equal(consenting.match(/^ +acceptIrreversible: /gm)?.length, IRREVERSIBLE.length + 1);
    writeFileSync(file, consenting);
    await purviewIn(second, "engine", "up", "--skip-preview", ...state);
    await purviewIn(second, "engine", "preview", "--expect-no-changes", ...state);
  });
});
