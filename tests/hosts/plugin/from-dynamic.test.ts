import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { DiffResult } from "../../../provider/lifecycle/types";
import * as engine from "./engine";

const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
const same: DiffResult = { changes: [], deleteBeforeReplace: false, driftLines: [], warnings: [], resume: false };

describe("the plugin, given state that the dynamic host wrote", () => {
  let provider: engine.Provider;
  afterEach(() => provider.stop());

  const diff = async (
    drift: "live" | "refresh",
    olds: { readonly [key: string]: string },
  ): Promise<pb.DiffResponse> => {
    provider = await engine.provider({ lifecycle: { diff: async () => same }, settings: { drift } }, true);
    return provider.call("diff", engine.diffRequest(olds, { comment: "a" }, { comment: "a" }));
  };

  it("asks for one update, so that from then on the engine refreshes before it compares", async () => {
    const response = await diff("live", { comment: "a", __provider: "exports.handler=…" });
    assert.equal(response.getChanges(), DIFF_SOME);
    assert.deepEqual(response.getDiffsList(), ["__provider"]);
    assert.deepEqual(response.getReplacesList(), []);
  });

  it("asks for none where no plain preview is to look for drift", async () => {
    const response = await diff("refresh", { comment: "a", __provider: "exports.handler=…" });
    assert.equal(response.getChanges(), DIFF_NONE);
  });

  it("asks for none once the state is its own", async () => {
    const response = await diff("live", { comment: "a" });
    assert.equal(response.getChanges(), DIFF_NONE);
  });
});
