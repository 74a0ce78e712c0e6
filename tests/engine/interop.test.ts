import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, delimiter, join } from "node:path";
import { KeyRing, Recorder, Workspace, exportState, importState, operate, type UntypedDeployment } from "../../engine";
import { TestStack } from "../../engine/testing";
import { Sandbox, pulumi } from "./support";

const program = `
  const g = new Group("g"); const a = new Thing("a", { size: pulumi.secret("hush") }, { parent: g });
  const p = new PluginProvider("p", { tenant: "t1" }); new PluginThing("b", { size: a.serial }, { provider: p, protect: false });
  exports.hidden = pulumi.secret("hush");`;

describe("state shared with the real CLI", function () {
  this.timeout(180_000);
  let sandbox: Sandbox;
  before(function () {
    if (!pulumi) {
      console.log("    (skipped: the real `pulumi` is not on PATH)");
      this.skip();
    }
  });
  beforeEach(() => {
    sandbox = new Sandbox();
    sandbox.program(program);
  });
  afterEach(() => sandbox.dispose());

  const cli = (backend: string, ...args: string[]) => {
    const env = {
      ...sandbox.env,
      PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_HOME: join(sandbox.directory, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    return execFileSync("pulumi", [...args, "--non-interactive"], {
      cwd: sandbox.directory,
      env,
      encoding: "utf8",
      stdio: "pipe",
    });
  };
  const up = async () => {
    const workspace = new Workspace({ cwd: sandbox.directory, env: sandbox.env, keys: new KeyRing() });
    const recorder = new Recorder();
    const result = await operate(workspace, "update", { preview: false, sink: recorder });
    assert.ok(result.ok, JSON.stringify(recorder.diagnostics));
    return workspace;
  };

  it("`pulumi stack import` takes our export, finds nothing to do, and destroys it", async () => {
    const workspace = await up();
    const file = join(sandbox.directory, "export.json");
    writeFileSync(file, JSON.stringify(await exportState(workspace)));
    const backend = join(sandbox.directory, "backend");
    mkdirSync(backend);
    cli(backend, "stack", "init", "dev");
    cli(backend, "stack", "import", "--stack", "dev", "--file", file);
    cli(backend, "preview", "--stack", "dev", "--expect-no-changes");
    assert.equal(cli(backend, "stack", "output", "hidden", "--show-secrets", "--stack", "dev").trim(), "hush");
    cli(backend, "destroy", "--stack", "dev", "--yes", "--skip-preview");
    assert.deepEqual(sandbox.things(), {});
  });

  it("`pulumi` opens our state directory where it is", async () => {
    const { store } = await up();
    cli(store.root, "preview", "--stack", "dev", "--expect-no-changes");
  });

  it("our engine takes over a stack of the CLI, secrets included", async () => {
    const backend = join(sandbox.directory, "backend");
    mkdirSync(backend);
    cli(backend, "stack", "init", "dev");
    cli(backend, "up", "--stack", "dev", "--yes", "--skip-preview");
    const exported = JSON.parse(cli(backend, "stack", "export", "--stack", "dev")) as UntypedDeployment;
    const stack = await TestStack.open({ cwd: sandbox.directory, env: sandbox.env });
    try {
      await importState(stack.workspace, exported);
      const preview = await stack.preview();
      assert.ok(preview.ok && !preview.hasChanges, JSON.stringify(preview.steps));
      assert.ok((await stack.destroy()).ok);
      assert.deepEqual(sandbox.things(), {});
    } finally {
      await stack.dispose();
    }
  });
});
