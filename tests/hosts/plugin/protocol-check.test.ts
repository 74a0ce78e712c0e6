import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { decode } from "../../../provider/hosts/plugin/codec";
import type * as contract from "../../../provider/lifecycle/types";
import { type Properties, secret, UNKNOWN } from "../../../provider/values";
import { providers } from "./calls";
import * as engine from "./engine";

const { Mode } = pb.CheckRequest.AutonamingOptions;

describe("the plugin, asked as the engine asks", () => {
  const start = providers();

  describe("check", () => {
    const names: (string | undefined)[] = [];
    const check: contract.Lifecycle["check"] = async (_kind, { logicalName, news }) => {
      names.push(logicalName);
      return { inputs: { ...news }, failures: [], warnings: [] };
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
      const { call } = await start({
        lifecycle: { check: async () => ({ inputs: normalised, failures: [], warnings: [] }) },
      });
      const news = { comment: secret("x"), list: [secret("a")], plain: "p" };
      const response = await call<pb.CheckResponse>("check", engine.checkRequest(news));
      assert.deepEqual(decode(response.getInputs()), { comment: secret("X"), list: secret(["A"]), plain: "p" });
    });

    it("reports failures with the path of the property", async () => {
      const failures = [{ property: "exchangeLocation[1]", reason: "is no address" }];
      const { call } = await start({ lifecycle: { check: async () => ({ inputs: {}, failures, warnings: [] }) } });
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
});
