import assert from "node:assert/strict";
import fc from "fast-check";
import type { Canonical } from "../../../provider/kinds/fields/canonical";
import { showOf } from "../../../provider/kinds/fields/canonical";
import { readAdvanced } from "../../../provider/kinds/fields/advanced-rule/read";
import { sameAdvanced } from "../../../provider/kinds/fields/advanced-rule/same";
import { writeAdvanced } from "../../../provider/kinds/fields/advanced-rule/write";
import { relaxedJson } from "../../../provider/kinds/fields/relaxed-json";
import type { ResolveReference } from "../../../provider/kinds/reference";
import type { Plain } from "../../../provider/values";
import { RULE_TEXT, TREE } from "./generate";

const CARDS = "50842eb7-edc8-4019-85dd-5a5c1f2bb085";
const resolve: ResolveReference = (noun, text) =>
  noun === "DlpSensitiveInformationType" &&
  ["credit card number", "kreditkartennummer", CARDS].includes(text.toLowerCase())
    ? { id: CARDS, name: "Credit Card Number", aliases: ["Kreditkartennummer"] }
    : undefined;
const same = (a: Canonical, b: Canonical): boolean => sameAdvanced(a, b, resolve);

const cards = (members: { readonly [key: string]: Plain }): Plain => ({
  contentContainsSensitiveInformation: [{ name: "Credit Card Number", ...members }],
});

/** The same JSON with every key in capitals, every number as text, and lists the other way round. */
function disguised(value: Plain): Plain {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return [...(value as readonly Plain[])].reverse().map(disguised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toUpperCase(), disguised(item)]));
}

describe("an advanced rule", () => {
  it("is the same as its own text, read back in other spelling, order and encoding", () => {
    fc.assert(
      fc.property(TREE, fc.nat(2), (tree, depth) => {
        const text = String(writeAdvanced(tree, resolve));
        let returned = JSON.stringify(disguised(JSON.parse(text) as Plain), null, 2);
        for (let i = 0; i < depth; i++) returned = JSON.stringify(returned);
        assert.ok(same(tree, returned));
        assert.ok(same(tree, readAdvanced(returned)));
      }),
    );
  });

  it("survives the way through its text as a tree", () => {
    fc.assert(
      fc.property(TREE, (tree) => {
        const exported = showOf(readAdvanced(writeAdvanced(tree, resolve) as string));
        assert.ok(same(exported, tree));
        assert.equal(
          writeAdvanced(exported, resolve),
          writeAdvanced(showOf(readAdvanced(String(writeAdvanced(exported, resolve)))), resolve),
        );
      }),
    );
  });

  it("differs by a count, an operator, a negation, a value and a condition more", () => {
    const [one, five] = [cards({ mincount: 1 }), cards({ mincount: 5 })];
    const out: Plain = { accessScope: "NotInOrganization" };
    assert.ok(!same(one, five));
    assert.ok(!same({ operator: "And", conditions: [one, out] }, { operator: "Or", conditions: [one, out] }));
    assert.ok(!same({ not: one }, one));
    assert.ok(!same(out, { accessScope: "InOrganization" }));
    assert.ok(!same(one, { operator: "And", conditions: [one, out] }));
  });

  it("takes -1, Any and nothing for no limit, and a level for its number", () => {
    assert.ok(same(cards({ maxcount: "-1" }), cards({ maxcount: "Any" })));
    assert.ok(same(cards({}), cards({ mincount: "1", maxcount: -1 })));
    assert.ok(same(cards({ confidencelevel: "High" }), cards({ minconfidence: "85", maxconfidence: "100" })));
    assert.ok(!same(cards({ confidencelevel: "High" }), cards({ confidencelevel: "Medium", minconfidence: 75 })));
  });

  it("finds a type by its name in any language, by its GUID, and by its id next to an old name", () => {
    const named = (name: string): Plain => ({ contentContainsSensitiveInformation: [{ name }] });
    assert.ok(same(named("Kreditkartennummer"), named("Credit Card Number")));
    assert.ok(same(named(CARDS.toUpperCase()), named("Credit Card Number")));
    assert.ok(same(named(CARDS), { contentContainsSensitiveInformation: [{ name: "What it was called", id: CARDS }] }));
    assert.ok(!same(named("IP Address"), named("Credit Card Number")));
  });

  it("sends the id of a type next to its name, in a tree and in a text", () => {
    const withId = /"name":"Credit Card Number","id":"50842eb7-edc8-4019-85dd-5a5c1f2bb085"/i;
    assert.match(String(writeAdvanced(cards({}), resolve)), withId);
    const text = JSON.stringify({
      Condition: {
        Operator: "And",
        SubConditions: [
          { ConditionName: "ContentContainsSensitiveInformation", Value: [{ Name: "Credit Card Number" }] },
        ],
      },
    });
    assert.match(String(writeAdvanced(text, resolve)), withId);
  });

  it("sends a text without the texts around it", () => {
    const twice = JSON.stringify(JSON.stringify(RULE_TEXT));
    assert.deepEqual(JSON.parse(String(writeAdvanced(twice, () => undefined))), JSON.parse(RULE_TEXT));
  });

  it("keeps a condition that it has no property for", () => {
    const text =
      '{"Version":"1.0","Condition":{"Operator":"And","SubConditions":[{"ConditionName":"NewestCondition","Value":["a"]}]}}';
    const tree = readAdvanced(text);
    assert.deepEqual(showOf(tree), { operator: "And", conditions: [{ condition: "NewestCondition", value: ["a"] }] });
    assert.ok(same(tree, text));
    assert.equal(writeAdvanced(tree, resolve), text);
  });

  it("reads JSON as .NET does, and says of other text that it is none", () => {
    assert.deepEqual(relaxedJson('[{Type:"Tenant", Identity:"All",}]'), [{ Type: "Tenant", Identity: "All" }]);
    assert.deepEqual(relaxedJson("{'a': 'it\\'s', // here\n 'b': [1, -2,],}"), { a: "it's", b: [1, -2] });
    for (const text of ["", "{", "[1 2]", "Credit Card Number", '{"a"}', '"a" "b"'])
      assert.equal(relaxedJson(text), undefined, text);
  });
});
