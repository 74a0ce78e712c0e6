import { isList, isRecord, textFormOf, type Plain } from "../../values";
import { type Canonical, fromEntries, isIdentified } from "./canonical";
import type { ListType, ObjectType, StringType, ValueType } from "../value-type";
import { isAddress, isGuid, isNil, isUrl, readIdentified, readReference } from "./identifiers";

/**
 * What the service calls an object as a whole, where only a text can be meant: JSON has that text in its place
 * (docs/service/reading.md#text-form).
 */
export const textOrValue = <T extends Canonical>(wire: T): T | string => textFormOf(wire) ?? wire;

/** The value in a JSON text, or the text itself. */
export function parsedJson<T extends Canonical>(value: T): T | Plain {
  const text = textOrValue(value);
  if (typeof text !== "string" || !/^\s*[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return text;
  }
}

/** The same where an object has parts that count: they are in it, or in its text. */
export function parsedParts(wire: Plain): Plain {
  const parsed = parsedJson(wire);
  return isRecord(wire) && !isRecord(parsed) && !isList(parsed) ? wire : parsed;
}

/** What Get returned, as a canonical value of the property's type. Lenient: whatever fits no form stays as it is. */
export function readAs(type: ValueType, wire: Plain): Canonical {
  switch (type.type) {
    case "boolean":
    case "integer":
    case "duration":
    case "enum":
      return readScalar(type, textOrValue(wire));
    case "datetime":
      return readDate(textOrValue(wire));
    case "string":
      return readString(type, wire);
    case "list":
      return readList(type, wire);
    case "map":
      return readMap(type.of, wire);
    case "object":
      return readObjectAs(type, wire);
    case "any":
      return asInJson(parsedJson(wire));
  }
}

/** A value with what its objects are called in their place, at every depth. */
function asInJson(wire: Plain): Plain {
  const value = textOrValue(wire);
  if (isList(value)) return value.map(asInJson);
  return isRecord(value) ? fromEntries(Object.entries(value).map(([key, item]) => [key, asInJson(item)])) : value;
}

const readDate = (wire: Plain): Plain => (wire === "" ? null : wire);

export type ScalarType = Extract<ValueType, { readonly type: "boolean" | "integer" | "duration" | "enum" }>;

/** The same of a type whose values have one spelling each. */
export function readScalar<T extends Canonical>(type: ScalarType, value: T): T | boolean | number | string | null {
  if (typeof value !== "string") return value;
  switch (type.type) {
    case "boolean":
      return /^(true|false)$/i.test(value) ? value.toLowerCase() === "true" : value;
    case "integer":
      return /^-?\d+$/.test(value.trim()) ? Number(value) : value;
    case "duration":
      return readDuration(type.word, value);
    case "enum":
      return canonicalMember(type.values, value);
  }
}

/** Days come as numbers, as digits in a string, as `1825.00:00:00`, or as the word. */
function readDuration(word: string, wire: string): string | number | null {
  const text = wire.trim();
  if (text === "") return null;
  if (text.toLowerCase() === word.toLowerCase()) return word;
  const days = /^(\d+)(?:\.00:00:00)?$/.exec(text)?.[1];
  return days === undefined ? text : Number(days);
}

const canonicalMember = (values: readonly string[], text: string): string =>
  values.find((value) => value.toLowerCase() === text.trim().toLowerCase()) ?? text;

/** Is a thing meant, by whatever it is called, and not a text? */
const namesThing = ({ reference, format }: StringType): boolean =>
  reference !== undefined || format === "location" || format === "url";

const readString = (type: StringType, returned: Plain): Canonical => {
  const wire = namesThing(type) ? returned : textOrValue(returned);
  if (typeof wire === "number" || typeof wire === "boolean") return String(wire);
  if (typeof wire === "string" && (type.reference || type.format === "guid") && isNil(wire)) return null;
  if (type.reference) return readReference(wire, type.format ?? "name");
  return type.format !== undefined && namesThing(type) ? readIdentified(wire, type.format) : wire;
};

function readList(type: ListType, wire: Plain): Canonical {
  if (wire === null || textOrValue(wire) === "") return [];
  const parsed = typeof wire === "string" && wire.trim().startsWith("[") ? parsedJson(wire) : wire;
  const elements = Array.isArray(parsed) ? (parsed as readonly Plain[]) : splitList(type, parsed);
  return elements
    .filter((element) => element !== null && textOrValue(element) !== "")
    .map((element) => readAs(type.of, element))
    .filter((element) => !namesNothing(element));
}

/** A location of which the service kept no name at all: nobody can declare or remove it. */
const namesNothing = (element: Canonical): boolean =>
  isIdentified(element) && element.show === "" && element.keys.every((key) => key === "");

/** What may hold a comma itself: names of people and things, and addresses of sites. */
const holdsCommas = (type: StringType): boolean => namesThing(type) || type.format === "name";

/**
 * A list in one text is its elements with commas between (docs/service/reading.md#lists-in-one-text). What may hold a comma
 * itself is only split where every part is an address, a URL or a GUID.
 */
function splitList(type: ListType, returned: Plain): readonly Plain[] {
  const { of } = type;
  const value = of.type === "enum" || (of.type === "string" && !namesThing(of)) ? textOrValue(returned) : returned;
  if (typeof value !== "string" || (of.type !== "enum" && of.type !== "string")) return [value];
  const parts = value.split(",").map((part) => part.trim());
  const whole = of.type === "string" && holdsCommas(of);
  return whole && !parts.every((part) => isAddress(part) || isUrl(part) || isGuid(part)) ? [value] : parts;
}

/** Maps come as objects, JSON texts, lists of `{Key, Value}`, or lists of `[key, value]` strings (docs/service/reading.md#maps). */
function readMap(of: ValueType, wire: Plain): Canonical {
  const returned = parsedParts(wire);
  if (returned === null || returned === "") return {};
  const parsed = isPair(returned) ? [returned] : returned;
  if (Array.isArray(parsed)) {
    const pairs = (parsed as readonly Plain[]).map(pairOf).filter((pair) => pair !== undefined);
    return fromEntries(pairs.map(([key, value]) => [key, readAs(of, value)]));
  }
  if (!isRecord(parsed)) return parsed;
  return fromEntries(
    Object.entries(parsed)
      .filter(([key]) => !key.includes("@"))
      .map(([key, value]) => [key, readAs(of, value)]),
  );
}

/** One pair alone: a text in brackets, or an object of a key and a value and nothing else. */
const isPair = (entry: Plain): boolean =>
  pairOf(entry) !== undefined && (!isRecord(entry) || Object.keys(entry).every((name) => /^(key|value)$/i.test(name)));

/** `[key, value]`, `{Key, Value}` or `{"Key": …, "Value": …}` as text; undefined = none of them. */
export function pairOf(entry: Plain): readonly [string, Plain] | undefined {
  const text = textOrValue(entry);
  if (typeof text === "string" && text.startsWith("[") && text.endsWith("]")) {
    const comma = text.indexOf(",");
    if (comma > 0) return [text.slice(1, comma).trim(), text.slice(comma + 1, -1).trim()];
  }
  const parsed = parsedParts(entry);
  if (!isRecord(parsed)) return undefined;
  const value = (name: string): Plain | undefined =>
    Object.entries(parsed).find(([key]) => key.toLowerCase() === name)?.[1];
  const key = textOrValue(value("key") ?? null);
  return typeof key === "string" ? [key, value("value") ?? null] : undefined;
}

/** A collection of one is that one: .NET returns what was given once as either. */
const onlyElement = (wire: Plain): Plain => (Array.isArray(wire) && wire.length === 1 ? (wire[0] as Plain) : wire);

/** Keys in any case become the property names of the type; keys that the type does not know are left out. */
function readObjectAs(type: ObjectType, wire: Plain): Canonical {
  const parsed = parsedParts(onlyElement(wire));
  if (!isRecord(parsed)) return parsed === "" ? null : parsed;
  const byKey = new Map(Object.entries(parsed).map(([key, value]) => [key.toLowerCase(), value]));
  const known = type.fields
    .map((field) => [field, byKey.get(field.property.toLowerCase())] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  if (known.length === 0 && textFormOf(parsed) === "") return null;
  return fromEntries(known.map(([field, value]) => [field.property, readAs(field.type, value as Plain)]));
}
