import { isList, isRecord, type Plain } from "../../values";
import { type Canonical, fromEntries } from "../fields/canonical";
import { parsedJson } from "../fields/read";
import type { WireReader } from "../wire-reader";

export type Row = { readonly [key: string]: Plain };

/** The rows of a table: a JSON text, a list, a list in an object `groups`, or lists of those (docs/service/dlp.md#policy-config). */
export function rowsOf(wire: Plain): readonly Row[] {
  const value = parsedJson(wire);
  if (isList(value)) return value.flatMap(rowsOf);
  if (!isRecord(value)) return [];
  const groups = memberOf(value, "groups");
  return groups === undefined ? [value] : rowsOf(groups);
}

/** A member by its name in any case. */
export const memberOf = (row: Row, name: string): Plain | undefined =>
  Object.entries(row).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

export const textIn = (row: Row, name: string): string | undefined => {
  const value = memberOf(row, name);
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;
};

/** Undefined: Get returns no such table. */
export function tableIn(object: WireReader, ...names: readonly string[]): readonly Row[] | undefined {
  const values = names.map((name) => object.text(name) ?? object.get(name)).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : rowsOf(values.find((value) => value !== null && value !== "") ?? null);
}

export type Keys = ReadonlySet<string>;

export const keysOf = (names: readonly (string | undefined)[]): Keys =>
  new Set(names.flatMap((name) => (name === undefined ? [] : [name.trim().toLowerCase()])));

/** What was read of a table: its rows, and which of them a program manages. */
interface Source {
  readonly rows: readonly Row[];
  readonly managed: Keys | undefined;
}

const sources = new WeakMap<object, Source>();

export function remember<T extends Canonical & object>(value: T, source: Source): T {
  sources.set(value, source);
  return value;
}

/** The rows that a value was read from. */
export const sourceOf = (value: Canonical | undefined): Source =>
  (typeof value === "object" && value !== null ? sources.get(value) : undefined) ?? { rows: [], managed: undefined };

/** Without what is not there. */
export const present = (entries: readonly (readonly [string, Plain | undefined])[]): Row =>
  fromEntries(
    entries.filter((entry): entry is readonly [string, Plain] => entry[1] !== undefined && entry[1] !== null),
  );
