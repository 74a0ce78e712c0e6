import assert from "node:assert/strict";
import { type ServiceError, status } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import * as errors from "../../../provider/errors";
import { decode, encode } from "../../../provider/hosts/plugin/codec";
import { MissingSettings } from "../../../provider/hosts/plugin/status";
import type * as contract from "../../../provider/lifecycle/contract";
import { isUnknown, type Properties, secret, UNKNOWN } from "../../../provider/values";
import * as engine from "./engine";

const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
const { Kind } = pb.PropertyDiff;
const { Mode } = pb.CheckRequest.AutonamingOptions;

const noChange: contract.DiffResult = {
  changes: [],
  deleteBeforeReplace: false,
  driftLines: [],
  warnings: [],
  resume: false,
};

const change = (path: string, more: Partial<contract.PropertyChange> = {}): contract.PropertyChange => ({
  property: path.split(/[.[]/)[0] as string,
  path,
  kind: "update",
  replaces: false,
  cause: "program",
  actual: undefined,
  desired: undefined,
  ...more,
});

describe("the plugin, asked as the engine asks", () => {
  const running: engine.Provider[] = [];
  const start = async (given: engine.Given, configure = true): Promise<engine.Provider> => {
    const provider = await engine.provider(given, configure);
    running.push(provider);
    return provider;
  };
  afterEach(async () => void (await Promise.all(running.splice(0).map((provider) => provider.stop()))));

  const failure = async (promise: Promise<unknown>): Promise<ServiceError> => {
    try {
      await promise;
    } catch (error) {
      return error as ServiceError;
    }
    throw new Error("the call succeeded");
  };

  const detailOf = (error: ServiceError): { readonly type: string; readonly bytes: Uint8Array } => {
    const [any] = Status.deserializeBinary(error.metadata.get("grpc-status-details-bin")[0] as Buffer).getDetailsList();
    assert.ok(any);
    return { type: any.getTypeUrl(), bytes: any.getValue_asU8() };
  };

  describe("first contact", () => {
    it("says the same in handshake and configure: secrets yes, resources and outputs flattened, autonaming yes", async () => {
      const { call } = await start({}, false);
      const handshake = await call<pb.ProviderHandshakeResponse>("handshake", new pb.ProviderHandshakeRequest());
      const configured = await call<pb.ConfigureResponse>("configure", new pb.ConfigureRequest());
      assert.deepEqual(
        [handshake.getAcceptSecrets(), handshake.getSupportsAutonamingConfiguration()],
        [configured.getAcceptsecrets(), configured.getSupportsAutonamingConfiguration()],
      );
      assert.deepEqual([handshake.getAcceptSecrets(), handshake.getSupportsAutonamingConfiguration()], [true, true]);
      assert.deepEqual([handshake.getAcceptResources(), handshake.getAcceptOutputs()], [false, false]);
      assert.deepEqual([configured.getAcceptresources(), configured.getAcceptoutputs()], [false, false]);
      assert.equal(configured.getSupportspreview(), true);
    });

    it("tells its version and its schema, and refuses a schema format that does not exist", async () => {
      const { call } = await start({ rooms: { schema: () => '{"name":"purview"}' } });
      assert.equal((await call<PluginInfo>("getPluginInfo", engine.empty())).getVersion(), "0.1.0");
      const asked = new pb.GetSchemaRequest();
      assert.equal((await call<pb.GetSchemaResponse>("getSchema", asked)).getSchema(), '{"name":"purview"}');
      asked.setVersion(7);
      assert.equal((await failure(call("getSchema", asked))).code, status.INVALID_ARGUMENT);
    });

    it("answers a call that only providers of components take as not implemented", async () => {
      const { call } = await start({});
      assert.equal((await failure(call("construct", new pb.ConstructRequest()))).code, status.UNIMPLEMENTED);
    });

    it("refuses to work before it is configured, and for a type that it does not have", async () => {
      const { call } = await start({}, false);
      assert.match((await failure(call("check", engine.checkRequest({})))).details, /before it was configured/);
      const other = engine.checkRequest({});
      other.setType("purview:retention:Nothing");
      const error = await failure(call("check", other));
      assert.equal(error.code, status.INVALID_ARGUMENT);
      assert.match(error.details, /purview:retention:Nothing/);
    });
  });

  describe("configuration", () => {
    it("hands every known setting to the check without secret marks and gives the inputs back as they came", async () => {
      let checked: unknown;
      const checkSettings = (args: unknown): { property: string; reason: string }[] => {
        checked = args;
        return [{ property: "maxConcurrency", reason: "must be a number" }];
      };
      const { call } = await start({ rooms: { checkSettings } });
      const news = {
        tenantId: "t",
        clientSecret: secret("s"),
        maxConcurrency: "many",
        organization: UNKNOWN,
        version: "1.0.0",
      };
      const request = new pb.CheckRequest();
      request.setNews(encode(news));
      const response = await call<pb.CheckResponse>("checkConfig", request);
      assert.deepEqual(checked, { tenantId: "t", clientSecret: "s", maxConcurrency: "many" });
      assert.deepEqual(decode(response.getInputs()), news);
      const [first] = response.getFailuresList();
      assert.deepEqual([first?.getProperty(), first?.getReason()], ["maxConcurrency", "must be a number"]);
    });

    it("never asks for a replacement, and takes the settings of a dynamic provider for its own", async () => {
      const { call } = await start({});
      const diff = async (olds: Properties, news: Properties): Promise<pb.DiffResponse> => {
        const asked = new pb.DiffRequest();
        asked.setOldInputs(encode(olds));
        asked.setNews(encode(news));
        return call("diffConfig", asked);
      };
      const moved = await diff(
        { "purview:tenantId": "t", "purview:maxConcurrency": 5, "aws:region": "x", "proj:other": "y" },
        { tenantId: "t", maxConcurrency: "5" },
      );
      assert.equal(moved.getChanges(), DIFF_NONE);
      const other = await diff(
        { tenantId: "t", clientSecret: secret("a") },
        { tenantId: "u", clientSecret: secret("b") },
      );
      assert.equal(other.getChanges(), DIFF_SOME);
      assert.deepEqual(other.getDiffsList().sort(), ["clientSecret", "tenantId"]);
      assert.deepEqual(other.getReplacesList(), []);
    });

    it("names the settings that are missing in the engine's own form", async () => {
      const open = async (): Promise<never> => {
        throw new MissingSettings("tenantId is missing", [{ name: "purview:tenantId", description: "the tenant" }]);
      };
      const { call } = await start({ rooms: { open } }, false);
      const { type, bytes } = detailOf(await failure(call("configure", new pb.ConfigureRequest())));
      assert.equal(type, "type.googleapis.com/pulumirpc.ConfigureErrorMissingKeys");
      const [key] = pb.ConfigureErrorMissingKeys.deserializeBinary(bytes).getMissingkeysList();
      assert.deepEqual([key?.getName(), key?.getDescription()], ["purview:tenantId", "the tenant"]);
    });
  });

  describe("check", () => {
    const names: (string | undefined)[] = [];
    const check: contract.Lifecycle["check"] = async (_kind, { logicalName, news }) => {
      names.push(logicalName);
      return { inputs: { ...news }, failures: [] };
    };
    beforeEach(() => void names.splice(0));

    it("passes unknowns and secrets through at every depth and hides Pulumi's own inputs", async () => {
      const { call } = await start({ lifecycle: { check } });
      const news = {
        comment: secret("x"),
        exchangeLocation: ["a", UNKNOWN, secret("b")],
        deep: { a: [{ b: UNKNOWN }] },
      };
      const response = await call<pb.CheckResponse>("check", engine.checkRequest({ ...news, __defaults: [] }));
      assert.deepEqual(decode(response.getInputs()), news);
    });

    it("keeps secret what check normalises", async () => {
      const normalised = { comment: "X", list: ["A"], plain: "p" };
      const { call } = await start({ lifecycle: { check: async () => ({ inputs: normalised, failures: [] }) } });
      const news = { comment: secret("x"), list: [secret("a")], plain: "p" };
      const response = await call<pb.CheckResponse>("check", engine.checkRequest(news));
      assert.deepEqual(decode(response.getInputs()), { comment: secret("X"), list: secret(["A"]), plain: "p" });
    });

    it("tells failures with the path of the property", async () => {
      const failures = [{ property: "exchangeLocation[1]", reason: "is no address" }];
      const { call } = await start({ lifecycle: { check: async () => ({ inputs: {}, failures }) } });
      const [first] = (await call<pb.CheckResponse>("check", engine.checkRequest({}))).getFailuresList();
      assert.deepEqual([first?.getProperty(), first?.getReason()], ["exchangeLocation[1]", "is no address"]);
    });

    it("names objects after the resource, or as the stack's autonaming says", async () => {
      const { call } = await start({ lifecycle: { check } });
      const asked = async (mode: 0 | 1 | 2, proposed: string, olds: Properties = {}): Promise<void> => {
        const naming = new pb.CheckRequest.AutonamingOptions();
        naming.setMode(mode);
        naming.setProposedName(proposed);
        const request = engine.checkRequest({}, olds);
        request.setAutonaming(naming);
        await call("check", request);
      };
      await call("check", engine.checkRequest({}));
      await asked(Mode.PROPOSE, "dev-Finance");
      await asked(Mode.ENFORCE, "dev-Finance-9876", { name: "dev-Finance-1234" });
      await asked(Mode.DISABLE, "");
      assert.deepEqual(names, ["Finance records", "dev-Finance", "dev-Finance-1234", undefined]);
    });

    it("finds type and name in the URN where an older engine sends nothing else", async () => {
      const { call } = await start({ lifecycle: { check } });
      const request = engine.checkRequest({});
      request.setType("");
      request.setName("");
      request.setUrn(`urn:pulumi:dev::proj::my:index:Estate$${engine.TOKEN}::with::colons`);
      await call("check", request);
      assert.deepEqual(names, ["with::colons"]);
    });
  });

  describe("diff", () => {
    const answered = async (
      result: Partial<contract.DiffResult>,
      olds: Properties = {},
      oldInputs: Properties = {},
      news: Properties = {},
    ): Promise<pb.DiffResponse> => {
      const { call } = await start({ lifecycle: { diff: async () => ({ ...noChange, ...result }) } });
      return call("diff", engine.diffRequest(olds, oldInputs, news));
    };

    it("says exactly that nothing changes", async () => {
      const response = await answered({});
      assert.equal(response.getChanges(), DIFF_NONE);
      assert.equal(response.getHasdetaileddiff(), true);
      assert.deepEqual(response.getDiffsList(), []);
    });

    it("hands over what was declared, without Pulumi's own inputs, and compares with the state alone", async () => {
      let asked: contract.DiffRequest | undefined;
      const { call } = await start({ lifecycle: { diff: async (_kind, request) => ((asked = request), noChange) } });
      const olds = { guid: "g", comment: "a", __provider: "text" };
      const oldInputs = { comment: "a", __provider: "text", __options: {} };
      await call("diff", engine.diffRequest(olds, oldInputs, { comment: UNKNOWN }, ["comment"]));
      assert.equal(asked?.against, "recorded");
      assert.deepEqual(asked.recorded, {
        id: "guid-1",
        outputs: { guid: "g", comment: "a" },
        declared: ["comment"],
        inputs: { comment: "a" },
      });
      assert.deepEqual(asked.ignored, ["comment"]);
      assert.ok(isUnknown(asked.desired["comment"]));
      assert.equal(asked.logicalName, "Finance records");
    });

    it("gives every change its path and kind, and its top-level key in diffs and replaces", async () => {
      const response = await answered(
        {
          changes: [
            change("exchangeLocation[1]", { kind: "add" }),
            change("filePlanProperty.department", { kind: "delete" }),
            change("retentionDuration"),
            change("name", { replaces: true }),
          ],
          deleteBeforeReplace: true,
        },
        { filePlanProperty: { department: "HR" }, retentionDuration: 7, name: "a" },
        {},
        { exchangeLocation: ["a", "b"], filePlanProperty: {}, retentionDuration: 8, name: "b" },
      );
      const details = response.getDetaileddiffMap();
      const kindOf = (path: string): number | undefined => details.get(path)?.getKind();
      assert.equal(details.getLength(), 4);
      assert.equal(kindOf("exchangeLocation[1]"), Kind.ADD);
      assert.equal(kindOf("filePlanProperty.department"), Kind.DELETE);
      assert.equal(kindOf("retentionDuration"), Kind.UPDATE);
      assert.equal(kindOf("name"), Kind.UPDATE_REPLACE);
      assert.equal(response.getChanges(), DIFF_SOME);
      assert.deepEqual(response.getDiffsList().sort(), [
        "exchangeLocation",
        "filePlanProperty",
        "name",
        "retentionDuration",
      ]);
      assert.deepEqual(response.getReplacesList(), ["name"]);
      assert.equal(response.getDeletebeforereplace(), true);
    });

    it("shows the old value from the outputs, or from the old inputs where the outputs do not have it", async () => {
      const response = await answered(
        { changes: [change("comment"), change("deletedResources")] },
        { comment: "tampered" },
        { comment: "declared", deletedResources: "[]" },
        { comment: "declared", deletedResources: "[1]" },
      );
      assert.equal(response.getDetaileddiffMap().get("comment")?.getInputdiff(), false);
      assert.equal(response.getDetaileddiffMap().get("deletedResources")?.getInputdiff(), true);
    });

    it("shows a property that is no longer declared as deleted, and one that was nowhere before as added", async () => {
      const changes = [change("comment"), change("enabled")];
      const response = await answered({ changes }, { comment: "a" }, {}, { enabled: true });
      assert.equal(response.getDetaileddiffMap().get("comment")?.getKind(), Kind.DELETE);
      assert.equal(response.getDetaileddiffMap().get("enabled")?.getKind(), Kind.ADD);
    });

    it("asks for a replacement of a gone object, and for an update that resumes a wait", async () => {
      const gone = await answered({ gone: { message: "it is gone" } });
      assert.deepEqual(gone.getReplacesList(), ["id"]);
      assert.equal(gone.getDeletebeforereplace(), true);
      assert.equal(gone.getChanges(), DIFF_SOME);
      const resumed = await answered({ resume: true });
      assert.deepEqual(resumed.getDiffsList(), ["distributionStatus"]);
      assert.equal(resumed.getChanges(), DIFF_SOME);
    });
  });

  describe("create and update", () => {
    it("keeps unknown in a preview what is unknown, leaves unknown top-level properties out, and writes nothing", async () => {
      const preview: contract.Lifecycle["preview"] = async (_kind, { desired }) => ({ ...desired, guid: UNKNOWN });
      const { call } = await start({ lifecycle: { preview } });
      const known = { name: "n", exchangeLocation: ["a", UNKNOWN], secretive: secret(["s"]) };
      const desired = { ...known, comment: UNKNOWN };
      const created = await call<pb.CreateResponse>("create", engine.createRequest(desired, true));
      assert.deepEqual(decode(created.getProperties()), known);
      const updated = await call<pb.UpdateResponse>("update", engine.updateRequest({}, {}, desired, true));
      assert.deepEqual(decode(updated.getProperties()), known);
    });

    it("answers id and outputs, secret where the input was, and asks for a refresh before updates when drift is live", async () => {
      const asked: contract.CreateRequest[] = [];
      const create: contract.Lifecycle["create"] = async (_kind, request) => {
        asked.push(request);
        const outputs = { comment: "x", settings: { a: "1", b: "2" }, list: ["q", "p"], guid: "guid-1" };
        return { id: "guid-1", outputs };
      };
      const inputs = { comment: secret("x"), settings: { a: secret("1"), b: "2" }, list: ["p", secret("q")] };
      const { call } = await start({ lifecycle: { create } });
      const response = await call<pb.CreateResponse>("create", engine.createRequest(inputs, false, 90));
      assert.equal(response.getId(), "guid-1");
      assert.deepEqual(decode(response.getProperties()), {
        comment: secret("x"),
        settings: { a: secret("1"), b: "2" },
        list: secret(["q", "p"]),
        guid: "guid-1",
      });
      assert.equal(response.getRefreshBeforeUpdate(), true);
      const quiet = await start({ lifecycle: { create }, settings: { drift: "refresh" } });
      const second = await quiet.call<pb.CreateResponse>("create", engine.createRequest(inputs));
      assert.equal(second.getRefreshBeforeUpdate(), false);
      assert.deepEqual(
        asked.map(({ timeoutMs }) => timeoutMs),
        [90_000, undefined],
      );
    });

    it("saves an unfinished object as partly created, with its id, outputs, inputs and reasons", async () => {
      const create = async (): Promise<contract.Written> => ({
        id: "guid-1",
        outputs: { name: "n" },
        unfinished: { reasons: ["distribution failed"] },
      });
      const { call } = await start({ lifecycle: { create } });
      const inputs = { name: "n", comment: secret("x") };
      const { type, bytes } = detailOf(await failure(call("create", engine.createRequest(inputs))));
      assert.equal(type, "type.googleapis.com/pulumirpc.ErrorResourceInitFailed");
      const detail = pb.ErrorResourceInitFailed.deserializeBinary(bytes);
      assert.equal(detail.getId(), "guid-1");
      assert.deepEqual(decode(detail.getProperties()), { name: "n" });
      assert.deepEqual(decode(detail.getInputs()), inputs);
      assert.deepEqual(detail.getReasonsList(), ["distribution failed"]);
      assert.equal(detail.getRefreshBeforeUpdate(), true);
    });
  });

  describe("read and delete", () => {
    const asked: contract.ReadRequest[] = [];
    const reading =
      (result: contract.ReadResult | undefined): contract.Lifecycle["read"] =>
      async (_kind, request) => {
        asked.push(request);
        return result;
      };
    beforeEach(() => void asked.splice(0));

    it("imports by whatever id the user gives and answers the real one with minimal inputs", async () => {
      const found = { id: "guid-1", outputs: { guid: "guid-1" }, inputs: { name: "Finance" } };
      const { call } = await start({ lifecycle: { read: reading(found) } });
      const response = await call<pb.ReadResponse>("read", engine.readRequest("Finance"));
      assert.equal(asked[0]?.id, "Finance");
      assert.equal(asked[0].recorded, undefined);
      assert.equal(response.getId(), "guid-1");
      assert.deepEqual(decode(response.getInputs()), { name: "Finance" });
      assert.equal(response.getRefreshBeforeUpdate(), true);
    });

    it("refreshes with what is recorded, and keeps secret what was", async () => {
      const found = { id: "guid-1", outputs: { comment: "new", stateVersion: 1 }, inputs: { comment: "new" } };
      const { call } = await start({ lifecycle: { read: reading(found) } });
      const state = { comment: secret("old"), stateVersion: 1 };
      const request = engine.readRequest("guid-1", state, { comment: secret("old") });
      const response = await call<pb.ReadResponse>("read", request);
      assert.deepEqual(asked[0]?.recorded?.declared, ["comment"]);
      assert.deepEqual(decode(response.getProperties()), { comment: secret("new"), stateVersion: 1 });
      assert.deepEqual(decode(response.getInputs()), { comment: secret("new") });
    });

    it("takes the properties of .get() for hints, not for a recorded state", async () => {
      const { call } = await start({ lifecycle: { read: reading(undefined) } });
      await call("read", engine.readRequest("Finance", { comment: "hint" }, { comment: "hint" }));
      assert.equal(asked[0]?.recorded, undefined);
    });

    it("says by an empty id that the object is gone", async () => {
      const { call } = await start({ lifecycle: { read: reading(undefined) } });
      const response = await call<pb.ReadResponse>("read", engine.readRequest("guid-1", { stateVersion: 1 }, {}));
      assert.equal(response.getId(), "");
    });

    it("deletes by the recorded id", async () => {
      let deleted: contract.DeleteRequest | undefined;
      const remove = async (_kind: unknown, request: contract.DeleteRequest): Promise<void> => void (deleted = request);
      const { call } = await start({ lifecycle: { delete: remove } });
      await call("delete", engine.deleteRequest({ guid: "guid-1", __provider: "x" }, { name: "n" }));
      assert.deepEqual(deleted?.recorded, {
        id: "guid-1",
        outputs: { guid: "guid-1" },
        declared: ["name"],
        inputs: { name: "n" },
      });
    });
  });

  describe("errors", () => {
    const context = { code: "PURVIEW_TEST" };
    const throwing = (thrown: unknown): Promise<engine.Provider> =>
      start({
        lifecycle: {
          create: () => {
            throw thrown;
          },
        },
      });

    it("are clean failures to the engine, each with its own status, our message and our code", async () => {
      const cases: readonly [Error, status][] = [
        [new errors.ValidationError("bad", context), status.INVALID_ARGUMENT],
        [new errors.ConfigError("bad", context), status.INVALID_ARGUMENT],
        [new errors.AuthError("who", context), status.UNAUTHENTICATED],
        [new errors.PermissionError("may not", context), status.PERMISSION_DENIED],
        [new errors.ExistsError("there", context), status.ALREADY_EXISTS],
        [new errors.GuardError("guarded", context), status.FAILED_PRECONDITION],
        [new errors.TenantMismatchError("other", context), status.FAILED_PRECONDITION],
        [new errors.UnprovenError("silently kept", context), status.FAILED_PRECONDITION],
        [new errors.DeployingError("busy", context), status.FAILED_PRECONDITION],
        [new errors.NotFoundError("gone", context), status.NOT_FOUND],
        [new errors.ThrottledError("slow", context), status.RESOURCE_EXHAUSTED],
        [new errors.TransportError("net", context), status.UNAVAILABLE],
        [new errors.ServiceError("refused", context), status.ABORTED],
        [new errors.CancelledError("stop", context), status.CANCELLED],
      ];
      for (const [thrown, code] of cases) {
        const { call } = await throwing(thrown);
        const error = await failure(call("create", engine.createRequest({})));
        assert.equal(error.code, code, thrown.name);
        assert.equal(error.details, `${thrown.message} [PURVIEW_TEST]`);
      }
    });

    it("leave a write whose outcome is unknown in doubt", async () => {
      const { call } = await throwing(new errors.OutcomeUnknownError("lost", context));
      assert.equal((await failure(call("create", engine.createRequest({})))).code, status.UNKNOWN);
    });

    it("never end in 'Unknown error': whatever is thrown keeps its text", async () => {
      for (const [thrown, text] of [
        [new Error("boom"), /boom/],
        ["just text", /just text/],
        [null, /null/],
      ] as const) {
        const { call } = await throwing(thrown);
        const error = await failure(call("create", engine.createRequest({})));
        assert.equal(error.code, status.INTERNAL);
        assert.match(error.details, /defect of pulumi-purview/);
        assert.match(error.details, text);
      }
    });
  });

  describe("cancel", () => {
    it("aborts what is under way, closes the session and then answers", async () => {
      const events: string[] = [];
      const create: contract.Lifecycle["create"] = (_kind, { signal }) =>
        new Promise((_resolve, reject) => {
          events.push("creating");
          signal?.addEventListener("abort", () => {
            events.push("aborted");
            reject(Object.assign(new Error("aborted"), { name: "AbortError" }));
          });
        });
      const { call } = await start({ lifecycle: { create }, close: async () => void events.push("closed") });
      const creating = failure(call("create", engine.createRequest({})));
      while (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await call("cancel", engine.empty());
      assert.deepEqual(events.slice(0, 3), ["creating", "aborted", "closed"]);
      assert.equal((await creating).code, status.CANCELLED);
    });
  });
});
