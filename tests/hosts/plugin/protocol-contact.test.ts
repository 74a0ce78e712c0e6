import assert from "node:assert/strict";
import { type ServiceError, status } from "@grpc/grpc-js";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { decode, encode } from "../../../provider/hosts/plugin/codec";
import { createEngineLog } from "../../../provider/hosts/protocol/engine-log";
import { MissingSettings } from "../../../provider/hosts/plugin/status";
import { type Properties, secret, UNKNOWN } from "../../../provider/values";
import { detailOf, failure, providers } from "./calls";
import * as engine from "./engine";

const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;

describe("the plugin, asked as the engine asks", () => {
  const start = providers();

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

    it("reports its version and its schema, and refuses a schema format that does not exist", async () => {
      const { call } = await start({ backend: { schema: () => '{"name":"purview"}' } });
      assert.equal((await call<PluginInfo>("getPluginInfo", engine.empty())).getVersion(), "0.1.0");
      const asked = new pb.GetSchemaRequest();
      assert.equal((await call<pb.GetSchemaResponse>("getSchema", asked)).getSchema(), '{"name":"purview"}');
      asked.setVersion(7);
      assert.equal((await failure(call("getSchema", asked))).code, status.INVALID_ARGUMENT);
    });

    it("says that it takes no parameters and has no components or methods", async () => {
      const { call } = await start({}, false);
      for (const [method, request, what] of [
        ["parameterize", new pb.ParameterizeRequest(), /pulumi-purview takes no parameters/],
        ["construct", new pb.ConstructRequest(), /pulumi-purview has no components/],
        ["call", new pb.CallRequest(), /pulumi-purview has no methods/],
      ] as const) {
        const error = await failure(call(method, request));
        assert.equal(error.code, status.UNIMPLEMENTED, method);
        assert.match(error.details, what);
      }
    });

    it("attaches to the engine that it is given: messages go there, from a handshake or a debugger's start", async () => {
      const attached: string[] = [];
      const log = { ...createEngineLog(), attach: (address: string) => void attached.push(address) };
      const { call } = await start({ log }, false);
      await call("handshake", new pb.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1"));
      await call("attach", new PluginAttach().setAddress("127.0.0.1:2"));
      assert.deepEqual(attached, ["127.0.0.1:1", "127.0.0.1:2"]);
    });

    it("converts from no other system", async () => {
      const { call } = await start({}, false);
      const mapping = await call<pb.GetMappingResponse>("getMapping", new pb.GetMappingRequest().setKey("terraform"));
      assert.deepEqual([mapping.getProvider(), mapping.getData_asB64()], ["", ""]);
      const mappings = await call<pb.GetMappingsResponse>("getMappings", new pb.GetMappingsRequest());
      assert.deepEqual(mappings.getProvidersList(), []);
    });

    it("never says 'Unknown error', nor calls anything its own defect: every call there is, empty, configured or not", async () => {
      const lifecycle = { list: async () => [] };
      for (const configured of [false, true]) {
        const { client } = await start({ lifecycle }, configured);
        for (const [method, { requestDeserialize, responseStream }] of Object.entries(ResourceProviderService)) {
          const rpc = (client as unknown as { [name: string]: (...of: unknown[]) => NodeJS.EventEmitter })[method];
          const told = await new Promise<string>((resolve) => {
            const request: unknown = requestDeserialize(Buffer.alloc(0));
            if (!responseStream) {
              rpc?.call(client, request, (error: ServiceError | null) => resolve(error ? error.details : ""));
              return;
            }
            const stream = rpc?.call(client, request);
            stream?.on("data", () => undefined);
            stream?.on("error", (error: ServiceError) => resolve(error.details));
            stream?.on("end", () => resolve(""));
          });
          assert.doesNotMatch(told, /unknown error|defect of|does not implement|undefined/i, method);
        }
      }
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
      const { call } = await start({ backend: { checkSettings } });
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

    it("refuses another tenant or cloud before it stands in state, where only its resources would notice", async () => {
      const { call } = await start({});
      const [one, other] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
      const diff = (olds: Properties, news: Properties): Promise<pb.DiffResponse> => {
        const asked = new pb.DiffRequest();
        asked.setOldInputs(encode(olds));
        asked.setNews(encode(news));
        return call("diffConfig", asked);
      };
      const { code, details } = await failure(diff({ "purview:tenantId": one }, { tenantId: other }));
      assert.equal(code, status.FAILED_PRECONDITION);
      assert.match(details, new RegExp(`${one}.*${other}.*\\[PURVIEW_TENANT_MISMATCH\\]`));
      await failure(diff({ tenantId: one, environment: "gccHigh" }, { tenantId: one, environment: "dod" }));
      for (const same of [
        { tenantId: "contoso.onmicrosoft.com" },
        { tenantId: one.toUpperCase(), environment: "O365USGovGCCHigh" },
      ])
        await diff({ tenantId: one, environment: "gccHigh" }, same);
    });

    it("names the settings that are missing in the engine's own form", async () => {
      const connect = async (): Promise<never> => {
        throw new MissingSettings("tenantId is missing", [{ name: "purview:tenantId", description: "the tenant" }]);
      };
      const { call } = await start({ backend: { connect } }, false);
      const { type, bytes } = detailOf(await failure(call("configure", new pb.ConfigureRequest())));
      assert.equal(type, "type.googleapis.com/pulumirpc.ConfigureErrorMissingKeys");
      const [key] = pb.ConfigureErrorMissingKeys.deserializeBinary(bytes).getMissingkeysList();
      assert.deepEqual([key?.getName(), key?.getDescription()], ["purview:tenantId", "the tenant"]);
    });
  });
});
