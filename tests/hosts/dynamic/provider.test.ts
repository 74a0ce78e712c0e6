import { strict as assert } from "node:assert";
import { ConfigError } from "../../../provider/errors";
import { createDynamicProvider, type DynamicHost } from "../../../provider/hosts/dynamic/provider";
import type { EngineRequests } from "../../../provider/hosts/dynamic/engine-request";
import { createEngineLog } from "../../../provider/hosts/protocol/engine-log";
import { findKind, type Kind } from "../../../provider/kinds";
import type { DiffResult, Lifecycle, PropertyChange } from "../../../provider/lifecycle/types";
import { isSecret, type Properties, secret } from "../../../provider/values";
import { SETTINGS } from "../../lifecycle/fake/session";

const KIND = findKind("RetentionCompliancePolicy") as Kind;
const NOTHING: DiffResult = { changes: [], deleteBeforeReplace: false, driftLines: [], warnings: [], resume: false };
const change = (cause: PropertyChange["cause"], more: Partial<PropertyChange> = {}): PropertyChange => ({
  property: "comment",
  path: "comment",
  kind: "update",
  replaces: false,
  cause,
  actual: "a",
  desired: "b",
  ...more,
});

interface Stage {
  readonly asked: { method: string; request: Record<string, unknown> }[];
  readonly said: { severity: number; message: string; urn: string }[];
  connections(): number;
  readonly provider: ReturnType<typeof createDynamicProvider>;
}

interface StageOptions {
  readonly drift?: "live" | "refresh";
  readonly requests?: EngineRequests;
}

