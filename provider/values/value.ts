/** JSON, as the service and plain programs know it. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** An object as the service returned it, without its `@` annotation keys. */
export type WireObject = { readonly [property: string]: Plain };

/** A value that a preview cannot know yet. */
export class Unknown {
  readonly tag = "unknown";
}

/** A value that must be masked wherever people or logs can see it. */
export class Secret {
  readonly tag = "secret";
  constructor(readonly value: Value) {}
}

/** A value of a program: plain, unknown or secret, at every depth. Hosts encode and decode it; lifecycle only sees this. */
export type Value =
  null | boolean | number | string | Unknown | Secret | readonly Value[] | { readonly [key: string]: Value };

export type Properties = { readonly [property: string]: Value };

export const UNKNOWN = new Unknown();

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;
export const isSecret = (value: unknown): value is Secret => value instanceof Secret;

/** Marks a value secret; a secret of a secret is one secret. */
export const secret = (value: Value): Secret => (isSecret(value) ? value : new Secret(value));

export const isRecord = (value: unknown): value is { readonly [key: string]: Value } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value) && !isSecret(value);

const some = (value: Value, found: (value: Value) => boolean): boolean => {
  if (found(value)) return true;
  if (isSecret(value)) return some(value.value, found);
  if (Array.isArray(value)) return (value as readonly Value[]).some((item) => some(item, found));
  return isRecord(value) && Object.values(value).some((item) => some(item, found));
};

export const containsUnknown = (value: Value): boolean => some(value, isUnknown);
export const containsSecret = (value: Value): boolean => some(value, isSecret);

/** The value without its secret marks; unknowns stay. */
export function reveal(value: Value): Value {
  if (isSecret(value)) return reveal(value.value);
  if (Array.isArray(value)) return (value as readonly Value[]).map(reveal);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reveal(item)]));
  return value;
}

/** The value as plain JSON, or undefined when any part of it is unknown. */
export const plainOf = (value: Value): Plain | undefined =>
  containsUnknown(value) ? undefined : (reveal(value) as Plain);
