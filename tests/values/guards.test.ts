import assert from "node:assert/strict";
import fc from "fast-check";
import { isList, isRecord, plainOf, reveal, secret, UNKNOWN, type Plain, type Value } from "../../provider/values";

const plainValue = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Plain>;

describe("The guards of values", () => {
  it("distinguish lists, records and everything else", () => {
    const record = { a: 1 };
    for (const value of [record, Object.create(null)]) assert.ok(isRecord(value) && !isList(value));
    for (const value of [[], [record]]) assert.ok(isList(value) && !isRecord(value));
    for (const value of [null, undefined, 1, "text", true, UNKNOWN, secret("s")])
      assert.ok(!isList(value) && !isRecord(value));
  });

  it("narrow readonly lists and records to their own element types", () => {
    const lengthOf = (value: Plain): number =>
      isList(value)
        ? value.map((item: Plain) => lengthOf(item)).length
        : isRecord(value)
          ? Object.values(value).map((item: Plain) => lengthOf(item)).length
          : 0;
    assert.equal(lengthOf([1, [2], { a: 3 }]), 3);
  });
});

describe("A value as plain JSON", () => {
  it("is itself where nothing is unknown or secret", () => {
    fc.assert(fc.property(plainValue, (value) => assert.deepEqual(plainOf(value), value)));
  });

  it("has lost its secret marks at every depth", () => {
    const value: Value = { a: secret([secret("x"), 1]), b: secret({ c: secret(null) }) };
    assert.deepEqual(plainOf(value), { a: ["x", 1], b: { c: null } });
    assert.deepEqual(reveal(value), plainOf(value));
  });

  it("does not exist where any part is unknown", () => {
    for (const value of [UNKNOWN, [1, UNKNOWN], { a: { b: UNKNOWN } }, secret([UNKNOWN])] satisfies Value[])
      assert.equal(plainOf(value), undefined);
  });
});
