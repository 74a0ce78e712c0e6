import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type * as contract from "../../../provider/lifecycle/types";
import { isUnknown, type Properties, UNKNOWN } from "../../../provider/values";
import { noChange, providers } from "./calls";
import * as engine from "./engine";

const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
const { Kind } = pb.PropertyDiff;

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
  const start = providers();

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
});
