import assert from "node:assert/strict";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { BailError } from "../../engine/errors";
import { ProviderError } from "../../engine/host/provider-answers";
import { ProviderClient } from "../../engine/host/provider-client";
import { ProviderRegistry } from "../../engine/host/registry";

const PROVIDER = "urn:pulumi:dev::tests::pulumi:providers:things::default";
const bags = { oldInputs: {}, oldOutputs: {}, news: {} };

/** What the registry needs of a provider, and whether it was told farewell. */
function fakeProvider() {
  const provider = {
    ends: [] as string[],
    checkConfig: () => Promise.resolve({ inputs: {}, failures: [] }),
    cancel: () => Promise.resolve(),
    close: () => Promise.resolve(void provider.ends.push("closed")),
    kill: () => void provider.ends.push("killed"),
  };
  return provider;
}

describe("the end of an operation of the embedded engine", () => {
  describe("while a provider is still starting", () => {
    let launched: (provider: ProviderClient) => void;
    let asked: AbortSignal | undefined;
    let starts: number;
    let registry: ProviderRegistry;
    beforeEach(() => {
      starts = 0;
      registry = new ProviderRegistry((_pkg, signal) => {
        starts++;
        asked = signal;
        return new Promise((resolve) => (launched = resolve));
      });
    });

    it("waits for it and ends it too, although nobody will use it", async () => {
      const provider = fakeProvider();
      const check = registry.check(PROVIDER, {}, {});
      const closed = registry.close();
      assert.equal(asked?.aborted, true, "who starts it is told that it need not be");
      launched(provider as unknown as ProviderClient);
      await closed;
      assert.deepEqual(provider.ends, ["closed"]);
      await assert.rejects(check, BailError);
    });

    it("does not hang when the start fails", async () => {
      registry = new ProviderRegistry(() => Promise.reject(new BailError("it is not needed any more")));
      const check = assert.rejects(registry.check(PROVIDER, {}, {}), BailError);
      await registry.close();
      await check;
    });

    for (const [end, act] of [
      ["an interruption", () => registry.cancel()],
      ["a kill", () => registry.kill()],
    ] as const)
      it(`starts no other after ${end}`, async () => {
        await act();
        await assert.rejects(registry.check(PROVIDER, {}, {}), BailError);
        assert.equal(starts, 0);
      });
  });

  describe("while a provider owes an answer", () => {
    let server: grpc.Server;
    let client: ProviderClient;
    /** Resolves when the call that is never answered has arrived. */
    let arrived: Promise<void>;
    beforeEach(async () => {
      server = new grpc.Server();
      let arrive: () => void;
      arrived = new Promise((resolve) => (arrive = resolve));
      server.addService(ResourceProviderService, {
        handshake: (_call: unknown, callback: grpc.sendUnaryData<ProviderHandshakeResponse>) =>
          callback(null, new ProviderHandshakeResponse()),
        configure: () => arrive(),
        cancel: (_call: unknown, callback: grpc.sendUnaryData<Empty>) => callback(null, new Empty()),
      } as unknown as grpc.UntypedServiceImplementation);
      const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
          error ? reject(error) : resolve(bound),
        ),
      );
      client = await ProviderClient.connect(port, "", undefined, undefined);
      client.configure(PROVIDER, "id", {});
    });
    afterEach(() => server.forceShutdown());

    it("does not wait for it once it hangs up, and has nothing to report", async () => {
      const diff = client.diff({ urn: PROVIDER, id: "1" }, bags, { ignoreChanges: [], mayHoldUnknowns: true });
      await arrived;
      await Promise.all([client.close(), assert.rejects(diff, BailError)]);
    });

    it("does not wait for it once it kills, and the object is in doubt", async () => {
      const update = client.update({ urn: PROVIDER, id: "1" }, bags, { timeout: 0, preview: false, ignoreChanges: [] });
      await arrived;
      client.kill();
      await assert.rejects(update, (error) => error instanceof ProviderError && error.unknownState);
    });
  });
});
