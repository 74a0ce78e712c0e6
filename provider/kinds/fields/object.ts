import type { ObjectField, ObjectType } from "../value-type";

/** Of types that ignore the case of keys, their fields by the keys' lower-case spelling. */
const byLowerCase = new WeakMap<ObjectType, ReadonlyMap<string, ObjectField>>();
const byProperty = new WeakMap<ObjectType, ReadonlyMap<string, ObjectField>>();

/** The field that a key stands for; undefined = the type has none of that name. */
export function fieldOf(type: ObjectType, key: string): ObjectField | undefined {
  const [indexes, name] = type.anyCase ? [byLowerCase, key.toLowerCase()] : [byProperty, key];
  const index =
    indexes.get(type) ??
    new Map(type.fields.map((field) => [type.anyCase ? field.property.toLowerCase() : field.property, field]));
  indexes.set(type, index);
  return index.get(name);
}

/** The value of a member, by whatever spelling of its key. */
export function memberOf<T>(type: ObjectType, value: { readonly [key: string]: T }, property: string): T | undefined {
  if (Object.hasOwn(value, property)) return value[property];
  const key = type.anyCase
    ? Object.keys(value).find((name) => name.toLowerCase() === property.toLowerCase())
    : undefined;
  return key === undefined ? undefined : value[key];
}
