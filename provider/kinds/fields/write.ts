import type { ReferenceTarget, ResolveReference } from "../reference";
import type { Plain } from "../../values";
import type { ListType, StringType, ValueType } from "../value-type";
import { type Canonical, elementsOf, fromEntries, isCanonicalList, isCanonicalRecord, showOf } from "./canonical";
import { instantOf } from "./instant";
import { distinct } from "./match";
import { targetNamed } from "./named";
import { readScalar } from "./read";

/** docs/service/admin-api.md#tags: without this tag the service fails to convert a hashtable. */
export const HASHTABLE = "#Exchange.GenericHashTable";
export const HASHTABLES = "#Collection(Exchange.GenericHashTable)";
export const BYTES = "#Exchange.ByteArrayType";

/** A program's value in the form that goes on the wire. */
export function writeAs(type: ValueType, value: Canonical, resolve: ResolveReference): Plain {
  if (value === null) return null;
  switch (type.type) {
    case "boolean":
    case "integer":
    case "duration":
    case "enum":
      return showOf(readScalar(type, value));
    case "datetime":
      return writeInstant(showOf(value));
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
function listed(type: ListType, value: Canonical, resolve: ResolveReference): readonly Canonical[] {
  const elements = elementsOf(value);
  return type.ordered ? elements : distinct(type.of, elements, resolve);
}

/** Members of a typed object under the service's names: the property's with a capital. */
function withWireKeys(type: ValueType, value: Canonical): Canonical {
  if (type.type === "list" && isCanonicalList(value)) return value.map((item) => withWireKeys(type.of, item));
  if (type.type !== "object" || !isCanonicalRecord(value)) return value;
  return fromEntries(
    type.fields
      .map((field) => [field, Object.hasOwn(value, field.property) ? (value[field.property] ?? null) : null] as const)
      .filter(([, item]) => item !== null)
      .map(([field, item]) => [capital(field.property), withWireKeys(field.type, item)]),
  );
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `yyyy-MM-ddTHH:mm:ss` in UTC without `Z` (docs/service/admin-api.md#write-dates). A date alone stays one. */
function writeInstant(value: Plain): Plain {
  if (typeof value !== "string") return value;
  const ms = instantOf(value);
  return Number.isNaN(ms) ? value : new Date(ms).toISOString().slice(0, 19);
}

const writeString = (type: StringType, value: Canonical, resolve: ResolveReference): Plain =>
  referenceTo(type, value, resolve) ?? showOf(value);

/** The GUID or name under which the cmdlet takes what a reference names; undefined = it is none, or names nothing there is. */
export function referenceTo(type: ValueType, value: Canonical, resolve: ResolveReference): string | undefined {
  const target = targetOf(type, value, resolve);
  return target && type.type === "string" && type.reference?.send === "id" ? target.id : target?.name;
}

/** What a value refers to; undefined = it is no reference, or names nothing there is. */
export function targetOf(type: ValueType, value: Canonical, resolve: ResolveReference): ReferenceTarget | undefined {
  if (type.type !== "string" || !type.reference) return undefined;
  return targetNamed(type.reference.noun, value, resolve);
}

/** Every object in the value is a hashtable for the service, at every depth. */
export function tagged(value: Canonical): Plain {
  if (isCanonicalList(value)) return value.map(tagged);
  if (!isCanonicalRecord(value)) return showOf(value);
  const entries = Object.entries(value);
  if (entries.some(([key]) => key === "@odata.type")) return showOf(value);
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

export const isObjectList = (value: Canonical): boolean =>
  isCanonicalList(value) && value.length > 0 && value.every(isCanonicalRecord);

/** A parameter and, for lists of hashtables, the sibling that tags the list. */
export function parameterEntries(parameter: string, wire: Plain): readonly (readonly [string, Plain])[] {
  return isObjectList(wire)
    ? [
        [`${parameter}@odata.type`, HASHTABLES],
        [parameter, wire],
      ]
    : [[parameter, wire]];
}
