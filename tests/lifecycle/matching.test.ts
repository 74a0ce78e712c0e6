import assert from "node:assert/strict";
import fc from "fast-check";
import { findKind, type Kind } from "../../provider/kinds";
import { type Canonical, Identified } from "../../provider/kinds/fields/canonical";
import { identifierKeys, removalOf } from "../../provider/kinds/fields/identifiers";
import { sameAs } from "../../provider/kinds/fields/same";
import type { DiffInput } from "../../provider/lifecycle/diff/input";
import { diffProperties } from "../../provider/lifecycle/diff/properties";
import { outputsOf, readObject } from "../../provider/lifecycle/object/state";
import { planUpdate } from "../../provider/lifecycle/plan/plan";
import type { Plan } from "../../provider/lifecycle/plan/types";
import type { Observed } from "../../provider/lifecycle/types";
import type { Plain } from "../../provider/values";

const ID = "11111111-2222-4333-8444-555555555555";
const KIND = findKind("RetentionCompliancePolicy") as Kind;

function inputFor(actual: Observed, declared: readonly Plain[]): DiffInput {
  const desired = { name: "it", exchangeLocation: declared };
  return {
    declaredBefore: Object.keys(desired),
    desired,
    recorded: desired,
    actual,
    ignored: [],
    resolve: () => undefined,
  };
}

const holding = (exchangeLocation: readonly Canonical[]): Observed => {
  const actual = readObject(KIND, { Guid: ID, Name: "it", Mode: "Enforce" });
  return { ...actual, properties: { ...actual.properties, exchangeLocation } };
};

function planFor(input: DiffInput): Plan | undefined {
  const changes = diffProperties(KIND, input);
  return changes.length === 0 ? undefined : planUpdate(KIND, { ...input, id: ID, changes });
}

const person = fc.constantFrom("ann", "bob", "cleo", "dev");
const guidOf = (name: string): string =>
  `0000000${name.length}-1111-4222-8333-4444444444${name.charCodeAt(0).toString(16)}`;
const spelling = person.chain((name) =>
  fc.constantFrom(`${name}@x.com`, `${name.toUpperCase()}@X.com`, `smtp:${name}@x.com`, guidOf(name), name),
);
const returned = person.chain((name) =>
  fc.subarray([`${name}@x.com`, guidOf(name), name], { minLength: 1 }).map((texts) => {
    const keys = [...new Set(texts.flatMap(identifierKeys))];
    return new Identified(texts[0] ?? "", texts[0] ?? null, keys);
  }),
);

describe("A list of locations", () => {
  it("changes by the elements that comparing each with each finds missing on either side", () => {
    const same = sameAs({ type: "string", format: "location" }, () => undefined);
    const lists = fc.record({
      declared: fc.array(spelling, { minLength: 1, maxLength: 6 }),
      actual: fc.array(fc.oneof<fc.Arbitrary<Canonical>[]>(spelling, returned), { minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(lists, ({ declared, actual }) => {
        const added = declared.filter((element) => !actual.some((other) => same(element, other)));
        const surplus = actual.filter((element) => !declared.some((other) => same(other, element)));
        const input = inputFor(holding(actual), declared);
        const changes = diffProperties(KIND, input);
        const paths = new Set([
          ...declared.flatMap((element, i) => (added.includes(element) ? [`exchangeLocation[${i}]`] : [])),
          ...actual.flatMap((element, i) => (surplus.includes(element) ? [`exchangeLocation[${i}]`] : [])),
        ]);
        assert.deepEqual(new Set(changes.map(({ path }) => path)), paths);
        const plan = planFor(input);
        if (!plan || plan.refused) return;
        const { parameters = {} } = plan.steps[0]?.call ?? {};
        const once = added.filter((element, i) => !added.slice(0, i).some((other) => same(other, element)));
        assert.deepEqual(parameters["AddExchangeLocation"] ?? [], once);
        assert.deepEqual(parameters["RemoveExchangeLocation"] ?? [], surplus.map(removalOf));
      }),
      { numRuns: 2000 },
    );
  });

  it("is no change where it is known by other means which elements the declared ones are", () => {
    const input = inputFor(holding([new Identified("Ann Smith", ID, [ID])]), ["ann@x.com"]);
    assert.equal(planFor(input)?.refused?.code, "PURVIEW_UNIDENTIFIED");
    const identitiesOf = (property: string, declared: Canonical): readonly string[] =>
      property === "exchangeLocation" && declared === "ann@x.com" ? [ID] : [];
    assert.deepEqual(diffProperties(KIND, { ...input, identitiesOf }), []);
    assert.deepEqual(
      planFor({ ...input, identitiesOf: () => ["22222222-2222-4333-8444-555555555555"] })?.refused,
      undefined,
    );
  });

  it("keeps the declared spelling of what is still there when the rest differs", () => {
    const actual = holding([new Identified("ann@x.com", "ann@x.com", ["ann@x.com", ID]), "Bob@x.com", "new@x.com"]);
    const declared = { name: "it", exchangeLocation: ["BOB@X.COM", ID, "gone@x.com"] };
    assert.deepEqual(outputsOf(KIND, actual, declared, () => undefined)["exchangeLocation"], [
      ID,
      "BOB@X.COM",
      "new@x.com",
    ]);
  });

  it("costs as many looks at an element among 10,000 as among 100, from the diff to the plan", () => {
    const looksPerElement = (count: number): number => {
      let looks = 0;
      const counting = (own: string): Identified =>
        Object.defineProperty(new Identified(own, own, []), "keys", {
          get: () => {
            looks += 1;
            return [own];
          },
        });
      const all = Array.from({ length: count }, (_, i) => `user${i}@x.com`);
      const plan = planFor(inputFor(holding(all.map(counting)), [...all.slice(1).reverse(), "new@x.com"]));
      assert.deepEqual(plan?.steps[0]?.call.parameters, {
        Identity: ID,
        AddExchangeLocation: ["new@x.com"],
        RemoveExchangeLocation: ["user0@x.com"],
      });
      return looks / count;
    };
    assert.ok(Math.abs(looksPerElement(10_000) / looksPerElement(100) - 1) < 0.05);
  });

  it("that has nothing in common with the declared one costs as many looks an element, too", () => {
    const looksPerElement = (count: number): number => {
      let looks = 0;
      const counted = Array.from({ length: count }, (_, i) =>
        Object.defineProperty(new Identified(`old${i}@x.com`, `old${i}@x.com`, []), "keys", {
          get: () => {
            looks += 1;
            return [`old${i}@x.com`];
          },
        }),
      );
      const declared = Array.from({ length: count }, (_, i) => `new${i}@x.com`);
      assert.equal(planFor(inputFor(holding(counted), declared))?.refused, undefined);
      return looks / count;
    };
    assert.ok(Math.abs(looksPerElement(5_000) / looksPerElement(100) - 1) < 0.05);
  });
});
