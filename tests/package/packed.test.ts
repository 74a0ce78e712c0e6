import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environmentOf, SpawnedEmulator } from "../../emulator/index";
import { readmeProgram } from "./readme";

const root = resolve(__dirname, "../..");

/**
 * Linked packages behave differently (docs/service/pulumi-engine.md#linked-packages), so this one is really packed and really
 * installed.
 */
describe("the packed tarball in an empty project", function () {
  this.timeout(240_000);
  let folder: string;
  let emulator: SpawnedEmulator;
  let withoutEmulator: ReturnType<typeof run>;
  const project = (): string => join(folder, "project");
  const bin = (name: string): string => join(project(), "node_modules/.bin", name);

  const run = (file: string, args: readonly string[], env: Record<string, string> = {}, cwd = project()) =>
    spawnSync(file, args, { cwd, encoding: "utf8", env: { ...process.env, ...env } });

  const done = ({ status, stdout, stderr }: ReturnType<typeof run>): void => assert.equal(status, 0, stdout + stderr);
  const tarball = (name: string): string => {
    const file = readdirSync(folder).find((one) => new RegExp(`^${name}-[0-9].*\\.tgz$`).test(one));
    assert.ok(file, name);
    return join(folder, file);
  };
  const install = (...args: readonly string[]): void =>
    done(run("npm", ["install", "--no-audit", "--no-fund", ...args]));

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "purview-pack-"));
    for (const from of [root, join(root, "emulator")])
      done(run("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], {}, from));
    mkdirSync(project());
    writeFileSync(join(project(), "package.json"), JSON.stringify({ name: "empty", private: true, main: "index.ts" }));
    writeFileSync(join(project(), "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
    writeFileSync(join(project(), "index.ts"), readmeProgram(root));
    install(tarball("pulumi-purview"), "typescript@5");
    withoutEmulator = run(bin("purview"), ["emulator"]);
    install("--save-dev", tarball("pulumi-purview-emulator"));
    emulator = await SpawnedEmulator.start([bin("purview"), "emulator", "--clock", "instant"]);
  });

  after(async () => {
    await emulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs the README's program: up, an empty preview, destroy", async () => {
    const env = { ...environmentOf(emulator.tenant()), PULUMI_CONFIG_PASSPHRASE: "test" };
    const engine = (...args: string[]) => run(bin("purview"), ["engine", ...args, "--stack", "dev"], env);
    const up = engine("up");
    assert.equal(up.status, 0, up.stdout + up.stderr);
    assert.ok(await emulator.tenant().find("RetentionCompliancePolicy", "Finance records"));
    const preview = engine("preview", "--expect-no-changes");
    assert.equal(preview.status, 0, preview.stdout + preview.stderr);
    const destroy = engine("destroy");
    assert.equal(destroy.status, 0, destroy.stdout + destroy.stderr);
    assert.equal(await emulator.tenant().find("RetentionCompliancePolicy", "Finance records"), undefined);
  });

  it("says how to install the emulator, which is a package of its own", () => {
    assert.equal(withoutEmulator.status, 1);
    assert.match(withoutEmulator.stderr, /npm install --save-dev pulumi-purview-emulator/);
    assert.match(run(bin("pulumi-purview-emulator"), ["--help"]).stdout, /^Usage: pulumi-purview-emulator /);
  });

  it("starts the emulator from unit tests", () => {
    const program = `
      const { environmentOf, startEmulator } = require("pulumi-purview/testing");
      startEmulator().then(async (emulator) => {
        console.log(Object.keys(environmentOf(emulator.tenants[0])).join());
        await emulator.stop();
      });`;
    assert.match(run(process.execPath, ["--eval", program]).stdout, /^PURVIEW_TENANT_ID,/);
  });

  it("has the command and the plugin as executables", () => {
    assert.match(run(bin("purview"), ["--help"]).stdout, /emulator/);
    assert.ok(readdirSync(join(project(), "node_modules/.bin")).includes("pulumi-resource-purview"));
  });

  it("does not ask a user of the dynamic host for the plugin", () => {
    const installed = join(project(), "node_modules/pulumi-purview");
    const flagged = readdirSync(installed, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("package.json"))
      .filter(
        (name) =>
          (JSON.parse(readFileSync(join(installed, name), "utf8")) as { pulumi?: { resource?: boolean } }).pulumi
            ?.resource,
      );
    assert.deepEqual(flagged, []);
  });
});
