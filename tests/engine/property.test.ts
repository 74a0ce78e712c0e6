import assert from "node:assert/strict";
import fc from "fast-check";
import { diffInputs, equal, invert } from "../../engine/property/compare";
import { formatPath, ignoreChanges, parsePath, pathContains } from "../../engine/property/path";
import { Reference, Secret, UNKNOWN, annotateSecrets, containsSecrets, reveal } from "../../engine/property/value";
import type { Property, PropertyMap } from "../../engine/property/value";
import { EVERYTHING, fromStruct, fromWire, toStruct, toWire } from "../../engine/property/wire";

const key = fc.string({ minLength: 1, maxLength: 6 }).filter((name) => name !== "__proto__");
const { property } = fc.letrec<{ property: Property; map: PropertyMap }>((tie) => ({
  property: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Property>(null, true, false, UNKNOWN, "", "text"),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
    fc.string(),
    fc.array(tie("property"), { maxLength: 3 }),
    tie("map"),
    tie("property").map((value) => new Secret(value)),
    fc.record({ urn: fc.string(), id: fc.string({ minLength: 1 }) }).map(({ urn, id }) => new Reference(urn, id, "")),
  ),
  map: fc.dictionary(key, tie("property"), { maxKeys: 4 }) as fc.Arbitrary<PropertyMap>,
}));
const map = fc.dictionary(key, property, { maxKeys: 5 }) as fc.Arbitrary<PropertyMap>;

describe("property values", () => {
  it("come back from the wire as they were sent", () => {
    fc.assert(
      fc.property(map, (value) => {
        const back = fromStruct(toStruct(value, EVERYTHING));
        assert.ok(equal(back, value), JSON.stringify([back, value]));
      }),
    );
  });

  it("are laid bare, flattened or dropped for a reader who cannot hold them", () => {
    const plain = { unknowns: false, secrets: false, references: false };
    assert.equal(toWire(new Secret("hush"), plain), "hush");
    assert.equal(toWire(UNKNOWN, plain), undefined);
    assert.equal(toWire(new Reference("urn:x", "id-1", ""), plain), "id-1");
    assert.deepEqual(toWire({ a: UNKNOWN, b: [1, UNKNOWN] }, plain), { b: [1] });
  });

  it("never carry a secret in the clear to a reader who can hold secrets", () => {
    const wire = JSON.stringify(toWire({ a: new Secret("hush") }, EVERYTHING));
    assert.ok(wire.includes("1b47061264138c4ac30d75fd1eb44270"));
    assert.ok(containsSecrets(fromWire(JSON.parse(wire))));
  });

  it("become secret in outputs where the input of the same name is", () => {
    const marked = annotateSecrets(
      { a: "x", b: { c: 1, d: 2 }, e: [1] },
      { a: new Secret("x"), b: { c: new Secret(1) }, e: [new Secret(1)] },
    );
    assert.ok(marked["a"] instanceof Secret && marked["e"] instanceof Secret);
    const { b } = marked as { b: PropertyMap };
    assert.ok(b["c"] instanceof Secret && b["d"] === 2);
  });
});

describe("comparison of inputs", () => {
  it("finds nothing between equals, and something between what differs", () => {
    fc.assert(
      fc.property(map, map, (left, right) => {
        assert.deepEqual(diffInputs(left, left), { keys: [], detail: {} });
        const same = equal(reveal(left), reveal(right));
        assert.equal(diffInputs(left, right).keys.length === 0, same);
      }),
    );
  });

  it("is turned round by comparing the other way", () => {
    fc.assert(
      fc.property(map, map, (left, right) =>
        assert.deepEqual(invert(diffInputs(left, right).detail), diffInputs(right, left).detail),
      ),
    );
  });

  it("names the deepest place that differs", () => {
    const { keys, detail } = diffInputs(
      { a: { b: [1, { c: 2 }] }, gone: 1 },
      { a: { b: [1, { c: 3 }, 4] }, "new key": null, more: true },
    );
    assert.deepEqual(keys, ["a", "gone", "more"]);
    const kinds = Object.fromEntries(Object.entries(detail).map(([path, { kind }]) => [path, kind]));
    assert.deepEqual(kinds, { "a.b[1].c": "update", "a.b[2]": "add", gone: "delete", more: "add" });
  });
});

describe("property paths", () => {
  it("are read as they are written", () => {
    const element = fc.oneof(
      fc.nat(99),
      fc.string({ minLength: 1 }).filter((text) => !/\\/.test(text) && text !== "*"),
    );
    fc.assert(
      fc.property(fc.array(element, { minLength: 1 }), (path) => assert.deepEqual(parsePath(formatPath(path)), path)),
    );
    assert.deepEqual(parsePath('root.items[*]["a.b"].c'), ["root", "items", "*", "a.b", "c"]);
    for (const wrong of [".a", "a[", 'a["b']) assert.equal(parsePath(wrong), undefined, wrong);
  });

  it("contain what lies below them", () => {
    assert.ok(pathContains(["a", "*"], ["a", 3, "b"]));
    assert.ok(!pathContains(["a", "b"], ["a"]));
  });

  it("bring old values back where changes are ignored, and leave the given inputs alone", () => {
    const news = { a: 2, list: [{ x: 2 }, { x: 2 }], added: 1 };
    const { inputs, impossible } = ignoreChanges(news, { a: 1, list: [{ x: 1 }, { x: 1 }] }, [
      "a",
      "list[*].x",
      "added",
    ]);
    assert.deepEqual(inputs, { a: 1, list: [{ x: 1 }, { x: 1 }] });
    assert.deepEqual(impossible, []);
    assert.deepEqual(news, { a: 2, list: [{ x: 2 }, { x: 2 }], added: 1 });
    assert.deepEqual(ignoreChanges({ list: [1] }, { list: [1, 2] }, ["list[1]"]).impossible, ["list[1]"]);
    const secret = ignoreChanges({ a: "new" }, { a: new Secret("old") }, ["a"]).inputs["a"];
    assert.ok(secret instanceof Secret && secret.element === "old");
  });
});
