import assert from "node:assert/strict";
import { page, type Reply } from "../fakes";
import { setUp, READ, WRITE, failsWith } from "./set-up";

describe("Malformed responses", () => {
  const nonsense: [string, Reply, string][] = [
    ["an empty body", { body: "" }, "PURVIEW_RESPONSE_EMPTY"],
    ["a truncated body", { bodyProblem: "lost" }, "PURVIEW_RESPONSE_TRUNCATED"],
    ["half a JSON", { body: '{"value":[{"Name":"a"}' }, "PURVIEW_RESPONSE_MALFORMED"],
    ["a list", { body: "[]" }, "PURVIEW_RESPONSE_MALFORMED"],
    ["no list", { body: { value: "x" } }, "PURVIEW_RESPONSE_MALFORMED"],
    ["a null list", { body: { value: null } }, "PURVIEW_RESPONSE_MALFORMED"],
    ["elements that are no objects", { body: { value: [1] } }, "PURVIEW_RESPONSE_MALFORMED"],
    ["a next link of the wrong type", { body: { value: [], "@odata.nextLink": {} } }, "PURVIEW_RESPONSE_MALFORMED"],
    ["a property __proto__", { body: '{"value":[{"__proto__":{"polluted":true}}]}' }, "PURVIEW_RESPONSE_MALFORMED"],
    ["a property constructor below", { body: '{"value":[{"a":[{"constructor":{}}]}]}' }, "PURVIEW_RESPONSE_MALFORMED"],
    [
      "endless nesting",
      { body: `{"value":[{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}]}` },
      "PURVIEW_RESPONSE_MALFORMED",
    ],
    ["too many bytes", { bodyProblem: "tooLarge" }, "PURVIEW_RESPONSE_TOO_LARGE"],
  ];
  for (const [title, reply, code] of nonsense) {
    it(`(${title}) are one error for a list, never an empty list`, async () => {
      const { channel } = setUp(() => reply);
      await assert.rejects(channel.invoke(READ), failsWith(code));
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    });
    if (title !== "a null list")
      it(`(${title}) leave the outcome of a write unknown, and it is not sent again`, async () => {
        const { channel, http } = setUp(() => reply);
        await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_OUTCOME_UNKNOWN"));
        assert.equal(http.requests.length, 1);
      });
  }

  it("are a good result for a list when a good one follows", async () => {
    const { channel } = setUp((_, index) => (index === 0 ? { body: "" } : page([{ a: 1 }])));
    assert.equal((await channel.invoke(READ)).objects.length, 1);
  });

  it("do not include the empty list, null and 204 of a void cmdlet", async () => {
    for (const reply of [page([]), { body: { value: null } }, { status: 204 }]) {
      const { channel } = setUp(() => reply);
      assert.deepEqual((await channel.invoke({ cmdlet: "Remove-Label", parameters: {} })).objects, []);
    }
  });

  it("with an error inside a success are that error", async () => {
    const { channel } = setUp(() => ({ body: { error: { code: "NotFound", message: "gone", details: [] } } }));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_NOT_FOUND"));
    await assert.rejects(channel.invoke(WRITE), failsWith("PURVIEW_NOT_FOUND"));
  });

  it("with errors along with a list are an error, not a list", async () => {
    const { channel } = setUp(() => page([{}], { "@adminapi.errors": ["half of it failed"] }));
    await assert.rejects(channel.invoke(READ), failsWith("PURVIEW_SERVICE_REFUSED"));
  });
});
