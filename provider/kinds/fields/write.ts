import type { ReferenceTarget, ResolveReference } from "../reference";
import type { Plain } from "../../values";
import type { ListType, StringType, ValueType } from "../value-type";
import { showOf, soughtBy } from "./identifiers";
import { instantOf } from "./instant";
import { fromEntries, readAs } from "./read";
import { distinct, sameAs } from "./same";

/** Admin-api.md 3.4: without this tag the service fails to convert a hashtable. */
export const HASHTABLE = "#Exchange.GenericHashTable";
export const HASHTABLES = "#Collection(Exchange.GenericHashTable)";
export const BYTES = "#Exchange.ByteArrayType";

/** A program's value in the form that goes on the wire. */
export function writeAs(type: ValueType, value: Plain, resolve: ResolveReference): Plain {
  if (value === null) return null;
  switch (type.type) {
    case "boolean":
    case "integer":
    case "duration":
    case "enum":
      return readAs(type, value);
    case "datetime":
      return writeInstant(value);
    case "string":
      return writeString(type, value, resolve);
    case "list":
      return listed(type, value, resolve).map((item) => tagged(writeAs(type.of, item, resolve)));
    case "object":
      return tagged(withWireKeys(type, value));
    case "map":
    case "any":
      return tagged(value);
  }
}

/** Of a set, every element once: two spellings of one object are one. */
function listed(type: ListType, value: Plain, resolve: ResolveReference): readonly Plain[] {
  const elements = Array.isArray(value) ? (value as readonly Plain[]) : [value];
  return type.ordered ? elements : distinct(elements, sameAs(type.of, resolve));
}

/** Members of a typed object under the service's names: the property's with a capital. */
function withWireKeys(type: ValueType, value: Plain): Plain {
  if (type.type === "list" && Array.isArray(value)) {
    return (value as readonly Plain[]).map((item) => withWireKeys(type.of, item));
  }
  if (type.type !== "object" || typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const record = value as { readonly [key: string]: Plain };
  return fromEntries(
    type.fields
      .filter(({ property }) => Object.hasOwn(record, property) && record[property] !== null)
      .map((field) => [capital(field.property), withWireKeys(field.type, record[field.property] as Plain)]),
  );
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `yyyy-MM-ddTHH:mm:ss` in UTC without `Z` (admin-api.md 3.4). A date alone stays one. */
function writeInstant(value: Plain): Plain {
  if (typeof value !== "string") return value;
  const ms = instantOf(value);
  return Number.isNaN(ms) ? value : new Date(ms).toISOString().slice(0, 19);
}

const writeString = (type: StringType, value: Plain, resolve: ResolveReference): Plain =>
  referenceTo(type, value, resolve) ?? showOf(value);

/** The GUID or name under which the cmdlet takes what a reference names; undefined = it is none, or names nothing there is. */
export function referenceTo(type: ValueType, value: Plain, resolve: ResolveReference): string | undefined {
  const target = targetOf(type, value, resolve);
  return target && type.type === "string" && type.reference?.send === "id" ? target.id : target?.name;
}

/** What a value refers to; undefined = it is no reference, or names nothing there is. */
export function targetOf(type: ValueType, value: Plain, resolve: ResolveReference): ReferenceTarget | undefined {
  if (type.type !== "string" || !type.reference) return undefined;
  const { noun } = type.reference;
  return soughtBy(value)
    .map((key) => resolve(noun, key))
    .find((found) => found !== undefined);
}

/** Every object in the value is a hashtable for the service, at every depth. */
export function tagged(value: Plain): Plain {
  if (Array.isArray(value)) return (value as readonly Plain[]).map(tagged);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as { readonly [key: string]: Plain });
  if (entries.some(([key]) => key === "@odata.type")) return value;
  const inner = entries.flatMap(([key, item]): (readonly [string, Plain])[] =>
    isObjectList(item)
      ? [
          [`${key}@odata.type`, HASHTABLES],
          [key, tagged(item)],
        ]
      : [[key, tagged(item)]],
  );
  return fromEntries([["@odata.type", HASHTABLE], ...inner]);
}

export const isObjectList = (value: Plain): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  (value as readonly Plain[]).every((item) => typeof item === "object" && item !== null && !Array.isArray(item));

/** A parameter and, for lists of hashtables, the sibling that tags the list. */
export function parameterEntries(parameter: string, wire: Plain): readonly (readonly [string, Plain])[] {
  return isObjectList(wire)
    ? [
        [`${parameter}@odata.type`, HASHTABLES],
        [parameter, wire],
      ]
    : [[parameter, wire]];
}
