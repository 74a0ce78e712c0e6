import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { decode, encode } from "../../../provider/hosts/plugin/codec";
import { SIGNATURE_KEY, SIGNATURES } from "../../../provider/hosts/protocol/signatures";
import type * as contract from "../../../provider/lifecycle/types";
import { type Properties, reveal, secret, UNKNOWN } from "../../../provider/values";
import { noChange, providers } from "./calls";
import * as engine from "./engine";

/** Secrets at every depth, as a state has them. */
const SECRETS: Properties = {
  comment: secret("top"),
  exchangeLocation: ["a", secret("in a list")],
  filePlanProperty: { department: secret("in an object"), stages: [{ reviewers: ["b", secret("deep in lists")] }] },
  whole: secret({ inner: ["c"] }),
};

/** The same, with unknowns beside and within them, as a preview has them. */
const BOTH: Properties = {
  ...SECRETS,
  name: UNKNOWN,
  notes: secret(UNKNOWN),
  exchangeLocation: ["a", UNKNOWN, secret("in a list")],
  filePlanProperty: { department: secret(UNKNOWN), stages: [{ reviewers: [UNKNOWN], label: { text: UNKNOWN } }] },
};

const output = (members: Properties): Properties => ({
  [SIGNATURE_KEY]: SIGNATURES.output,
  dependencies: [],
  ...members,
});

