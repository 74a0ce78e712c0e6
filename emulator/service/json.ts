import type { Json } from "../contract";

export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Names, GUIDs and addresses compare without case; no page says otherwise and DSC compares so (docs/service/cmdlets.md#name-case). */
export const fold = (text: string): string => text.toLowerCase();

/** One text per meaning: key order is of no account, list order is. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

export const same = (left: Json | undefined, right: Json | undefined): boolean =>
  left === right || canonical(left) === canonical(right);

/** A single value where a list is meant is a list of one, as PowerShell coerces it; null is the empty list. */
export const asList = (value: Json | undefined): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** As .NET shows it: a table by its class, whatever it holds under `toString`. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(asText).join(",");
  return isObject(value) ? "System.Collections.Hashtable" : String(value);
}

/** The value of a key whatever its case: hashtable keys are case-insensitive in PowerShell. */
export function member(value: JsonObject, key: string): Json | undefined {
  if (key in value) return value[key];
  const found = Object.keys(value).find((candidate) => fold(candidate) === fold(key));
  return found === undefined ? undefined : value[found];
}
