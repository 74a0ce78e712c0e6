import type { Plain } from "../../values";

/**
 * A list element or reference as the service returned it, with every identifier it carries. The service returns locations as
 * plain strings or as objects (`DisplayName`, `Name`, `ImmutableIdentity` …; docs/service/reading.md#locations), references as
 * GUID, name, path or `guid,name`.
 */
export class Identified {
  constructor(
    /** What a program would write: address, URL, name. */
    readonly show: string,
    /** What a Remove list accepts; null = nothing that identifies it for certain. */
    readonly remove: string | null,
    /** Comparable forms of all identifiers. */
    readonly keys: readonly string[],
  ) {}
}

/** A value of a property as its kind read it. What a program declares (`Plain`) is one too. */
export type Canonical =
  null | boolean | number | string | Identified | readonly Canonical[] | { readonly [key: string]: Canonical };

/** The properties of an object by name. */
export type CanonicalRecord = { readonly [property: string]: Canonical };

export const isIdentified = (value: unknown): value is Identified => value instanceof Identified;

export const isCanonicalList = (value: Canonical | undefined): value is readonly Canonical[] => Array.isArray(value);

export const isCanonicalRecord = (value: unknown): value is CanonicalRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isIdentified(value);

/** Null, "", [] and {} all say "nothing". */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (isCanonicalRecord(value) && Object.keys(value).length === 0);

/** The elements of a list; one value alone is a list of one. */
export const elementsOf = (value: Canonical): readonly Canonical[] => (isCanonicalList(value) ? value : [value]);

/** The same; what says nothing is a list of none. */
export const elementsIn = (value: Canonical): readonly Canonical[] => (isEmpty(value) ? [] : elementsOf(value));

/** How a program would write it. */
export function showOf(value: Canonical): Plain {
  if (isIdentified(value)) return value.show;
  if (isCanonicalList(value)) return value.map(showOf);
  return isCanonicalRecord(value)
    ? fromEntries(Object.entries(value).map(([key, item]) => [key, showOf(item)]))
    : value;
}

/** Own properties whatever their names are: `__proto__` as a key must not reach a prototype. */
export function fromEntries<T>(entries: Iterable<readonly [string, T]>): { readonly [key: string]: T } {
  const record: { [key: string]: T } = {};
  for (const [key, value] of entries) {
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return record;
}

/** The same of the entries that have a value. */
export const fromDefined = <T>(entries: readonly (readonly [string, T | undefined])[]): { readonly [key: string]: T } =>
  fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined));
