import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { decode } from "../../../provider/hosts/plugin/codec";
import type * as contract from "../../../provider/lifecycle/types";
import { secret, UNKNOWN } from "../../../provider/values";
import { detailOf, failure, providers } from "./calls";
import * as engine from "./engine";

describe("the plugin, asked as the engine asks", () => {
  const start = providers();

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
});
