import assert from "node:assert/strict";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { watchRequests } from "../../../provider/hosts/dynamic/engine-request";

/** Classes of a test's own, so that those of other tests stay as they are. */
const classes = () => ({
  CreateRequest: class extends proto.CreateRequest {},
  UpdateRequest: class extends proto.UpdateRequest {},
  DeleteRequest: class extends proto.DeleteRequest {},
  DiffRequest: class extends proto.DiffRequest {},
});

describe("the engine's requests, as the SDK's process reads them", () => {
  it("tell a comparison and an update what is ignored in the end, and an update its time limit", () => {
    const own = classes();
    const requests = watchRequests(own);
    const diff = new own.DiffRequest();
    diff.setId("1");
    diff.setIgnorechangesList(["comment"]);
    assert.equal(diff.getId(), "1");
    assert.deepEqual(requests?.current(), { ignoreChanges: ["comment"], timeoutMs: undefined, oldInputs: undefined });
    const update = new own.UpdateRequest();
    update.setTimeout(90);
    update.setIgnorechangesList(["enabled"]);
    update.setOldInputs(Struct.fromJavaScript({ comment: "one" }));
    update.getId();
    assert.deepEqual(requests?.current(), {
      ignoreChanges: ["enabled"],
      timeoutMs: 90_000,
      oldInputs: { comment: "one" },
    });
  });

  it("tell two creations at once each its own time limit", () => {
    const own = classes();
    const requests = watchRequests(own);
    const [first, second] = [10, 20].map((seconds) => {
      const request = new own.CreateRequest();
      request.setTimeout(seconds);
      request.setProperties(Struct.fromJavaScript({ name: "same" }));
      return request.getProperties()?.toJavaScript();
    });
    assert.ok(first && second);
    assert.equal(requests?.creating(second)?.timeoutMs, 20_000);
    assert.equal(requests?.creating(first)?.timeoutMs, 10_000);
    assert.deepEqual(first, { name: "same" });
    assert.equal(requests?.creating({ name: "same" }), undefined);
  });

  it("are told once, so that no later call takes them for its own", () => {
    const own = classes();
    const requests = watchRequests(own);
    new own.DeleteRequest().getId();
    assert.deepEqual(requests?.current(), { ignoreChanges: [], timeoutMs: undefined, oldInputs: undefined });
    assert.equal(requests?.current(), undefined);
  });

  it("are not to be seen where the SDK has other classes", () => {
    assert.equal(watchRequests({}), undefined);
    assert.equal(watchRequests({ ...classes(), DiffRequest: class {} }), undefined);
  });
});
