import { isList, isRecord } from "./guards";
import { isSecret, isUnknown, type Plain, type Value } from "./value";

const some = (value: Value, found: (value: Value) => boolean): boolean => {
  if (found(value)) return true;
  if (isSecret(value)) return some(value.value, found);
  if (isList(value)) return value.some((item) => some(item, found));
  return isRecord(value) && Object.values(value).some((item) => some(item, found));
};

export const containsUnknown = (value: Value): boolean => some(value, isUnknown);
export const containsSecret = (value: Value): boolean => some(value, isSecret);

/** The value without its secret marks; unknowns stay. */
export function reveal(value: Value): Value {
  if (isSecret(value)) return reveal(value.value);
  if (isList(value)) return value.map(reveal);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reveal(item)]));
  return value;
}

const isKnown = (value: Plain | undefined): value is Plain => value !== undefined;

/** The value as plain JSON, or undefined when any part of it is unknown. */
export function plainOf(value: Value): Plain | undefined {
  if (isUnknown(value)) return undefined;
  if (isSecret(value)) return plainOf(value.value);
  if (isList(value)) {
    const items = value.map(plainOf);
    return items.every(isKnown) ? items : undefined;
  }
  if (!isRecord(value)) return value;
  const known: [string, Plain][] = [];
  for (const [key, item] of Object.entries(value)) {
    const plain = plainOf(item);
    if (plain === undefined) return undefined;
    known.push([key, plain]);
  }
  return Object.fromEntries(known);
}
