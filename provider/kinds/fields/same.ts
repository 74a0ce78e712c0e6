import type { ReferenceTarget, ResolveReference } from "../reference";
import type { Plain } from "../../values";
import type { ListType, ObjectType, StringType, ValueType } from "../value-type";
import { identifierKey, isGuid, isIdentified, keysOf, soughtBy } from "./identifiers";
import { instantOf } from "./instant";
import { parsedJson, readAs } from "./read";

export type Same = (a: Plain, b: Plain) => boolean;

type PlainRecord = { readonly [key: string]: Plain };

/** Null, "", [] and {} all say "nothing". */
export const isEmpty = (value: Plain | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && !Array.isArray(value) && !isIdentified(value) && Object.keys(value).length === 0);

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
      return (a, b) => readAs(type, a) === readAs(type, b);
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

/** A set without what an earlier element says already, in another spelling perhaps: the service refuses to add one thing twice. */
export const distinct = (elements: readonly Plain[], same: Same): readonly Plain[] =>
  elements.filter((element, i) => !elements.slice(0, i).some((other) => same(other, element)));

const lower = (value: Plain): Plain => (typeof value === "string" ? value.trim().toLowerCase() : value);

function sameInstant(a: Plain, b: Plain): boolean {
  if (typeof a !== "string" || typeof b !== "string") return a === b;
  const [first, second] = [instantOf(a), instantOf(b)];
  return Number.isNaN(first) || Number.isNaN(second) ? a === b : first === second;
}

const text = (value: Plain): string => (typeof value === "string" ? value : JSON.stringify(value));

function sameString(type: StringType, a: Plain, b: Plain, resolve: ResolveReference): boolean {
  if (type.reference) return sameReference(type.reference.noun, a, b, resolve);
  switch (type.format ?? "text") {
    case "text":
      return sameText(text(a), text(b)) || (isWord(type, a) && lower(a) === lower(b));
    case "xml":
      return text(a).replace(/\s+/g, " ").trim() === text(b).replace(/\s+/g, " ").trim();
    case "json":
      return sameJson(parsedJson(a), parsedJson(b));
    case "name":
    case "address":
    case "guid":
      return identifierKey(text(a)) === identifierKey(text(b));
    default:
      return intersects(keysOf(a), keysOf(b));
  }
}

const isWord = ({ words = [] }: StringType, value: Plain): boolean =>
  words.some((word) => word.toLowerCase() === lower(value));

/** GUIDs, booleans and numbers inside text settings come back in another case. */
const sameText = (a: string, b: string): boolean => {
  const clean = (value: string): string => value.replace(/\r\n?/g, "\n").normalize("NFC");
  if (clean(a) === clean(b)) return true;
  return (isGuid(a) || /^(true|false)$/i.test(a)) && identifierKey(a) === identifierKey(b);
};

const intersects = (a: readonly string[], b: readonly string[]): boolean => a.some((key) => b.includes(key));

export function sameReference(noun: string, a: Plain, b: Plain, resolve: ResolveReference): boolean {
  const find = (value: Plain): ReferenceTarget | undefined =>
    soughtBy(value)
      .map((key) => resolve(noun, key))
      .find((target) => target !== undefined);
  const [first, second] = [find(a), find(b)];
  const isOne = first && second && identifierKey(first.id) === identifierKey(second.id);
  if (isOne || (first && second && !first.ambiguous && !second.ambiguous)) return isOne ?? false;
  const all = (value: Plain, target: ReferenceTarget | undefined): readonly string[] =>
    target
      ? [...keysOf(value), ...[target.id, target.name, ...(target.aliases ?? [])].map(identifierKey)]
      : keysOf(value);
  return intersects(all(a, first), all(b, second));
}

function sameList(type: ListType, a: Plain, b: Plain, resolve: ResolveReference): boolean {
  const [first, second] = [elementsOf(a), elementsOf(b)];
  const same = sameAs(type.of, resolve);
  if (type.ordered) {
    return first.length === second.length && first.every((element, i) => same(element, second[i] as Plain));
  }
  return (
    first.every((element) => second.some((other) => same(element, other))) &&
    second.every((element) => first.some((other) => same(element, other)))
  );
}

const elementsOf = (value: Plain): readonly Plain[] => (Array.isArray(value) ? (value as readonly Plain[]) : [value]);

const isRecord = (value: Plain): value is PlainRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function sameMap(of: ValueType, a: Plain, b: Plain, resolve: ResolveReference): boolean {
  if (!isRecord(a) || !isRecord(b)) return sameJson(a, b);
  const same = sameAs(of, resolve);
  const keyed = (record: PlainRecord): Map<string, Plain> =>
    new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
  const [first, second] = [keyed(a), keyed(b)];
  return [...new Set([...first.keys(), ...second.keys()])].every((key) =>
    same(first.get(key) ?? null, second.get(key) ?? null),
  );
}

function sameObject(type: ObjectType, a: Plain, b: Plain, resolve: ResolveReference): boolean {
  if (!isRecord(a) || !isRecord(b)) return sameJson(a, b);
  return type.fields.every((field) =>
    sameAs(field.type, resolve)(a[field.property] ?? null, b[field.property] ?? null),
  );
}

/** JSON by structure; object keys in any order; numbers and booleans equal to their texts (the service returns strings). */
export function sameJson(a: Plain, b: Plain): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item: Plain, i) => sameJson(item, b[i] as Plain));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)].filter((key) => !key.includes("@odata")));
    return [...keys].every((key) => sameJson(own(a, key), own(b, key)));
  }
  if (isEmpty(a) && isEmpty(b)) return true;
  if (typeof a === "object" || typeof b === "object") return false;
  return typeof a === "string" && typeof b === "string"
    ? sameText(a, b)
    : String(a).toLowerCase() === String(b).toLowerCase();
}

const own = (record: PlainRecord, key: string): Plain => (Object.hasOwn(record, key) ? (record[key] as Plain) : null);
