import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode } from "../../../provider/hosts/plugin/codec";
import { declaredIn } from "../../../provider/hosts/protocol/marks";
import { SIGNATURE_KEY, SIGNATURES, UNKNOWN_STRINGS } from "../../../provider/hosts/protocol/signatures";
import { isSecret, isUnknown, type Properties, secret, UNKNOWN, type Value } from "../../../provider/values";

/** Keys and texts that stand for something of the protocol itself cannot be told from it; and jspb loses `__proto__`. */
const reserved = new Set<unknown>([SIGNATURE_KEY, "__proto__", ...UNKNOWN_STRINGS, ...Object.values(SIGNATURES)]);
const text = fc.string({ unit: "grapheme", maxLength: 8 }).filter((s) => !reserved.has(s));

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
    text,
    fc.constant(UNKNOWN),
    // A secret of a secret is one secret (`secret()` sees to that).
    tie("value").map((inner) => secret(inner as Value)),
    fc.array(tie("value"), { maxLength: 4 }) as fc.Arbitrary<Value>,
    fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<Value>,
  ),
}));
const properties: fc.Arbitrary<Properties> = fc.dictionary(text, value, { maxKeys: 5, noNullPrototype: true });

const overTheWire = (struct: Struct): Struct => Struct.deserializeBinary(struct.serializeBinary());
const wire = (json: { [key: string]: unknown }): Struct =>
  Struct.fromJavaScript(json as Parameters<typeof Struct.fromJavaScript>[0]);

describe("the codec between Pulumi's wire form and values", () => {
  it("gives back what it was given, secrets and unknowns at every depth included", () => {
    fc.assert(
      fc.property(properties, (given) => {
        assert.deepEqual(decode(overTheWire(encode(given))), given);
      }),
    );
  });

  it("never lets the text of a secret stand outside its mark", () => {
    fc.assert(
      fc.property(value, (around) => {
        const json: unknown = encode({ around: [around, secret({ deep: ["hush-hush"] })] }).toJavaScript();
        const safe = (node: unknown): boolean => {
          if (typeof node !== "object" || node === null) return node !== "hush-hush";
          const marked = (node as { [key: string]: unknown })[SIGNATURE_KEY] === SIGNATURES.secret;
          return marked || Object.values(node).every(safe);
        };
        assert.ok(safe(json));
      }),
    );
  });

  it("takes every sentinel for an unknown value, whatever type it stands for", () => {
    for (const sentinel of UNKNOWN_STRINGS) assert.deepEqual(decode(wire({ p: [sentinel] })), { p: [UNKNOWN] });
  });

  it("reads output values: known, unknown, secret, secret and unknown", () => {
    const output = (rest: object): object => ({ [SIGNATURE_KEY]: SIGNATURES.output, dependencies: ["urn"], ...rest });
    const read = decode(
      wire({
        known: output({ value: { a: 1 } }),
        unknown: output({}),
        hidden: output({ value: "x", secret: true }),
        both: output({ secret: true }),
      }),
    );
    assert.deepEqual(read["known"], { a: 1 });
    assert.ok(isUnknown(read["unknown"]));
    assert.deepEqual(read["hidden"], secret("x"));
    const both = read["both"];
    assert.ok(isSecret(both) && isUnknown(both.value));
  });

  it("reads a resource reference as the resource's id, which may not be known yet", () => {
    const ref = (id: unknown): object => ({ [SIGNATURE_KEY]: SIGNATURES.resource, urn: "urn:x", id });
    assert.equal(decode(wire({ policy: ref("guid-1") }))["policy"], "guid-1");
    assert.ok(isUnknown(decode(wire({ policy: ref([...UNKNOWN_STRINGS][0]) }))["policy"]));
  });

  it("takes a text asset for its text and refuses other assets by name", () => {
    const asset = (rest: object): object => ({ [SIGNATURE_KEY]: SIGNATURES.asset, ...rest });
    assert.equal(decode(wire({ p: asset({ text: "hello" }) }))["p"], "hello");
    assert.throws(() => decode(wire({ p: asset({ path: "./x" }) })), /asset that is not text/);
    assert.throws(() => decode(wire({ p: { [SIGNATURE_KEY]: SIGNATURES.archive, path: "." } })), /archive/);
  });

  it("leaves an object alone whose signature it does not know", () => {
    const odd = { [SIGNATURE_KEY]: "of a later version", value: 1 };
    assert.deepEqual(decode(wire({ p: odd }))["p"], odd);
  });

  it("drops undefined members, for which the wire has no word", () => {
    assert.deepEqual(decode(encode({ a: undefined, b: 1 } as unknown as Properties)), { b: 1 });
  });

  it("takes nothing for nothing, and for no declaration what is null or Pulumi's own", () => {
    assert.deepEqual(decode(undefined), {});
    assert.deepEqual(declaredIn({ __provider: "x", __options: {}, comment: null, name: "n", unknown: UNKNOWN }), {
      name: "n",
      unknown: UNKNOWN,
    });
  });
});
