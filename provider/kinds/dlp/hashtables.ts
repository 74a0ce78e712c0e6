import type { FieldOverlay } from "../define";
import type { Plain } from "../../values";
import { isRecord } from "../../values";
import {
  type Canonical,
  type CanonicalRecord,
  elementsIn,
  fromEntries,
  isCanonicalRecord,
  isEmpty,
  showOf,
} from "../fields/canonical";
import { sameJson } from "../fields/same";
import { sameInAnyOrder } from "../fields/sensitive/same";
import { hashtables } from "../fields/sensitive/read";

const TABLE = { type: "map", of: { type: "any" } } as const;

/** Members by which the service says that nobody set them (docs/service/dlp.md#endpoint). */
const isUnset = (value: Canonical): boolean =>
  isEmpty(value) || (typeof value === "string" && /^(none|notset)$/i.test(value));

const fold = (value: Canonical): Canonical => {
  if (typeof value === "string") return value.trim().toLowerCase();
  if (Array.isArray(value)) return (value as readonly Canonical[]).map(fold);
  return isCanonicalRecord(value)
    ? fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), fold(item)]))
    : value;
};

const byKey = (record: CanonicalRecord): ReadonlyMap<string, Canonical> =>
  new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));

/** Every member that either has, but for those that say nothing. */
function sameTable(a: Canonical, b: Canonical): boolean {
  if (!isCanonicalRecord(a) || !isCanonicalRecord(b)) return sameJson(fold(showOf(a)), fold(showOf(b)));
  const [first, second] = [byKey(a), byKey(b)];
  return [...new Set([...first.keys(), ...second.keys()])].every((key) => {
    const [mine = null, other = null] = [first.get(key), second.get(key)];
    if (isUnset(mine) || isUnset(other)) return isUnset(mine) && isUnset(other);
    return sameJson(fold(showOf(mine)), fold(showOf(other)));
  });
}

const withoutUnset = (value: Plain): Plain =>
  isRecord(value)
    ? fromEntries(Object.entries(value).filter(([key, item]) => /^(setting|value)$/i.test(key) || !isUnset(item)))
    : value;

/** A list of hashtables of settings, each with a value, as restrictions are (docs/service/dlp.md#endpoint). */
export const restrictions = (parameter: string, description: string, example?: Plain): FieldOverlay => ({
  description,
  ...(example !== undefined && { example }),
  type: { type: "list", of: TABLE },
  read: (object) => {
    const wire = object.get(parameter);
    return wire === undefined
      ? undefined
      : elementsIn(hashtables(wire)).map((element) => withoutUnset(showOf(element)));
  },
  same: (a, b) => sameInAnyOrder(elementsIn(a), elementsIn(b), sameTable),
});

/** One hashtable. */
export const table = (description: string, more: FieldOverlay = {}): FieldOverlay => ({
  description,
  type: TABLE,
  same: (a, b) => sameTable(isEmpty(a) ? {} : a, isEmpty(b) ? {} : b),
  ...more,
});

/** `Name:Value` and tables of name and value are the same (docs/service/dlp.md#headers). */
export const HEADERS: FieldOverlay = {
  description: "Mail headers to add or change: value by name. Only for policies of Exchange alone.",
  example: { "X-Contoso-DLP": "checked" },
  type: { type: "map", of: { type: "string" } },
  read: (object) => {
    const wire = object.get("SetHeader");
    if (wire === undefined) return undefined;
    const tables = elementsIn(hashtables(wire)).flatMap((element): readonly (readonly [string, Canonical])[] => {
      if (isCanonicalRecord(element)) return Object.entries(element).filter(([key]) => !key.includes("@"));
      const [, name, value] = /^([^:]+):([^]*)$/.exec(String(showOf(element))) ?? [];
      return name === undefined || value === undefined ? [] : [[name.trim(), value.trim()]];
    });
    return fromEntries(tables);
  },
};
