import assert from "node:assert/strict";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as engine from "./engine";

interface Line {
  readonly severity: LogSeverity;
  readonly message: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

describe("the plugin's messages", () => {
  const lines: Line[] = [];
  let address: string;
  let server: Server;

  before(async () => {
    server = new Server();
    server.addService(
      EngineService as never,
      {
        log: ({ request }: { request: LogRequest }, callback: (error: null, response: Empty) => void) => {
          lines.push({
            severity: request.getSeverity(),
            message: request.getMessage(),
            urn: request.getUrn(),
            ephemeral: request.getEphemeral(),
          });
          callback(null, new Empty());
        },
      } as unknown as UntypedServiceImplementation,
    );
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    address = `127.0.0.1:${port}`;
  });
  beforeEach(() => void lines.splice(0));
  after(() => server.forceShutdown());

  const diffWarning = {
    check: async () => ({ inputs: {}, failures: [], warnings: [] }),
    diff: async () => ({
      changes: [],
      deleteBeforeReplace: false,
      driftLines: [],
      warnings: ["loses a@contoso.com"],
      resume: false,
    }),
  };

  it("go to the engine of the handshake, with the resource, once however often it is diffed, and arrive before Cancel is answered", async () => {
    const { call, stop } = await engine.provider({ lifecycle: diffWarning });
    const handshake = new pb.ProviderHandshakeRequest();
    handshake.setEngineAddress(address);
    await call("handshake", handshake);
    await call("check", engine.checkRequest({}, {}));
    await call("diff", engine.diffRequest({}, {}, {}));
    await call("diff", engine.diffRequest({}, {}, {}));
    await call("cancel", engine.empty());
    assert.deepEqual(lines, [
      { severity: LogSeverity.WARNING, message: "loses a@contoso.com", urn: engine.URN, ephemeral: false },
    ]);
    await stop();
  });

  it("say in a refresh who changed what, and nothing of what an up would do: a refresh does none of it", async () => {
    const drift = 'drift: mail (RetentionCompliancePolicy "Mail") comment: "a" → "b" (last changed by admin)';
    const result = { ...(await diffWarning.diff()), driftLines: [drift] };
    const { call, stop } = await engine.provider({ lifecycle: { diff: async () => result } });
    const handshake = new pb.ProviderHandshakeRequest();
    handshake.setEngineAddress(address);
    await call("handshake", handshake);
    // Of what it checks, the engine compares a program; what it did not check it has refreshed.
    await call("diff", engine.diffRequest({}, {}, {}));
    await call("cancel", engine.empty());
    assert.deepEqual(
      lines.map(({ message }) => message),
      [drift],
    );
    await stop();
  });

  it("go to an engine that attaches later; progress lines replace each other", async () => {
    const create = async (
      _kind: unknown,
      { reporter }: { reporter?: { progress(line: string): void } | undefined },
    ) => {
      reporter?.progress("waiting …");
      return { id: "guid-1", outputs: {} };
    };
    const { call, stop } = await engine.provider({ lifecycle: { create } });
    await call("create", engine.createRequest({}));
    const attach = new PluginAttach();
    attach.setAddress(address);
    await call("attach", attach);
    await call("create", engine.createRequest({}));
    await call("cancel", engine.empty());
    assert.deepEqual(lines, [{ severity: LogSeverity.INFO, message: "waiting …", urn: engine.URN, ephemeral: true }]);
    await stop();
  });

  it("fail no operation when nobody takes them", async () => {
    const { call, stop } = await engine.provider({ lifecycle: diffWarning });
    const handshake = new pb.ProviderHandshakeRequest();
    handshake.setEngineAddress("127.0.0.1:1");
    await call("handshake", handshake);
    await call("diff", engine.diffRequest({}, {}, {}));
    await call("cancel", engine.empty());
    await stop();
  });
});
