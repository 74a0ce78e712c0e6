import { Secret, Unknown } from "./value";

/** `Array.isArray` that narrows readonly arrays too. */
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** An object with properties: neither null, a list nor a mark of this package. */
export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Unknown) &&
  !(value instanceof Secret);

/** The value where it is a text that says something. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The texts of a list; none where it is no list. */
export const textsOf = (value: unknown): readonly string[] =>
  isList(value) ? value.filter((item): item is string => typeof item === "string") : [];

/** A property of anything, such as of a caught error; undefined where there is none. */
export const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
