import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Recorder, Workspace, operate } from "../../engine";
import { clouds } from "../../provider/clouds";
import { argsOf, type Emulator, startEmulator } from "../support/emulator";

const program = resolve(__dirname, "../../examples/gcc-high-and-dod");

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

describe("one program for a GCC High and a DoD tenant", function () {
  this.timeout(600_000);
  let emulator: Emulator;
  let folder: string;

  before(async () => {
    emulator = await startEmulator();
    folder = mkdtempSync(join(tmpdir(), "purview-tenants-"));
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await emulator.stop();
  });

  it("keeps them apart, signs in once to each, and writes no secret in clear", async () => {
    const tenants = { gccHigh: emulator.tenant("gccHigh"), dod: emulator.tenant("dod") };
    const config = Object.fromEntries(
      Object.entries(tenants).map(([key, tenant]) => [
        `tenants:${key}`,
        JSON.stringify(argsOf(tenant, { environment: key })),
      ]),
    );
    const run = async (preview: boolean, kind: "update" | "destroy" = "update") => {
      const sink = new Recorder();
      const env = { ...process.env, PULUMI_CONFIG_PASSPHRASE: "test", PULUMI_NODEJS_TRANSPILE_ONLY: "true" };
      const workspace = new Workspace({ cwd: program, state: join(folder, "state"), config, env });
      const result = await operate(workspace, kind, { preview, sink });
      const told = [...sink.diagnostics.map(({ message }) => message), ...sink.lines].join("\n");
      assert.equal(result.ok, true, told);
      return { told, steps: sink.steps };
    };
    const up = await run(false);
    const made = up.steps.filter(({ op, urn }) => op === "create" && urn.includes("ComplianceTag"));
    assert.equal(made.length, 2);
    const journal = await emulator.requests();
    for (const [key, tenant] of Object.entries(tenants)) {
      const mine = journal.filter(({ tenantId }) => tenantId === tenant.tenantId);
      assert.equal(mine.filter(({ type }) => type === "token").length, 1, key);
      const admin = mine.filter(({ type }) => type === "admin");
      assert.ok(admin.length > 0);
      for (const { path, audience } of admin) {
        assert.ok(path.includes(tenant.tenantId), path);
        assert.equal(audience, clouds[key as "dod"].audience);
      }
      const made = admin
        .filter(({ cmdlet }) => cmdlet?.startsWith("New-"))
        .map(({ parameters }) => String(parameters?.["Name"]))
        .sort();
      assert.deepEqual(made, [`7 years (${key})`, `Contract (${key})`, `Records (${key})`]);
    }
    const again = await run(true);
    assert.deepEqual(
      again.steps.map(({ op }) => op).filter((op) => !["same", "read"].includes(op)),
      [],
    );
    for (const { clientSecret } of Object.values(tenants)) {
      assert.ok(!up.told.includes(clientSecret) && !again.told.includes(clientSecret));
      for (const path of filesBelow(folder)) assert.ok(!readFileSync(path, "utf8").includes(clientSecret), path);
    }
    const gone = await run(false, "destroy");
    assert.equal(gone.steps.filter(({ op, urn }) => op === "delete" && urn.includes("ComplianceTag")).length, 2);
  });
});
