import assert from "node:assert/strict";
import fc from "fast-check";
import { type Canonical, Identified } from "../../provider/kinds/fields/canonical";
import {
  identifierKey,
  identifierKeys,
  isAddress,
  isGuid,
  isNil,
  isUrl,
  keysOf,
} from "../../provider/kinds/fields/identifiers";
import { distinct, type ElementMatch, matchElements } from "../../provider/kinds/fields/match";
import { sameAs } from "../../provider/kinds/fields/same";
import type { ReferenceTarget, ResolveReference } from "../../provider/kinds/reference";
import type { ListType, ValueType } from "../../provider/kinds/value-type";

const LOCATION: ListType = { type: "list", of: { type: "string", format: "location" } };
const nothing: ResolveReference = () => undefined;
const guidOf = (n: number): string => `0000000${n}-1111-4222-8333-444444444444`;

/** What the plain definition says: every element compared with every other. */
function pairwise(
  of: ValueType,
  declared: readonly Canonical[],
  actual: readonly Canonical[],
  resolve: ResolveReference,
) {
  const same = sameAs(of, resolve);
  const places = (list: readonly Canonical[], others: readonly Canonical[]): readonly number[] =>
    list.map((element) => others.findIndex((other) => same(element, other)));
  return {
    toActual: places(declared, actual),
    toDeclared: places(actual, declared),
    distinct: declared.filter((element, i) => !declared.slice(0, i).some((other) => same(other, element))),
  };
}

/** The same of a match by key. */
function keyed({ pairs }: ElementMatch, declared: readonly Canonical[], actual: readonly Canonical[]) {
  const least = (places: readonly number[]): number => (places.length === 0 ? -1 : Math.min(...places));
  return {
    toActual: declared.map((_, i) => least(pairs.filter((p) => p.declared.index === i).map((p) => p.actual.index))),
    toDeclared: actual.map((_, i) => least(pairs.filter((p) => p.actual.index === i).map((p) => p.declared.index))),
  };
}

function agrees(
  type: ListType,
  { declared, actual }: { readonly declared: readonly Canonical[]; readonly actual: readonly Canonical[] },
  resolve: ResolveReference = nothing,
): void {
  const match = matchElements({ type, declared, actual, resolve });
  const expected = pairwise(type.of, declared, actual, resolve);
  assert.deepEqual(keyed(match, declared, actual), { toActual: expected.toActual, toDeclared: expected.toDeclared });
  assert.deepEqual(
    match.added.map(({ index }) => index),
    expected.toActual.flatMap((place, i) => (place < 0 ? [i] : [])),
  );
  assert.deepEqual(
    match.surplus.map(({ index }) => index),
    expected.toDeclared.flatMap((place, i) => (place < 0 ? [i] : [])),
  );
  assert.deepEqual(distinct(type.of, declared, resolve), expected.distinct);
  const complete = [...expected.toActual, ...expected.toDeclared].every((place) => place >= 0);
  const isNothing = declared.length === 0 && actual.length === 0;
  assert.equal(sameAs(type, resolve)(declared, actual), complete || isNothing);
}

const people = fc.constantFrom("ann", "bob", "cleo", "d.ev", "eve");
const spelling = people.chain((name) =>
  fc.constantFrom(
    `${name}@contoso.com`,
    `${name.toUpperCase()}@Contoso.com`,
    `SMTP:${name}@contoso.com`,
    name,
    guidOf(name.length),
    `{${guidOf(name.length).toUpperCase()}}`,
    `${guidOf(name.length)},${name}`,
    `CN=${name},OU=x,DC=y`,
    `tenant/${name}`,
  ),
);
const other = fc.constantFrom<Canonical>(
  "All",
  "all",
  "",
  null,
  " ",
  "null",
  "https://x.com/Sites/a%20b/",
  "https://x.com/sites/A b",
);
const carried = fc
  .uniqueArray(spelling, { maxLength: 3 })
  .map((texts) => new Identified(texts[0] ?? "", texts[0] ?? null, [...new Set(texts.flatMap(identifierKeys))]));
const element = fc.oneof<fc.Arbitrary<Canonical>[]>(spelling, spelling, carried, other);
const lists = (of: fc.Arbitrary<Canonical>) =>
  fc.record({ declared: fc.array(of, { maxLength: 8 }), actual: fc.array(of, { maxLength: 8 }) });