function stage(answers: Partial<Record<keyof Lifecycle, unknown>>, options: StageOptions = {}): Stage {
  const { drift = "live", requests } = options;
  const asked: Stage["asked"] = [];
  const said: Stage["said"] = [];
  const lifecycle = new Proxy({} as Lifecycle, {
    get: (_, method: keyof Lifecycle) => async (_kind: Kind, request: Record<string, unknown>) => {
      asked.push({ method, request });
      const answer = answers[method];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const log = createEngineLog({
    withoutEngine: async (request) => {
      said.push({ severity: request.getSeverity(), message: request.getMessage(), urn: request.getUrn() });
    },
  });
  let connections = 0;
  const host: DynamicHost = {
    log,
    closing: new AbortController().signal,
    requests,
    connect: async () => {
      connections += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return { lifecycle, settings: { ...SETTINGS, drift } };
    },
  };
  return { asked, said, connections: () => connections, provider: createDynamicProvider(KIND, host) };
}

const state = { name: "a", stateVersion: 1, __provider: "text", __declared: ["name", "comment"] };
const URN = "urn:pulumi:s::p::t::mail";

describe("what a dynamic diff answers", () => {
  const answerOf = async (result: Partial<DiffResult>, olds: Record<string, unknown> = state) =>
    await stage({ diff: { ...NOTHING, ...result } }).provider.diff("id", olds, { name: "a" });

  it("nothing: no changes", async () => {
    assert.deepEqual(await answerOf({}), { changes: false });
  });
  it("what the program changed: the engine compares the inputs itself", async () => {
    assert.deepEqual(await answerOf({ changes: [change("drift"), change("program")] }), { changes: undefined });
  });
  it("what the program no longer ignores: changes, since the inputs that the engine compares are the same", async () => {
    const answer = async (oldInputs: object) => {
      const current = () => ({ ignoreChanges: [], timeoutMs: undefined, oldInputs });
      const requests: EngineRequests = { current, creating: () => undefined };
      const { provider } = stage({ diff: { ...NOTHING, changes: [change("program")] } }, { requests });
      return await provider.diff("id", state, { name: "a", list: [1], __options: { urn: URN } });
    };
    assert.deepEqual(await answer({ name: "a", list: [1], __options: {} }), { changes: true });
    assert.deepEqual(await answer({ name: "a", list: [2], __options: {} }), { changes: undefined });
  });
  it("pure drift: changes", async () => {
    assert.deepEqual(await answerOf({ changes: [change("drift")] }), { changes: true });
  });
  it("gone: a replacement of the id, deleted first", async () => {
    assert.deepEqual(await answerOf({ gone: { message: "" } }), {
      changes: true,
      replaces: ["id"],
      deleteBeforeReplace: true,
    });
  });
  it("a fixed property: each once among the replaced", async () => {
    const changes = [change("program", { replaces: true }), change("program", { replaces: true, path: "comment[0]" })];
    assert.deepEqual(await answerOf({ changes, deleteBeforeReplace: true }), {
      changes: undefined,
      replaces: ["comment"],
      deleteBeforeReplace: true,
    });
  });
  it("state that the plugin wrote: changes, so that an update writes the provider's text into it", async () => {
    assert.deepEqual(await answerOf({}, { name: "a", stateVersion: 1 }), { changes: true });
  });
});

describe("the dynamic provider object", () => {
  it("awaits the one configuration that was started, whoever calls first", async () => {
    const { asked, provider, connections } = stage({ create: { id: "1", outputs: {} } });
    const configuring = provider.configure({ config: { get: () => undefined } });
    await Promise.all([configuring, provider.create({ name: "a" }), provider.create({ name: "b" })]);
    assert.equal(asked.length, 2);
    assert.equal(connections(), 1);
  });

  it("reports a wrong configuration as a failure of check, with advice and without a stack", async () => {
    const error = new ConfigError("The tenant is missing.", {
      code: "PURVIEW_TENANT_MISSING",
      advice: "Set tenantId.",
    });
    const { provider } = stage({ check: error });
    const { failures } = await provider.check({}, { name: "a" });
    assert.deepEqual(failures, [
      { property: "", reason: "The tenant is missing. Set tenantId. [PURVIEW_TENANT_MISSING]" },
    ]);
  });

  it("passes the names of the old inputs on, where they differ", async () => {
    const { provider } = stage({ check: { inputs: { name: "a" }, failures: [], warnings: [] } });
    const reserved = { __provider: "text", __options: { urn: URN } };
    const changed = await provider.check({ name: "a", comment: "x", ...reserved }, { name: "a", ...reserved });
    assert.deepEqual(changed.inputs, { name: "a", ...reserved, __previous: ["comment", "name"] });
    const same = await provider.check({ name: "b", ...reserved }, { name: "a", ...reserved });
    assert.equal("__previous" in same.inputs, false);
  });

  it("warns of what an up would do only where the program was checked, and not in a refresh, which compares too", async () => {
    const { provider, said } = stage({
      check: { inputs: { name: "a" }, failures: [], warnings: [] },
      diff: { ...NOTHING, driftLines: ["drift: …"], warnings: ["loses a@contoso.com"] },
    });
    const news = { name: "a", __options: { urn: URN } };
    await provider.diff("id", state, news);
    assert.deepEqual(
      said.map(({ message }) => message),
      ["drift: …"],
    );
    await provider.check({}, news);
    await provider.diff("id", state, news);
    assert.ok(said.some(({ message }) => message === "loses a@contoso.com"));
  });

  it("gives diff what the program ignores and what was declared before", async () => {
    const { asked, provider } = stage({ diff: NOTHING });
    const options = { ignoreChanges: ["comment"], urn: URN };
    await provider.diff("id", state, { name: "a", __options: options, __previous: ["name", "comment"] });
    const { request } = asked[0] as Stage["asked"][number];
    assert.deepEqual(request["ignored"], ["comment"]);
    assert.deepEqual((request["recorded"] as { declared: string[] }).declared, ["name", "comment"]);
    assert.equal(request["logicalName"], "mail");
    assert.equal(request["against"], "live");
  });

  it("marks what the program calls secret, and hands it back in clear", async () => {
    const { asked, provider } = stage({ create: { id: "1", outputs: { name: "a", comment: secret("hush") } } });
    const { outs } = await provider.create({ name: "a", comment: "hush", __options: { secrets: ["comment"] } });
    const { desired } = asked[0]?.request as { desired: Properties };
    assert.ok(isSecret(desired["comment"]) && !isSecret(desired["name"]));
    assert.equal(outs["comment"], "hush");
  });

  it("reports messages in the order in which they were sent", async () => {
    const told: string[] = [];
    const log = createEngineLog({
      withoutEngine: async (request) => {
        const message = request.getMessage();
        await new Promise((resolve) => setTimeout(resolve, message === "first" ? 20 : 0));
        told.push(message);
      },
    });
    for (const message of ["first", "second"]) log.reporter().warn(message);
    await log.flush();
    assert.deepEqual(told, ["first", "second"]);
  });

  it("compares with state alone when drift is left to refresh", async () => {
    const { asked, provider } = stage({ diff: NOTHING }, { drift: "refresh" });
    await provider.diff("id", state, { name: "a" });
    assert.equal(asked[0]?.request["against"], "recorded");
  });

  it("says a drift line once, on the resource", async () => {
    const { said, provider } = stage({ diff: { ...NOTHING, driftLines: ["drift: x"] } });
    const news = { name: "a", __options: { urn: URN } };
    await provider.diff("id", state, news);
    await provider.diff("id", state, news);
    assert.deepEqual(said, [{ severity: 2, message: "drift: x", urn: URN }]);
  });

  it("saves an unfinished object with its id, its outputs and the reasons", async () => {
    const { provider } = stage({
      create: { id: "1", outputs: { name: "a" }, unfinished: { reasons: ["not distributed"] } },
    });
    await assert.rejects(
      provider.create({ name: "a", __provider: "text" }),
      (error: { id: string; properties: object; reasons: string[] }) => {
        assert.equal(error.id, "1");
        // The SDK adds `__provider` to answers, not to errors; without it in state, refresh and destroy know no provider.
        assert.deepEqual(error.properties, {
          name: "a",
          __options: {},
          __declared: ["name"],
          __provider: "text",
        });
        assert.deepEqual(error.reasons, ["not distributed"]);
        return true;
      },
    );
  });

  it("bounds each operation by its own custom timeout", async () => {
    const { asked, provider } = stage({ create: { id: "1", outputs: {} }, delete: undefined });
    const options = { customTimeouts: { create: "2m", delete: "30s" } };
    const { outs } = await provider.create({ name: "a", __options: options });
    await provider.delete("1", outs);
    assert.deepEqual(
      asked.map(({ request }) => request["timeoutMs"]),
      [120_000, 30_000],
    );
  });

  it("believes the engine's own request more than the options that the class passes on, which transforms change later", async () => {
    const request = { ignoreChanges: ["comment"], timeoutMs: 5_000, oldInputs: undefined };
    const requests: EngineRequests = { current: () => request, creating: () => ({ ...request, timeoutMs: undefined }) };
    const { asked, provider } = stage(
      { create: { id: "1", outputs: {} }, update: { id: "1", outputs: {} }, diff: NOTHING, delete: undefined },
      { requests },
    );
    const news = { name: "a", __options: { ignoreChanges: ["name"], customTimeouts: { create: "2m", update: "2m" } } };
    await provider.create(news);
    await provider.diff("1", state, news);
    await provider.update("1", state, news);
    await provider.delete("1", state);
    assert.deepEqual(
      asked.map(({ method, request: { ignored, timeoutMs } }) => ({ method, ignored, timeoutMs })),
      [
        { method: "create", ignored: undefined, timeoutMs: undefined },
        { method: "diff", ignored: ["comment"], timeoutMs: undefined },
        { method: "update", ignored: ["comment"], timeoutMs: 5_000 },
        { method: "delete", ignored: undefined, timeoutMs: 5_000 },
      ],
    );
  });

  it("answers a refresh of what is gone with an empty id", async () => {
    const { provider } = stage({ read: undefined });
    assert.deepEqual(await provider.read("id", state), { id: "", props: {} });
  });

  it("answers a refresh with inputs only where it knows what was declared", async () => {
    const { provider } = stage({ read: { id: "1", outputs: { name: "a" }, inputs: { name: "a" } } });
    assert.deepEqual((await provider.read("1", state)).inputs, { name: "a", __provider: "text" });
    const { __declared: _, ...foreign } = state;
    assert.equal((await provider.read("1", foreign)).inputs, undefined);
  });

  it("prints nothing but the answer when an operation fails", async () => {
    const error = new ConfigError("No.", { code: "PURVIEW_X" });
    const { provider } = stage({ delete: error });
    const thrown = await provider.delete("1", state).catch((caught: Error) => caught);
    const { write } = process.stderr;
    const printed: unknown[] = [];
    process.stderr.write = ((text: unknown) => printed.push(text) > 0) as typeof write;
    try {
      // What the SDK does with it.
      console.error(`${String(thrown)}: ${(thrown as Error).stack}`);
      console.error("something else");
    } finally {
      process.stderr.write = write;
    }
    assert.deepEqual(printed, ["something else\n"]);
  });
});
