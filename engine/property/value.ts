/** A value wrapped by `pulumi.secret`. */
export class Secret {
  constructor(readonly element: Property) {}
}

/** A value that only the update will know. */
export class Unknown {}
export const UNKNOWN = new Unknown();

/** A resource that was passed as a value. */
export class Reference {
  constructor(
    readonly urn: string,
    /** Absent for components. */
    readonly id: Property | undefined,
    readonly packageVersion: string,
  ) {}
}

/** A property value of Pulumi, with what plain JSON cannot say as classes. */
export type Property =
  null | boolean | number | string | readonly Property[] | PropertyMap | Secret | Unknown | Reference;
export interface PropertyMap {
  readonly [key: string]: Property;
}

export const isArray = (value: Property | undefined): value is readonly Property[] => Array.isArray(value);

export const isMap = (value: Property | undefined): value is PropertyMap =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Secret) &&
  !(value instanceof Unknown) &&
  !(value instanceof Reference);

/** Whether the predicate holds for the value or anything inside it. */
export function some(value: Property, test: (value: Property) => boolean): boolean {
  if (test(value)) return true;
  if (value instanceof Secret) return some(value.element, test);
  if (isArray(value)) return value.some((element) => some(element, test));
  if (isMap(value)) return Object.values(value).some((element) => some(element, test));
  return false;
}

export const containsUnknowns = (value: Property): boolean => some(value, (inner) => inner instanceof Unknown);
export const containsSecrets = (value: Property): boolean => some(value, (inner) => inner instanceof Secret);

/** The value without any secret wrapper. */
export function reveal(value: Property): Property {
  if (value instanceof Secret) return reveal(value.element);
  if (isArray(value)) return value.map(reveal);
  if (isMap(value)) return mapValues(value, reveal);
  return value;
}

/** The value with every secret replaced by the word that users see instead. */
export function mask(value: Property): Property {
  if (value instanceof Secret) return "[secret]";
  if (isArray(value)) return value.map(mask);
  if (isMap(value)) return mapValues(value, mask);
  return value;
}

/** As people read it: `[secret]`, `[unknown]`, and references by URN. */
export function displayValue(value: Property): unknown {
  if (value instanceof Secret) return "[secret]";
  if (value instanceof Unknown) return "[unknown]";
  if (value instanceof Reference) return value.urn;
  if (isArray(value)) return value.map(displayValue);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, displayValue(inner)]));
  return value;
}

export function mapValues(map: PropertyMap, change: (value: Property) => Property): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

/**
 * Marks as secret in `outs` what is secret in `ins` under the same name, for providers that cannot say it themselves.
 * Maps are followed; a list with one secret element becomes secret as a whole, since providers reorder lists.
 */
export function annotateSecrets(outs: PropertyMap, ins: PropertyMap): PropertyMap {
  const marked: Record<string, Property> = { ...outs };
  for (const [key, inner] of Object.entries(ins)) {
    const out = outs[key];
    if (out === undefined) continue;
    if (isMap(out) && isMap(inner)) marked[key] = annotateSecrets(out, inner);
    else if (!(out instanceof Secret) && containsSecrets(inner)) marked[key] = new Secret(out);
  }
  return marked;
}
