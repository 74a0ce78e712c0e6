import assert from "node:assert/strict";
import { type ServiceError, status } from "@grpc/grpc-js";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { decode, encode } from "../../../provider/hosts/plugin/codec";
import type { ListedObject } from "../../../provider/lifecycle/types";
import { type Properties, UNKNOWN } from "../../../provider/values";
import * as engine from "./engine";

const object = (name: string, more: Partial<ListedObject> = {}): ListedObject => ({
  id: `id of ${name}`,
  name,
  builtIn: false,
  outputs: { name },
  inputs: { name },
  ...more,
});

const tenant = [object("Tax"), object("Finance"), object("Default", { builtIn: true }), object("finance old")];

describe("the plugin's data functions", () => {
  const running: engine.Provider[] = [];
  const start = async (given: engine.Given): Promise<engine.Provider> => {
    const provider = await engine.provider(given);
    running.push(provider);
    return provider;
  };
  afterEach(async () => void (await Promise.all(running.splice(0).map((provider) => provider.stop()))));

  const invoked = async (given: engine.Given, token: string, args: Properties): Promise<pb.InvokeResponse> => {
    const { call } = await start(given);
    const request = new pb.InvokeRequest();
    request.setTok(token);
    request.setArgs(encode(args));
    return call("invoke", request);
  };
  const GET = "purview:retention:getRetentionCompliancePolicy";
  const LIST = "purview:retention:listRetentionCompliancePolicies";

  it("read one object by its name and return its id", async () => {
    let wanted: string | undefined;
    const read = async (_kind: unknown, { id }: { id: string }) => {
      wanted = id;
      return { id: "guid-1", outputs: { name: "Finance", exchangeLocation: ["All"] }, inputs: {} };
    };
    const response = await invoked({ lifecycle: { read } }, GET, { name: "finance" });
    assert.equal(wanted, "finance");
    assert.deepEqual(decode(response.getReturn()), { id: "guid-1", name: "Finance", exchangeLocation: ["All"] });
  });

  it("say what an object that does not exist was called", async () => {
    await assert.rejects(
      invoked({ lifecycle: { read: async () => undefined } }, GET, { id: "guid-9" }),
      (error: ServiceError) =>
        error.code === status.NOT_FOUND && /RetentionCompliancePolicy "guid-9"/.test(error.details),
    );
  });

  it("want an id or a name, and not both", async () => {
    for (const args of [{}, { id: "a", name: "b" }]) {
      const [failure] = (await invoked({}, GET, args)).getFailuresList();
      assert.match(failure?.getReason() ?? "", /either `id` or `name`/);
    }
  });

  it("list what the tenant has, by name, without Microsoft's own objects unless they are asked for", async () => {
    const list = async (): Promise<readonly ListedObject[]> => tenant;
    const names = async (args: Properties): Promise<unknown[]> => {
      const { objects } = decode((await invoked({ lifecycle: { list } }, LIST, args)).getReturn());
      return (objects as readonly Properties[]).map(({ name }) => name);
    };
    assert.deepEqual(await names({}), ["Finance", "Tax", "finance old"]);
    assert.deepEqual(await names({ nameContains: "FINANCE" }), ["Finance", "finance old"]);
    assert.deepEqual(await names({ includeBuiltIn: true }), ["Default", "Finance", "Tax", "finance old"]);
  });

  it("are refused by name when there is no such function", async () => {
    await assert.rejects(invoked({}, "purview:retention:getNothing", {}), /no function "purview:retention:getNothing"/);
  });
});

describe("the plugin's List", () => {
  const answersOf = async (
    { client }: engine.Provider,
    fill: (request: pb.ListRequest) => void,
  ): Promise<readonly pb.ListResponse[]> => {
    const request = new pb.ListRequest();
    request.setToken(engine.TOKEN);
    fill(request);
    const answers: pb.ListResponse[] = [];
    for await (const answer of client.list(request)) answers.push(answer as pb.ListResponse);
    return answers;
  };
  const names = (answers: readonly pb.ListResponse[]): string[] =>
    answers.flatMap((answer) => answer.getResult()?.getName() ?? []);

  let provider: engine.Provider;
  before(async () => {
    provider = await engine.provider({ lifecycle: { list: async () => tenant } });
  });
  after(() => provider.stop());

  it("streams ids that can be imported", async () => {
    const answers = await answersOf(provider, () => undefined);
    assert.deepEqual(names(answers), ["Finance", "Tax", "finance old"]);
    assert.equal(answers[0]?.getResult()?.getId(), "id of Finance");
  });

  it("goes page by page, ends at the limit and gives every object once", async () => {
    const first = await answersOf(provider, (request) => request.setPageSize(2));
    assert.deepEqual(names(first), ["Finance", "Tax"]);
    const token = first.at(-1)?.getContinuation()?.getContinuationToken() ?? "";
    const second = await answersOf(provider, (request) => {
      request.setPageSize(2);
      request.setContinuationToken(token);
    });
    assert.deepEqual(names(second), ["finance old"]);
    assert.equal(second.at(-1)?.getContinuation(), undefined);
    assert.deepEqual(names(await answersOf(provider, (request) => request.setLimit(1))), ["Finance"]);
  });

  it("return unknown before the query is known", async () => {
    const [answer, ...more] = await answersOf(provider, (request) =>
      request.setQuery(encode({ nameContains: UNKNOWN })),
    );
    assert.ok(answer?.getComputed());
    assert.equal(more.length, 0);
  });

  it("ends a stream that fails with our message", async () => {
    await assert.rejects(
      answersOf(provider, (request) => request.setToken("purview:retention:Nothing")),
      (error: ServiceError) =>
        error.code === status.INVALID_ARGUMENT && /purview:retention:Nothing/.test(error.details),
    );
  });
});
