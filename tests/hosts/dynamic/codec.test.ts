import { strict as assert } from "node:assert";
import fc from "fast-check";
import { decode, decodeProperties, encode, encodeProperties, reservedOf } from "../../../provider/hosts/dynamic/codec";
import { parseDurationMs } from "../../../provider/hosts/protocol/duration";
import { providerText } from "../../../provider/hosts/dynamic/inputs";
import { isSecret, isUnknown, secret, UNKNOWN } from "../../../provider/values";

const SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the dynamic codec", () => {
  it("reads the engine's sentinel as unknown at every depth, and writes it back", () => {
    const wire = { name: "a", exchangeLocation: ["x", SENTINEL], nested: { deep: SENTINEL } };
    const value = decodeProperties(wire);
    assert.ok(isUnknown((value["exchangeLocation"] as unknown[])[1]));
    assert.ok(isUnknown((value["nested"] as { deep: unknown }).deep));
    assert.deepEqual(encodeProperties(value), wire);
  });

  it("carries any JSON unchanged", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const there = JSON.parse(JSON.stringify(json)) as unknown;
        assert.deepEqual(encode(decode(there)), there);
      }),
    );
  });

  it("keeps reserved keys and nulls out of the properties", () => {
    const wire = { name: "a", comment: null, __provider: "x", __options: {}, __previous: ["name"] };
    assert.deepEqual(decodeProperties(wire), { name: "a" });
    assert.deepEqual(reservedOf(wire).previous, ["name"]);
  });

  it("understands secret marks, and drops them on the way out", () => {
    const wire = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: "hush" };
    assert.ok(isSecret(decode(wire)));
    assert.equal(encode(secret("hush")), "hush");
    assert.equal(encode(secret(UNKNOWN)), SENTINEL);
  });

  it("never writes undefined, which the protocol cannot carry", () => {
    assert.deepEqual(Object.keys(encodeProperties({ a: undefined as never, b: 1 })), ["b"]);
  });
});

describe("customTimeouts", () => {
  it("are Go durations", () => {
    assert.equal(parseDurationMs("5m"), 300_000);
    assert.equal(parseDurationMs("1h30m"), 5_400_000);
    assert.equal(parseDurationMs("1.5s"), 1_500);
    assert.equal(parseDurationMs("250ms"), 250);
  });
  it("are ignored when they are none", () => {
    for (const text of [undefined, "", "5", "soon", "5 m"]) assert.equal(parseDurationMs(text), undefined);
  });
});

describe("the text in __provider", () => {
  it("is frozen: state holds it for years", () => {
    assert.equal(
      providerText("RetentionCompliancePolicy"),
      'exports.handler=()=>require("pulumi-purview/dynamic").handler("RetentionCompliancePolicy")',
    );
  });
});
