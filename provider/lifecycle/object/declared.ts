import type { Field, Kind } from "../../kinds";
import { sameJson } from "../../kinds/fields/same";
import { type Canonical, isCanonicalRecord, isEmpty } from "../../kinds/fields/canonical";
import { isSecret, isUnknown, plainOf, type Plain, type Properties, type Value } from "../../values";
import type { ResolveReference } from "../types";

/** Inputs of every resource in addition to the kind's own properties (docs/behavior.md#inputs). Never compared with the service. */
export const COMMON_INPUTS = [
  "extraParameters",
  "acceptIrreversible",
  "allowReplace",
  "adoptExisting",
  "deletionProtection",
] as const;

/** A declared value; null and undefined are not declared. */
export function declared(properties: Properties, property: string): Value | undefined {
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
  return value === null ? undefined : value;
}

/** A value that is not known at all yet may turn out not to be there: it says neither that it is there nor that it is not. */
export function isOpen(properties: Properties, property: string): boolean {
  const value = declared(properties, property);
  return value !== undefined && isUnknown(isSecret(value) ? value.value : value);
}

/** The declared value as plain JSON; undefined = not declared, or not known yet. */
export function declaredPlain(properties: Properties, property: string): Plain | undefined {
  const value = declared(properties, property);
  return value === undefined ? undefined : plainOf(value);
}

/** All known declared values, in plain JSON. */
export const plainProperties = (kind: Kind, properties: Properties): { readonly [property: string]: Plain } =>
  Object.fromEntries(
    kind.fields
      .map((field) => [field.property, declaredPlain(properties, field.property)] as const)
      .filter((entry): entry is readonly [string, Plain] => entry[1] !== undefined),
  );

/** Which of the kind's forms an object of these properties has; undefined = the kind has none. */
export function formOf(
  kind: Kind,
  properties: { readonly [property: string]: unknown },
): Kind["forms"][number] | undefined {
  const has = (property: string): boolean => {
    const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
    return value !== undefined && !isEmpty(value);
  };
  return kind.forms.find((form) => form.properties.length === 0 || form.properties.some(has));
}

/** Does the program leave this owned property to others? (A CaseHoldPolicy without any location.) */
export function familyLeftOut(kind: Kind, desired: Properties): boolean {
  const owned = kind.fields.filter((field) => field.owned);
  return kind.ownsFamilyOnlyIfDeclared && owned.every(({ property }) => declared(desired, property) === undefined);
}

/**
 * Whether the service heeds the property next to the others that the program declares: a threshold does not count without
 * aggregation. What is not known yet counts.
 */
export const counts = (kind: Kind, field: Field, desired: Properties): boolean =>
  field.relations.every((relation) => {
    if (relation.kind !== "meaningfulOnlyWhen") return true;
    const other = kind.fields.find(({ parameter }) => parameter === relation.parameter);
    if (!other || isOpen(desired, other.property)) return true;
    const value = declaredPlain(desired, other.property) ?? other.default ?? null;
    return relation.values.some((wanted) => sameJson(wanted, value));
  });

/** Of settings that are managed key by key: the keys that the program declares or declared before. */
export function managedPart(
  field: Field,
  actual: Canonical | undefined,
  {
    desired,
    recorded,
    before,
    resolve,
  }: {
    readonly desired: Properties;
    readonly recorded?: Properties | undefined;
    readonly before?: Properties | undefined;
    readonly resolve: ResolveReference;
  },
): Canonical | undefined {
  const wanted = declaredPlain(desired, field.property);
  if (field.managed && actual !== undefined && wanted !== undefined) {
    return field.managed(actual, wanted, resolve, declaredPlain(recorded ?? {}, field.property));
  }
  if (!field.perKey || !isCanonicalRecord(actual)) return actual;
  const sides = [desired, recorded ?? {}, before ?? {}].map((side) => declaredPlain(side, field.property));
  const keys = new Set(
    sides.flatMap((side) => (isCanonicalRecord(side) ? Object.keys(side) : [])).map((key) => key.toLowerCase()),
  );
  return Object.fromEntries(Object.entries(actual).filter(([key]) => keys.has(key.toLowerCase())));
}

/** What an undeclared property goes back to; undefined = the service cannot. */
export function clearedValue(field: Field): Plain | undefined {
  const { clear } = field;
  if (field.owned && field.default !== undefined) return field.default;
  if (clear.to === "default") return clear.value;
  if (clear.to === "refused" && !field.replaces) return undefined;
  if (field.default !== undefined) return field.default;
  return field.type.type === "list" ? [] : null;
}
