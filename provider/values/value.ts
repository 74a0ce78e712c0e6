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