describe("Matching the elements of a list by key", () => {
  it("finds what comparing each with each finds, with duplicates, aliases and several identifiers an element", () => {
    fc.assert(
      fc.property(lists(element), fc.constantFrom("location", "url"), (both, format) => {
        agrees({ type: "list", of: { type: "string", format } }, both);
      }),
      { numRuns: 2000 },
    );
  });

  it("does so for references too, found or not, with names that several objects share", () => {
    const targets: readonly ReferenceTarget[] = [
      { id: guidOf(1), name: "ann", aliases: ["Team", "bob"] },
      { id: guidOf(3), name: "bob", aliases: ["Team"] },
      { id: guidOf(4), name: "cleo", aliases: ["eve"], ambiguous: true },
      { id: guidOf(5), name: "Team", ambiguous: true },
    ];
    const resolve: ResolveReference = (_, text) =>
      targets.find(({ id, name }) => [id, name].some((own) => identifierKey(own) === identifierKey(text)));
    const reference = fc.oneof(element, fc.constantFrom<Canonical>("Team", "TEAM", guidOf(1), guidOf(5)));
    const type: ListType = {
      type: "list",
      of: { type: "string", format: "name", reference: { noun: "Label", send: "id" } },
    };
    fc.assert(
      fc.property(lists(reference), fc.boolean(), (both, known) => {
        agrees(type, both, known ? resolve : nothing);
      }),
      { numRuns: 2000 },
    );
  });

  it("does so for elements of every other type", () => {
    const words = fc.constantFrom<Canonical>(
      "a",
      "A",
      " a ",
      "True",
      "true",
      true,
      "5",
      5,
      "05",
      "",
      null,
      {},
      [],
      [""],
      guidOf(1),
    );
    const dates = fc.constantFrom<Canonical>(
      "2026-01-02",
      "2026-01-02T00:00:00Z",
      "1/2/2026 12:00:00 AM",
      "never",
      "",
      null,
    );
    const json = fc.oneof(
      words,
      fc.dictionary(fc.constantFrom("a", "A", "b", "@odata.type"), words, { maxKeys: 3, noNullPrototype: true }),
      fc.constantFrom<Canonical>('{"a":1}', '{ "a": "1" }', "[1]", [1], ["1"], { a: { b: null } }, { a: {} }),
    ) as fc.Arbitrary<Canonical>;
    const member: ValueType = {
      type: "object",
      name: "Stage",
      fields: [
        { property: "a", type: { type: "string", format: "location" }, description: "" },
        { property: "b", type: { type: "list", of: { type: "duration", word: "Unlimited" } }, description: "" },
      ],
    };
    const types: readonly (readonly [ValueType, fc.Arbitrary<Canonical>])[] = [
      [{ type: "boolean" }, words],
      [{ type: "integer" }, words],
      [{ type: "duration", word: "True" }, words],
      [{ type: "enum", values: ["A", "True"] }, words],
      [{ type: "datetime" }, dates],
      [{ type: "any" }, json],
      [{ type: "string", format: "json" }, json],
      [{ type: "map", of: { type: "any" } }, json],
      [{ type: "list", of: { type: "string" } }, fc.array(words, { maxLength: 2 })],
      [{ type: "list", ordered: true, of: { type: "integer" } }, fc.array(words, { maxLength: 2 })],
      [
        member,
        fc.record({ a: spelling, b: fc.array(words, { maxLength: 2 }) }, { requiredKeys: [], noNullPrototype: true }),
      ],
      ...(["text", "name", "address", "guid", "xml"] as const).map(
        (format) => [{ type: "string", format, words: ["Never", "a"] }, words] as const,
      ),
    ];
    for (const [of, values] of types)
      fc.assert(
        fc.property(lists(values), (both) => {
          agrees({ type: "list", of }, both);
        }),
        { numRuns: 400 },
      );
  });

  it("calls ambiguous what each side lacks and no common form of identifier distinguishes", () => {
    const formOf = (key: string): string => (isAddress(key) ? "@" : isUrl(key) ? "/" : isGuid(key) ? "#" : "");
    const forms = (value: Canonical): readonly string[] =>
      keysOf(value)
        .filter((key) => !isNil(key))
        .map(formOf);
    const comparable = (a: Canonical, b: Canonical): boolean =>
      [a, b].some((one) => keysOf(one).includes("all")) || forms(a).some((form) => forms(b).includes(form));
    const real = fc.oneof<fc.Arbitrary<Canonical>[]>(spelling, carried, fc.constant("All"));
    fc.assert(
      fc.property(lists(real), ({ declared, actual }) => {
        const { ambiguous, added, surplus } = matchElements({ type: LOCATION, declared, actual, resolve: nothing });
        const expected = surplus
          .map(({ value }) => ({
            element: value,
            mayBe: added.filter((one) => !comparable(value, one.value)).map((one) => one.value),
          }))
          .filter(({ mayBe }) => mayBe.length > 0);
        assert.deepEqual(ambiguous, expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("goes by what else is known to identify a declared element", () => {
    const [id] = [guidOf(1)];
    const request = {
      type: LOCATION,
      declared: ["ann@contoso.com"],
      actual: [new Identified("Ann", id, [id])],
      resolve: nothing,
    };
    assert.equal(matchElements(request).ambiguous.length, 1);
    const known = matchElements({
      ...request,
      identitiesOf: (declared) => (declared === "ann@contoso.com" ? [id] : []),
    });
    assert.deepEqual([known.pairs.length, known.added, known.surplus, known.ambiguous], [1, [], [], []]);
    const elsewhere = matchElements({ ...request, identitiesOf: () => [guidOf(2)] });
    assert.deepEqual([elsewhere.pairs.length, elsewhere.added.length, elsewhere.ambiguous], [0, 1, []]);
  });

  it("looks at every element as often in a list of 10,000 as in one of 100", () => {
    const looksPerElement = (count: number): number => {
      let looks = 0;
      const counting = (own: string): Identified =>
        Object.defineProperty(new Identified(own, own, []), "keys", {
          get: () => {
            looks += 1;
            return [own];
          },
        });
      const all = Array.from({ length: count }, (_, i) => `user${i}@contoso.com`);
      const counted = (texts: readonly string[]): readonly Canonical[] => texts.map(counting);
      const match = matchElements({
        type: LOCATION,
        declared: counted([...all.slice(1).reverse(), "new@contoso.com"]),
        actual: counted(all),
        resolve: nothing,
      });
      assert.deepEqual([match.pairs.length, match.added.length, match.surplus.length], [count - 1, 1, 1]);
      return looks / count;
    };
    assert.equal(looksPerElement(10_000), looksPerElement(100));
  });
});
