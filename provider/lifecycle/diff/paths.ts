import type { Field } from "../../kinds";
import {
  type Canonical,
  type CanonicalRecord,
  isCanonicalList,
  isCanonicalRecord,
  showOf,
} from "../../kinds/fields/canonical";
import { isEmpty, sameAs } from "../../kinds/fields/same";
import type { ListType, ValueType } from "../../kinds/value-type";
import { isUnknown, type Plain, UNKNOWN, type Value } from "../../values";
import type { PropertyChange, ResolveReference } from "../types";
import { shown } from "../object/state";

export interface Difference {
  readonly field: Field;
  readonly desired: Plain | typeof UNKNOWN;
  readonly actual: Canonical | undefined;
  /** The value of the program, with its marks. */
  readonly declared: Value | undefined;
  readonly replaces: boolean;
  readonly cause: PropertyChange["cause"];
}

interface PathChange {
  readonly path: string;
  readonly actual: Plain | undefined;
  readonly desired: Plain | undefined;
}

/** One difference of a property as changes by path: list elements and members of objects and maps by themselves. */
export function detailed(difference: Difference, resolve: ResolveReference): readonly PropertyChange[] {
  const { field, desired, actual, replaces, cause } = difference;
  const base = { property: field.property, replaces, cause };
  if (isUnknown(desired)) {
    return [{ ...base, path: field.property, kind: "update", actual: outward(field, actual), desired: UNKNOWN }];
  }
  const paths = pathsOf(field.type, field.property, actual, desired as Plain, resolve);
  const wanted = difference.declared ?? outward(field, desired as Plain);
  if (paths.length === 0 || paths.some(({ path }) => path === field.property)) {
    const kind = isEmpty(actual)
      ? "add"
      : difference.declared === undefined && isEmpty(desired as Plain)
        ? "delete"
        : "update";
    return [{ ...base, path: field.property, kind, actual: outward(field, actual), desired: wanted }];
  }
  const whole = { actual: outward(field, actual), desired: wanted };
  return paths.map((change) => ({
    ...base,
    whole,
    path: change.path,
    kind: change.actual === undefined ? "add" : change.desired === undefined ? "delete" : "update",
    actual: change.actual,
    desired: change.desired,
  }));
}

const outward = (field: Field, value: Canonical | undefined): Plain | undefined =>
  value === undefined ? undefined : shown(field.type, value);

/** The whole value as one path when either side is empty or the type has no parts. */
function pathsOf(
  type: ValueType,
  path: string,
  actual: Canonical | undefined,
  desired: Plain,
  resolve: ResolveReference,
): readonly PathChange[] {
  const whole = { path, actual: actual === undefined ? undefined : shown(type, actual), desired };
  if (isEmpty(actual) || isEmpty(desired)) return [whole];
  if (type.type === "list" && isCanonicalList(actual) && isCanonicalList(desired)) {
    return listPaths(type, path, actual, desired, resolve);
  }
  if ((type.type === "map" || type.type === "object") && isCanonicalRecord(actual) && isCanonicalRecord(desired)) {
    const typeOf = (key: string): ValueType =>
      type.type === "map" ? type.of : (type.fields.find((f) => f.property === key)?.type ?? { type: "any" });
    return memberPaths(path, actual, desired, typeOf, resolve);
  }
  return [whole];
}

/** Elements of a set: missing ones by their place in the program, surplus ones by their place in the tenant. */
function listPaths(
  type: ListType,
  path: string,
  actual: readonly Canonical[],
  desired: readonly Canonical[],
  resolve: ResolveReference,
): readonly PathChange[] {
  const same = sameAs(type.of, resolve);
  const at = new Map<number, { actual?: Plain; desired?: Plain }>();
  const note = (index: number, side: "actual" | "desired", value: Canonical): void => {
    at.set(index, { ...at.get(index), [side]: shown(type.of, value) });
  };
  if (type.ordered) {
    for (let i = 0; i < Math.max(actual.length, desired.length); i++) {
      const [a, d] = [actual[i], desired[i]];
      if (a !== undefined && d !== undefined && same(d, a)) continue;
      if (a !== undefined) note(i, "actual", a);
      if (d !== undefined) note(i, "desired", d);
    }
  } else {
    desired.forEach((element, i) => {
      if (!actual.some((other) => same(element, other))) note(i, "desired", element);
    });
    actual.forEach((element, i) => {
      if (!desired.some((other) => same(other, element))) note(i, "actual", element);
    });
  }
  return [...at.entries()]
    .sort(([a], [b]) => a - b)
    .map(([index, sides]) => ({ path: `${path}[${index}]`, actual: sides.actual, desired: sides.desired }));
}

function memberPaths(
  path: string,
  actual: CanonicalRecord,
  desired: CanonicalRecord,
  typeOf: (key: string) => ValueType,
  resolve: ResolveReference,
): readonly PathChange[] {
  const find = (record: CanonicalRecord, key: string): Canonical | undefined =>
    Object.entries(record).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const keys = [...Object.keys(desired), ...Object.keys(actual)];
  const distinct = keys.filter((key, i) => keys.findIndex((other) => other.toLowerCase() === key.toLowerCase()) === i);
  return distinct
    .map((key) => ({ key, actual: find(actual, key), desired: find(desired, key) }))
    .filter(({ key, ...sides }) => !sameAs(typeOf(key), resolve)(sides.desired ?? null, sides.actual ?? null))
    .map(({ key, ...sides }) => ({
      path: memberPath(path, key),
      actual: sides.actual === undefined ? undefined : shown(typeOf(key), sides.actual),
      desired: sides.desired === undefined ? undefined : showOf(sides.desired),
    }));
}

/** Pulumi's notation: `a.b`, and `a["b.c"]` where the key has other characters than letters, digits and underscore. */
export const memberPath = (path: string, key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
