import { type PropertyPath, formatPath } from "./path";
import { Reference, Secret, Unknown, isArray, isMap, reveal } from "./value";
import type { Property, PropertyMap } from "./value";

export type ChangeKind = "add" | "delete" | "update" | "add-replace" | "delete-replace" | "update-replace";
export interface PropertyChange {
  readonly kind: ChangeKind;
  /** True: old inputs were compared with new inputs; false: old outputs with new inputs. */
  readonly inputDiff: boolean;
}
export type DetailedDiff = Readonly<Record<string, PropertyChange>>;

const hasValue = (value: Property | undefined): boolean => value !== undefined && value !== null;

export function equal(left: Property | undefined, right: Property | undefined): boolean {
  if (!hasValue(left) || !hasValue(right)) return hasValue(left) === hasValue(right);
  if (left instanceof Secret) return right instanceof Secret && equal(left.element, right.element);
  if (left instanceof Unknown) return right instanceof Unknown;
  if (left instanceof Reference)
    return right instanceof Reference && left.urn === right.urn && equal(left.id, right.id);
  if (isArray(left))
    return isArray(right) && left.length === right.length && left.every((element, at) => equal(element, right[at]));
  if (isMap(left)) return isMap(right) && keysOf(left, right).every((key) => equal(left[key], right[key]));
  return left === right;
}

const keysOf = (left: PropertyMap, right: PropertyMap): string[] => [
  ...new Set([...Object.keys(left), ...Object.keys(right)]),
];

/** What changed from old to new inputs, as the engine sees it when a provider leaves the comparison to it. */
export function diffInputs(
  olds: PropertyMap,
  news: PropertyMap,
): { readonly keys: readonly string[]; readonly detail: DetailedDiff } {
  const detail: Record<string, PropertyChange> = {};
  const left = reveal(olds) as PropertyMap;
  const right = reveal(news) as PropertyMap;
  compareMaps(left, right, [], detail);
  const keys = keysOf(left, right).filter((key) => !equal(left[key], right[key]));
  return { keys: keys.sort(), detail };
}

function compareMaps(left: PropertyMap, right: PropertyMap, path: PropertyPath, into: Record<string, PropertyChange>) {
  for (const key of keysOf(left, right)) compare(left[key], right[key], [...path, key], into);
}

function compare(
  left: Property | undefined,
  right: Property | undefined,
  path: PropertyPath,
  into: Record<string, PropertyChange>,
): void {
  if (equal(left, right)) return;
  const note = (kind: ChangeKind) => void (into[formatPath(path)] = { kind, inputDiff: true });
  if (!hasValue(left)) note("add");
  else if (!hasValue(right)) note("delete");
  else if (isMap(left) && isMap(right)) compareMaps(left, right, path, into);
  else if (isArray(left) && isArray(right))
    for (let at = 0; at < Math.max(left.length, right.length); at++) compare(left[at], right[at], [...path, at], into);
  else note("update");
}

const inverse: Readonly<Record<ChangeKind, ChangeKind>> = {
  add: "delete",
  delete: "add",
  update: "update",
  "add-replace": "delete-replace",
  "delete-replace": "add-replace",
  "update-replace": "update-replace",
};

export const invert = (detail: DetailedDiff): DetailedDiff =>
  Object.fromEntries(Object.entries(detail).map(([path, change]) => [path, { ...change, kind: inverse[change.kind] }]));

export const toReplace = (kind: ChangeKind): ChangeKind =>
  (kind.endsWith("-replace") ? kind : `${kind}-replace`) as ChangeKind;
