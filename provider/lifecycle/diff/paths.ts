import type { Field } from "../../kinds";
import {
  type Canonical,
  type CanonicalRecord,
  isCanonicalList,
  isCanonicalRecord,
  isEmpty,
  showOf,
} from "../../kinds/fields/canonical";
import type { ElementMatch, Placed } from "../../kinds/fields/match";
import { type Same, sameAs } from "../../kinds/fields/same";
import type { ListType, ValueType } from "../../kinds/value-type";
import { isUnknown, type Plain, type Unknown, UNKNOWN, type Value } from "../../values";
import type { PropertyChange, ResolveReference } from "../types";
import { respelled, shown } from "../object/state";

export interface Difference {
  readonly field: Field;
  readonly desired: Plain | Unknown;
  readonly actual: Canonical | undefined;
  /** The value of the program, with its marks. */
  readonly declared: Value | undefined;
  /** Of a set: which elements of `desired` are which of `actual`. */
  readonly match: ElementMatch | undefined;
  /** Get returned `actual`; else it stands for what Get does not return. */
  readonly isReturned: boolean;
  readonly replaces: boolean;
  readonly cause: PropertyChange["cause"];
  readonly resolve: ResolveReference;
}

interface PathChange {
  readonly path: string;
  readonly actual: Plain | undefined;
  readonly desired: Plain | undefined;
}

/** One difference of a property as changes by path: list elements and members of objects and maps by themselves. */
export function detailed(difference: Difference): readonly PropertyChange[] {
  const { field, desired, actual, replaces, cause } = difference;
  const match = difference.isReturned ? difference.match : undefined;
  const base = { property: field.property, replaces, cause, ...(match && { match }) };
  if (isUnknown(desired)) {
    return [{ ...base, path: field.property, kind: "update", actual: outward(field, actual), desired: UNKNOWN }];
  }
  const paths = pathsOf(difference, desired);
  const wanted = difference.declared ?? outward(field, desired);
  const { match: matched, resolve } = difference;
  const whole = {
    actual:
      matched && isCanonicalList(actual) ? respelled(field.type, actual, matched, resolve) : outward(field, actual),
    desired: wanted,
  };
  if (paths.length === 0) {
    const kind = isEmpty(actual) ? "add" : difference.declared === undefined && isEmpty(desired) ? "delete" : "update";
    return [{ ...base, path: field.property, kind, ...whole }];
  }
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

/** None when either side is empty or the type has no parts: the whole value is one change. */
function pathsOf(difference: Difference, desired: Plain): readonly PathChange[] {
  const { field, actual, resolve, match } = difference;
  const { type, property } = field;
  if (isEmpty(actual) || isEmpty(desired)) return [];
  if (type.type === "list" && isCanonicalList(actual) && isCanonicalList(desired)) {
    const places = match ?? differingPlaces(actual, desired, sameAs(type.of, resolve));
    return elementPaths(type, property, places);
  }
  if (type.type === "map" && isCanonicalRecord(actual) && isCanonicalRecord(desired))
    return memberPaths({ actual, desired }, property, { typeOf: () => type.of, resolve });
  if (type.type === "object" && isCanonicalRecord(actual) && isCanonicalRecord(desired)) {
    const types = new Map(type.fields.map((member) => [member.property, member.type]));
    return memberPaths({ actual, desired }, property, { typeOf: (key) => types.get(key) ?? { type: "any" }, resolve });
  }
  return [];
}

type Places = Pick<ElementMatch, "surplus"> & { readonly added: readonly Placed[] };

/** What differs of two lists whose order counts. */
function differingPlaces(actual: readonly Canonical[], desired: readonly Canonical[], same: Same): Places {
  const placed = (list: readonly Canonical[], others: readonly Canonical[]): readonly Placed[] =>
    list.flatMap((value, index) => {
      const other = others[index];
      return other !== undefined && same(value, other) ? [] : [{ value, index }];
    });
  return { added: placed(desired, actual), surplus: placed(actual, desired) };
}

/** Missing elements by their place in the program, surplus ones by their place in the tenant. */
function elementPaths({ of }: ListType, path: string, { added, surplus }: Places): readonly PathChange[] {
  const desired = new Map(added.map(({ index, value }) => [index, shown(of, value)]));
  const actual = new Map(surplus.map(({ index, value }) => [index, shown(of, value)]));
  return [...new Set([...desired.keys(), ...actual.keys()])]
    .sort((a, b) => a - b)
    .map((index) => ({ path: `${path}[${index}]`, actual: actual.get(index), desired: desired.get(index) }));
}

interface MemberContext {
  typeOf(key: string): ValueType;
  readonly resolve: ResolveReference;
}

function memberPaths(
  { actual, desired }: { readonly actual: CanonicalRecord; readonly desired: CanonicalRecord },
  path: string,
  { typeOf, resolve }: MemberContext,
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
