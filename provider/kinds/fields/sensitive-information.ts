import type { FieldOverlay } from "../define";
import { isList, isRecord, type Plain } from "../../values";
import { fromEntries, showOf } from "./canonical";
import { parsedJson } from "./read";
import { sameJson } from "./same";

type PlainRecord = { readonly [key: string]: Plain };

/** Get returns hashtables as lists of `{_key, _value}` too (docs/service/dlp.md#sensitive-information). */
function plainForm(wire: Plain): Plain {
  const value = parsedJson(wire);
  if (isList(value)) {
    const items = value;
    const pairs = items.filter((item): item is PlainRecord => isRecord(item) && "_key" in item);
    if (items.length > 0 && pairs.length === items.length) {
      return fromEntries(pairs.map((pair) => [String(pair["_key"]), plainForm(pair["_value"] ?? null)]));
    }
    return items.map(plainForm);
  }
  return isRecord(value) ? fromEntries(Object.entries(value).map(([key, item]) => [key, plainForm(item)])) : value;
}

/** Equal in all that both sides say: the service adds ids, counts and confidence that nobody declared. */
function sameCondition(a: Plain, b: Plain): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const [first, second] = [a as readonly Plain[], b as readonly Plain[]];
    return first.length === second.length && first.every((item) => second.some((other) => sameCondition(item, other)));
  }
  if (!isRecord(a) || !isRecord(b)) return sameJson(a, b);
  const other = new Map(Object.entries(b).map(([key, value]) => [key.toLowerCase(), value]));
  const shared = Object.entries(a).filter(([key]) => other.has(key.toLowerCase()));
  return (
    shared.length > 0 && shared.every(([key, value]) => sameCondition(value, other.get(key.toLowerCase()) ?? null))
  );
}

/**
 * Sensitive information types that content must contain: always a list of hashtables, all values texts on Get
 * (docs/service/dlp.md#sensitive-information).
 */
export const SENSITIVE_INFORMATION: FieldOverlay = {
  description:
    "Sensitive information types that content must contain: `name` or `id`, and optionally `mincount`, `maxcount`, `minconfidence`, `maxconfidence`; or groups with an `operator`.",
  example: [{ name: "Credit Card Number", mincount: 1 }],
  type: { type: "list", of: { type: "map", of: { type: "any" } } },
  read: (object) => {
    const wire = object.get("ContentContainsSensitiveInformation");
    if (wire === undefined) return undefined;
    const value = plainForm(wire);
    return Array.isArray(value) ? value : value === null || value === "" ? [] : [value];
  },
  same: (a, b) => {
    const [first, second] = [showOf(a), showOf(b)];
    const empty = (value: Plain): boolean => value === null || (Array.isArray(value) && value.length === 0);
    return empty(first) || empty(second) ? empty(first) && empty(second) : sameCondition(first, second);
  },
};