describe("unknowns and secrets at every depth, asked as the engine asks", () => {
  const start = providers();

  it("check: come in whole and go out as they came; output values are read, and become marks", async () => {
    let seen: Properties | undefined;
    const check: contract.Lifecycle["check"] = async (_kind, { news }) => (
      (seen = news),
      { inputs: news, failures: [], warnings: [] }
    );
    const { call } = await start({ lifecycle: { check } });
    const values = {
      list: [output({ value: "known" }), output({}), output({ value: "s", secret: true })],
      object: { inner: { later: output({ secret: true }) } },
    };
    const response = await call<pb.CheckResponse>("check", engine.checkRequest({ ...BOTH, ...values }));
    const marked = { list: ["known", UNKNOWN, secret("s")], object: { inner: { later: secret(UNKNOWN) } } };
    assert.deepEqual(seen, { ...BOTH, ...marked });
    assert.deepEqual(decode(response.getInputs()), { ...BOTH, ...marked });
  });

  it("diff: both sides arrive with their marks, and a change within them has its own path", async () => {
    let seen: contract.DiffRequest | undefined;
    const path = "filePlanProperty.stages[0].reviewers[1]";
    const diff: contract.Lifecycle["diff"] = async (_kind, request) => {
      seen = request;
      const changes = [
        {
          property: "filePlanProperty",
          path,
          kind: "update",
          replaces: false,
          cause: "program",
          actual: "x",
          desired: "y",
        },
      ] as const;
      return { ...noChange, changes };
    };
    const { call } = await start({ lifecycle: { diff } });
    const response = await call<pb.DiffResponse>("diff", engine.diffRequest(SECRETS, SECRETS, BOTH));
    assert.deepEqual(seen?.recorded.outputs, SECRETS);
    assert.deepEqual(seen.recorded.inputs, SECRETS);
    assert.deepEqual(seen.desired, BOTH);
    assert.deepEqual(response.getDiffsList(), ["filePlanProperty"]);
    assert.equal(response.getDetaileddiffMap().has(path), true);
  });

  it("previews of create and update: unknown stays unknown within, secret stays secret, and nothing is revealed", async () => {
    // A lifecycle knows values, not who must not see them: the host puts the marks back.
    const preview: contract.Lifecycle["preview"] = async (_kind, { desired }) => ({
      ...(Object.fromEntries(Object.entries(desired).map(([key, value]) => [key, reveal(value)])) as Properties),
      guid: UNKNOWN,
    });
    const { call } = await start({ lifecycle: { preview } });
    const told = [
      (await call<pb.CreateResponse>("create", engine.createRequest(BOTH, true))).getProperties(),
      (await call<pb.UpdateResponse>("update", engine.updateRequest(SECRETS, SECRETS, BOTH, true))).getProperties(),
    ];
    for (const properties of told) {
      const answer = decode(properties);
      assert.deepEqual(answer["filePlanProperty"], BOTH["filePlanProperty"]);
      assert.deepEqual(answer["exchangeLocation"], BOTH["exchangeLocation"]);
      assert.deepEqual([answer["comment"], answer["whole"]], [BOTH["comment"], BOTH["whole"]]);
      assert.equal("name" in answer || "guid" in answer, false);
    }
  });

  it("create, update and read: what was secret is secret in outputs and inputs, at its own depth", async () => {
    const outputs = { ...(reveal(SECRETS as never) as Properties), stateVersion: 1 };
    const written = async (): Promise<contract.Written> => ({ id: "guid-1", outputs });
    const read = async () => ({ id: "guid-1", outputs, inputs: reveal(SECRETS as never) as Properties });
    const { call } = await start({ lifecycle: { create: written, update: written, read } });
    const expected = { ...SECRETS, stateVersion: 1 };
    const created = await call<pb.CreateResponse>("create", engine.createRequest(SECRETS));
    assert.deepEqual(decode(created.getProperties()), expected);
    const updated = await call<pb.UpdateResponse>("update", engine.updateRequest({}, {}, SECRETS));
    assert.deepEqual(decode(updated.getProperties()), expected);
    const refreshed = await call<pb.ReadResponse>("read", engine.readRequest("guid-1", expected, SECRETS));
    assert.deepEqual(decode(refreshed.getProperties()), expected);
    assert.deepEqual(decode(refreshed.getInputs()), SECRETS);
  });

  it("read: a list that changed is secret as a whole when one of its elements was, since they may have changed places", async () => {
    const changed = { ...(reveal(SECRETS as never) as Properties), exchangeLocation: ["in a list", "a", "z"] };
    const read = async () => ({ id: "guid-1", outputs: { ...changed, stateVersion: 1 }, inputs: changed });
    const { call } = await start({ lifecycle: { read } });
    const asked = engine.readRequest("guid-1", { ...SECRETS, stateVersion: 1 }, SECRETS);
    const response = await call<pb.ReadResponse>("read", asked);
    assert.deepEqual(decode(response.getInputs())["exchangeLocation"], secret(["in a list", "a", "z"]));
    assert.deepEqual(decode(response.getInputs())["filePlanProperty"], SECRETS["filePlanProperty"]);
  });

  it("delete: the recorded state arrives with its marks", async () => {
    let seen: contract.DeleteRequest | undefined;
    const remove = async (_kind: unknown, request: contract.DeleteRequest): Promise<void> => void (seen = request);
    const { call } = await start({ lifecycle: { delete: remove } });
    await call("delete", engine.deleteRequest(SECRETS, SECRETS));
    assert.deepEqual([seen?.recorded.outputs, seen?.recorded.inputs], [SECRETS, SECRETS]);
  });

  describe("invoke", () => {
    const GET = "purview:retention:getRetentionCompliancePolicy";
    const LIST = "purview:retention:listRetentionCompliancePolicies";
    const invoked = async (args: Properties, asked: string[] = [], token = GET): Promise<pb.InvokeResponse> => {
      const read: contract.Lifecycle["read"] = async (_kind, { id }) => {
        asked.push(id);
        return { id: "guid-1", outputs: { name: "Finance", exchangeLocation: ["All"] }, inputs: {} };
      };
      const { call } = await start({ lifecycle: { read } });
      const request = new pb.InvokeRequest();
      request.setTok(token);
      request.setArgs(encode(args));
      return call("invoke", request);
    };

    it("a secret name is looked up by its text and comes back secret", async () => {
      const asked: string[] = [];
      const response = await invoked({ name: secret("Finance") }, asked);
      assert.deepEqual(asked, ["Finance"]);
      const expected = { id: "guid-1", name: secret("Finance"), exchangeLocation: ["All"] };
      assert.deepEqual(decode(response.getReturn()), expected);
    });

    it("what is not known yet is said to be so, and nothing is looked up", async () => {
      for (const unknown of [UNKNOWN, secret(UNKNOWN), output({})]) {
        const asked: string[] = [];
        const [first] = (await invoked({ name: unknown }, asked)).getFailuresList();
        assert.deepEqual([first?.getProperty(), asked], ["name", []]);
        assert.match(first?.getReason() ?? "", /not known yet/);
      }
      const [first] = (await invoked({ nameContains: UNKNOWN }, [], LIST)).getFailuresList();
      assert.deepEqual([first?.getProperty(), /not known yet/.test(first?.getReason() ?? "")], ["nameContains", true]);
    });
  });
});
