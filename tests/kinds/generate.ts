import fc from "fast-check";
import { wholeNumbers } from "../../catalogue";
import type { Field, Kind, ValueType } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check/inputs";
import type { CheckResult, ResolveReference } from "../../provider/lifecycle/types";
import type { Plain } from "../../provider/values";

export interface Target {
  readonly id: string;
  readonly name: string;
}

/** Three objects of every noun, so that references have something to name. */
export function targetsOf(noun: string): readonly Target[] {
  const seed = [...noun].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffffff, 7);
  return [1, 2, 3].map((n) => ({
    id: `${(seed * 16 + n).toString(16).padStart(8, "0")}-1111-4111-8111-00000000000${n}`,
    name: `${noun} number ${n}`,
  }));
}

export const resolve: ResolveReference = (noun, nameOrId) =>
  targetsOf(noun).find(({ id, name }) => [id, name.toLowerCase()].includes(nameOrId.toLowerCase()));

const WORDS = ["finance", "legal", "Ärzte", "o'brien", "$cost", "a,b", "x: [y]", "two words", "C:\\path", "100%"];
const word = fc.constantFrom(...WORDS);
const user = fc.constantFrom("ann", "bob", "o'neil", "d.ev", "eve+x");
const address = user.map((name) => `${name}@contoso.com`);
const url = fc
  .constantFrom("hr", "sales", "it%20dept", "r&d")
  .map((site) => `https://contoso.sharepoint.com/sites/${site}`);
const guid = fc.integer({ min: 1, max: 9 }).map((n) => `0000000${n}-aaaa-4bbb-8ccc-dddddddddddd`);

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map((words) => words.join(" ").slice(0, maxLength).trim())
    .filter((value) => value !== "");

/** A valid value of the type, by whatever spelling a program may use. */
export function valueOf(type: ValueType): fc.Arbitrary<Plain> {
  switch (type.type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: 0, max: 999, ...wholeNumbers(type.stated ?? {}) });
    case "duration":
      return fc.oneof(fc.integer({ min: Math.max(1, type.min ?? 1), max: 9999 }), fc.constant(type.word));
    case "enum":
      return fc.constantFrom(...(type.stated?.values ?? type.values));
    case "datetime":
      return fc.integer({ min: 0, max: 9999 }).map((h) => new Date(Date.UTC(2026, 0, 1, h)).toISOString());
    case "string":
      if (type.reference) {
        const targets = targetsOf(type.reference.noun);
        return fc.constantFrom(...targets).chain(({ id, name }) => fc.constantFrom(id, id.toUpperCase(), name));
      }
      if (type.stated?.values) return fc.constantFrom(...type.stated.values);
      if (type.format === "location" || type.format === "address") return address;
      if (type.format === "url") return url;
      if (type.format === "guid") return guid;
      if (type.format === "culture") return fc.constantFrom("en-US", "da-DK", "ja-JP");
      return text(type.stated?.maxLength ?? 60);
    case "list":
      return fc.uniqueArray(valueOf(type.of), {
        minLength: 1,
        maxLength: Math.min(4, type.stated?.maxItems ?? 4),
        selector: (value) => JSON.stringify(value).toLowerCase(),
      });
    case "map":
      return fc.dictionary(fc.constantFrom("color", "MembersCanShare", "DefaultSubLabelId", "a"), valueOf(type.of), {
        minKeys: 1,
        noNullPrototype: true,
      });
    case "object":
      return fc.record(Object.fromEntries(type.fields.map((field) => [field.property, valueOf(field.type)])), {
        requiredKeys: type.fields.filter((f, i) => f.required ?? i === 0).map((f) => f.property),
        noNullPrototype: true,
      });
    case "any":
      return fc.oneof(
        fc.integer({ min: 1, max: 99 }),
        fc.record({ name: text(20), mincount: fc.integer({ min: 1, max: 9 }) }, { noNullPrototype: true }),
      );
  }
}

/** The odd value where the generic generator cannot know what a kind accepts. */
export type Overrides = { readonly [noun: string]: { readonly [property: string]: fc.Arbitrary<Plain> } };

export type State = { readonly [property: string]: Plain };

const fieldValue = (kind: Kind, field: Field, overrides: Overrides): fc.Arbitrary<Plain> => {
  const all = field.type.type === "list" && field.type.stated?.allAlone;
  const own = overrides[kind.noun]?.[field.property] ?? valueOf(field.type);
  return all ? fc.oneof({ weight: 4, arbitrary: own }, { weight: 1, arbitrary: fc.constant(["All"]) }) : own;
};

/** Fields that may be declared together: those of one parameter set of New, and what only Set takes. */
function fieldsOfSet(kind: Kind, set: Kind["createSets"][number] | undefined): readonly Field[] {
  return kind.fields.filter(
    (field) => field.create === undefined || set === undefined || set.parameters.has(field.create),
  );
}

/** Without properties that check does not want next to others, as long as it names one of them. */
function settled(kind: Kind, state: State): CheckResult {
  const result = checkInputs(kind, state, { logicalName: "thing" });
  const unwanted = [...result.failures, ...result.warnings].map(({ property }) => property.split(/[.[]/)[0] ?? "");
  const left = Object.entries(state).filter(([property]) => !unwanted.includes(property));
  return left.length === Object.keys(state).length ? result : settled(kind, Object.fromEntries(left));
}

/** Exceptions count only next to `All`. */
function nextToAll(kind: Kind, state: State): State {
  const included = Object.keys(state)
    .filter((property) => property.endsWith("LocationException"))
    .map((property) => property.replace(/Exception$/, ""))
    .filter((property) => kind.field(property));
  return { ...state, ...Object.fromEntries(included.map((property) => [property, ["All"]])) };
}

/** Valid desired states of a kind: check finds nothing, not even a limit that only a page states. */
export function stateOf(kind: Kind, overrides: Overrides = {}): fc.Arbitrary<State> {
  const sets = kind.createSets.length > 0 ? kind.createSets : [undefined];
  return fc
    .constantFrom(...sets)
    .chain((set) => {
      const fields = fieldsOfSet(kind, set).filter((field) => field.property !== "name");
      const required = fields.filter(
        (field) => field.required || (field.create !== undefined && set?.required.includes(field.create)),
      );
      const optional = fields.filter((field) => !required.includes(field));
      return fc
        .tuple(onePerParameter(required), fc.subarray([...optional]))
        .chain(([needed, chosen]) =>
          fc.record(
            Object.fromEntries([...needed, ...chosen].map((f) => [f.property, fieldValue(kind, f, overrides)])),
            { noNullPrototype: true },
          ),
        );
    })
    .map((state) => settled(kind, nextToAll(kind, state as State)))
    .filter((result) => result.failures.length === 0 && result.warnings.length === 0)
    .map((result) => result.inputs as State);
}

/** Of properties that stand for one parameter, any one. */
function onePerParameter(fields: readonly Field[]): fc.Arbitrary<readonly Field[]> {
  const groups = new Map<string, Field[]>();
  for (const field of fields) groups.set(field.parameter, [...(groups.get(field.parameter) ?? []), field]);
  return fc.tuple(...[...groups.values()].map((group) => fc.constantFrom(...group)));
}

/** The property alone, changed to another valid value. */
export const otherValue = (kind: Kind, property: string, overrides: Overrides = {}): fc.Arbitrary<Plain> =>
  fieldValue(kind, kind.field(property) as Field, overrides);
