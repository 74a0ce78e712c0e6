import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type OperationOptions, Recorder, Workspace, exportState, operate } from "../../engine";
import { Sandbox, keys } from "./support";

describe("interruption of the engine", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let workspace: Workspace;
  beforeEach(() => {
    sandbox = new Sandbox();
    workspace = new Workspace({ cwd: sandbox.directory, env: sandbox.env, keys });
  });
  afterEach(() => sandbox.dispose());

  const run = async (kind: "update" | "refresh", options: Partial<OperationOptions> = {}) => {
    const recorder = new Recorder();
    const result = await operate(workspace, kind, { preview: false, sink: recorder, ...options });
    return { ...result, told: recorder.diagnostics.map(({ message }) => message).join("\n") };
  };
  const begun = async (method: string, name: string) => {
    for (;;) {
      const calls = sandbox.peekCalls();
      if (calls.some((call) => call["method"] === method && call["name"] === name)) return;
      await sleep(20);
    }
  };
  const pending = async () => (await exportState(workspace)).deployment.pending_operations ?? [];

  for (const [host, type] of [
    ["dynamic", "Thing"],
    ["plugin", "PluginThing"],
  ] as const)
    it(`the first lets what has begun end, and begins nothing new (${host})`, async () => {
      sandbox.program(`const a = new ${type}("a", { delayMs: 700 }); new ${type}("b", { size: a.serial });`);
      const stop = new AbortController();
      const up = run("update", { stop: stop.signal });
      await begun("create", "a");
      stop.abort();
      const result = await up;
      assert.ok(!result.ok && result.interrupted);
      assert.match(result.told, /interrupted/);
      assert.deepEqual(Object.keys(sandbox.things()), ["a-1"]);
      assert.deepEqual(await pending(), []);
      const calls = sandbox.takeCalls();
      assert.equal(calls.filter(({ method }) => method === "create").length, 1);
      if (host === "plugin")
        assert.ok(
          calls.some(({ method }) => method === "cancel"),
          "the plugin was asked to give up",
        );
      const next = await run("update");
      assert.ok(next.ok, next.told);
      assert.deepEqual(Object.keys(sandbox.things()), ["a-1", "b-1"]);
    });

  it("the second kills: what had begun stays pending, is warned of, and a refresh can forget it", async () => {
    sandbox.program(`new Thing("a", { delayMs: 30000 });`);
    const [stop, kill] = [new AbortController(), new AbortController()];
    const up = run("update", { stop: stop.signal, kill: kill.signal });
    await begun("create", "a");
    const began = Date.now();
    stop.abort();
    kill.abort();
    assert.ok((await up).interrupted);
    assert.ok(Date.now() - began < 15_000, "it does not wait for the provider");
    assert.deepEqual(
      (await pending()).map(({ type }) => type),
      ["creating"],
    );

    sandbox.program(`new Thing("b");`);
    const next = await run("update");
    assert.ok(next.ok, next.told);
    assert.match(next.told, /1 pending operations[^]*interrupted while creating/);
    assert.equal((await pending()).length, 1, "only the user can say what became of it");
    assert.ok((await run("refresh", { clearPendingCreates: true })).ok);
    assert.deepEqual(await pending(), []);
  });

  it("a plugin that dies in the middle is reported with what it said", async () => {
    sandbox.program(`new PluginThing("a", { delayMs: 5000 });`);
    const up = run("update");
    await begun("create", "a");
    sandbox.killPlugin();
    const result = await up;
    assert.ok(!result.ok && result.maybeCorrupt);
    assert.match(result.told, /plugin of "things" ended unexpectedly/);
  });
});
