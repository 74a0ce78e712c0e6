import type { ResolveReference } from "../reference";
import type { ListType, ObjectType, StringType, ValueType } from "../value-type";
import {
  type Canonical,
  type CanonicalRecord,
  elementsOf,
  isCanonicalList,
  isCanonicalRecord,
  isEmpty,
} from "./canonical";
import { type Element, ElementIndex, elementRule } from "./elements";
import { identifierKey, isGuid, keysOf } from "./identifiers";
import { instantOf } from "./instant";
import { intersect, named, nameSame } from "./named";
import { parsedJson, readScalar } from "./read";

export type Same = (a: Canonical, b: Canonical) => boolean;

/** Do two values of a type mean the same, whatever spelling, order, case or encoding each has? */
export function sameAs(type: ValueType, resolve: ResolveReference): Same {
  const compare = comparison(type, resolve);
  return (a, b) => (isEmpty(a) || isEmpty(b) ? isEmpty(a) && isEmpty(b) : compare(a, b));
}

function comparison(type: ValueType, resolve: ResolveReference): Same {
  switch (type.type) {
    case "boolean":
    case "integer":
    case "duration":
      return (a, b) => readScalar(type, a) === readScalar(type, b);
    case "enum":
      return (a, b) => lower(a) === lower(b);
    case "datetime":
      return (a, b) => sameInstant(a, b);
    case "string":
      return (a, b) => sameString(type, a, b, resolve);
    case "list":
      return (a, b) => sameList(type, a, b, resolve);
    case "map":
      return (a, b) => sameMap(type.of, a, b, resolve);
    case "object":
      return (a, b) => sameObject(type, a, b, resolve);
    case "any":
      return (a, b) => sameJson(parsedJson(a), parsedJson(b));
  }
}

const lower = (value: Canonical): Canonical => (typeof value === "string" ? value.trim().toLowerCase() : value);

function sameInstant(a: Canonical, b: Canonical): boolean {
  if (typeof a !== "string" || typeof b !== "string") return a === b;
  const [first, second] = [instantOf(a), instantOf(b)];
  return Number.isNaN(first) || Number.isNaN(second) ? a === b : first === second;
}

const text = (value: Canonical): string => (typeof value === "string" ? value : JSON.stringify(value));

function sameString(type: StringType, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  if (type.reference) return sameReference(type.reference.noun, a, b, resolve);
  switch (type.format ?? "text") {
    case "text":
      return sameText(text(a), text(b)) || (isWord(type, a) && lower(a) === lower(b));
    case "xml":
      return text(a).replace(/\s+/g, " ").trim() === text(b).replace(/\s+/g, " ").trim();
    case "json":
      return sameJson(parsedJson(a), parsedJson(b));
    case "name":
    case "culture":
    case "address":
    case "guid":
      return identifierKey(text(a)) === identifierKey(text(b));
    default:
      return resolve.locations ? sameLocation(type, a, b, resolve) : intersect(keysOf(a), keysOf(b));
  }
}

function sameLocation(type: StringType, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  const rule = elementRule(type, resolve, () => false);
  return new ElementIndex(rule, [rule.element(b)]).first(rule.element(a)) !== undefined;
}

const isWord = ({ words = [] }: StringType, value: Canonical): boolean =>
  words.some((word) => word.toLowerCase() === lower(value));

/** GUIDs, booleans and numbers inside text settings come back in another case. */
const sameText = (a: string, b: string): boolean => {
  const clean = (value: string): string => value.replace(/\r\n?/g, "\n").normalize("NFC");
  if (clean(a) === clean(b)) return true;
  return (isGuid(a) || /^(true|false)$/i.test(a)) && identifierKey(a) === identifierKey(b);
};

export const sameReference = (noun: string, a: Canonical, b: Canonical, resolve: ResolveReference): boolean =>
  nameSame(named(noun, a, resolve), named(noun, b, resolve));

function sameList(type: ListType, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  const same = sameAs(type.of, resolve);
  if (type.ordered) {
    const [first, second] = [elementsOf(a), elementsOf(b)];
    return first.length === second.length && first.every((element, i) => same(element, second[i] ?? null));
  }
  const rule = elementRule(type.of, resolve, same);
  const [first, second] = [a, b].map((list) => elementsOf(list).map((element) => rule.element(element)));
  return (
    areIn(first ?? [], new ElementIndex(rule, second ?? [])) && areIn(second ?? [], new ElementIndex(rule, first ?? []))
  );
}

const areIn = (elements: readonly Element[], index: ElementIndex): boolean =>
  elements.every((element) => index.first(element) !== undefined);

function sameMap(of: ValueType, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  if (!isCanonicalRecord(a) || !isCanonicalRecord(b)) return sameJson(a, b);
  const same = sameAs(of, resolve);
  const keyed = (record: CanonicalRecord): Map<string, Canonical> =>
    new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
  const [first, second] = [keyed(a), keyed(b)];
  return [...new Set([...first.keys(), ...second.keys()])].every((key) =>
    same(first.get(key) ?? null, second.get(key) ?? null),
  );
}

function sameObject(type: ObjectType, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  if (!isCanonicalRecord(a) || !isCanonicalRecord(b)) return sameJson(a, b);
  return type.fields.every((field) =>
    sameAs(field.type, resolve)(a[field.property] ?? null, b[field.property] ?? null),
  );
}

/** JSON by structure; object keys in any order; numbers and booleans equal to their texts (the service returns strings). */
export function sameJson(a: Canonical, b: Canonical): boolean {
  if (isCanonicalList(a) && isCanonicalList(b)) {
    return a.length === b.length && a.every((item, i) => sameJson(item, b[i] ?? null));
  }
  if (isCanonicalRecord(a) && isCanonicalRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)].filter((key) => !key.includes("@odata")));
    return [...keys].every((key) => sameJson(own(a, key), own(b, key)));
  }
  if (isEmpty(a) && isEmpty(b)) return true;
  if (typeof a === "object" || typeof b === "object") return false;
  return typeof a === "string" && typeof b === "string"
    ? sameText(a, b)
    : String(a).toLowerCase() === String(b).toLowerCase();
}

const own = (record: CanonicalRecord, key: string): Canonical =>
  Object.hasOwn(record, key) ? (record[key] ?? null) : null;
