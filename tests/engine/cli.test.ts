import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Sandbox, urn } from "./support";

const main = resolve(__dirname, "../../dist/cli/main.js");

describe("purview engine", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.dispose());
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [main, "engine", ...args, "--cwd", sandbox.directory], {
      env: sandbox.env,
      encoding: "utf8",
    });

  it("goes through preview, up, preview, export, import and destroy, and says once what it is", () => {
    sandbox.program(`const a = new Thing("a", { size: pulumi.secret("hush") }); exports.serial = a.serial;`);
    const preview = run("preview", "--expect-no-changes");
    assert.equal(preview.status, 7, preview.stderr);
    assert.match(preview.stdout, / \+ {2}pulumi-nodejs:dynamic\/things:Thing a create/);
    assert.match(preview.stdout, /\+ 2 to create/);
    assert.equal(preview.stderr.match(/production engine is `pulumi`/g)?.length, 1);

    const up = run("up");
    assert.equal(up.status, 0, up.stderr + up.stdout);
    assert.match(up.stdout, /Previewing update \(dev\)[^]*Updating \(dev\)[^]*serial: "s-a-1"[^]*\+ 2 created/);
    assert.equal(run("preview", "--expect-no-changes").status, 0);

    const exported = join(sandbox.directory, "exported.json");
    assert.equal(run("export", "--file", exported).status, 0);
    assert.ok(existsSync(exported));
    assert.equal(run("import", "--file", exported, "--state", join(sandbox.directory, "other")).status, 0);
    const moved = run("preview", "--expect-no-changes", "--state", join(sandbox.directory, "other"));
    assert.equal(moved.status, 0, moved.stdout);

    const destroy = run("destroy", "--yes");
    assert.equal(destroy.status, 0, destroy.stdout);
    assert.deepEqual(sandbox.things(), {});
  });

  it("prints a preview as `pulumi preview --json` does, secrets masked", () => {
    sandbox.program(`new Thing("a", { size: pulumi.secret("hush") });`);
    const { stdout, status } = run("preview", "--json", "--config", "key=value");
    assert.equal(status, 0);
    assert.ok(!stdout.includes("hush"));
    const digest = JSON.parse(stdout) as {
      steps: { op: string; urn: string; newState: { inputs: Record<string, unknown> } }[];
      changeSummary: unknown;
      duration: number;
    };
    const step = digest.steps.find((one) => one.urn === urn("a"));
    assert.equal(step?.op, "create");
    assert.equal(step.newState.inputs["size"], "[secret]");
    assert.deepEqual(digest.changeSummary, { create: 2 });
    assert.ok(digest.duration > 1e6);
  });

  it("takes a single object over", () => {
    sandbox.program(`new PluginThing("a", { size: 1 }, { retainOnDelete: true });`);
    assert.equal(run("up", "--skip-preview").status, 0);
    const { status, stdout, stderr } = run("import", "things:index:Thing", "b", "a-1");
    assert.equal(status, 0, stderr);
    assert.deepEqual(JSON.parse(stdout), { name: "a", size: 1 });
    sandbox.program(
      `new PluginThing("a", { size: 1 }); new PluginThing("b", { name: "a", size: 1 }, { protect: true });`,
    );
    const after = run("preview", "--expect-no-changes");
    assert.equal(after.status, 0, after.stdout);
    const missing = run("import", "things:index:Thing", "c", "nobody");
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /resource 'nobody' does not exist/);
  });

  it("ends with 64 on wrong usage, with 1 and one clear line on what is wrong with the project", () => {
    assert.equal(run("preview", "--no-such-option").status, 64);
    assert.equal(run("fly").status, 64);
    const targeted = run("up", "--target", "urn:x");
    assert.equal(targeted.status, 1);
    assert.match(targeted.stderr, /does not support --target: use `pulumi`/);
    const noProject = spawnSync(process.execPath, [main, "engine", "preview", "--cwd", "/"], {
      env: sandbox.env,
      encoding: "utf8",
    });
    assert.equal(noProject.status, 1);
    assert.match(noProject.stderr, /no Pulumi\.yaml in/);
    const { PULUMI_CONFIG_PASSPHRASE: _, ...env } = sandbox.env;
    const noPhrase = spawnSync(process.execPath, [main, "engine", "preview", "--cwd", sandbox.directory], {
      env,
      encoding: "utf8",
    });
    assert.equal(noPhrase.status, 1);
    assert.match(noPhrase.stderr, /PULUMI_CONFIG_PASSPHRASE/);
  });

  it("ends with 130 on Ctrl-C", async () => {
    sandbox.program(`new Thing("a", { delayMs: 1500 }); new Thing("b", { delayMs: 1500 });`);
    const child = spawn(
      process.execPath,
      [main, "engine", "up", "--skip-preview", "--parallel", "1", "--cwd", sandbox.directory],
      {
        env: sandbox.env,
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let out = "";
    let asked = false;
    child.stdout.on("data", (chunk: Buffer) => {
      out += String(chunk);
      if (asked || !/Thing [ab] creating/.test(out)) return;
      asked = true;
      child.kill("SIGINT");
    });
    const code = await new Promise((done) => child.once("exit", done));
    assert.equal(code, 130, out);
    assert.equal(Object.keys(sandbox.things()).length, 1, "the creation that had begun ended, the other did not begin");
  });
});
