import { isList, isRecord } from "./guards";
import { isSecret, type Value } from "./value";

/** Steps into a value: names of members and indexes of elements; `*` stands for every one. */
export type PropertyPath = readonly (string | number)[];

/** The steps of a path in Pulumi's notation: `a.b[2]["c.d"]`. */
export function parsePath(path: string): PropertyPath {
  const pattern = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g;
  return [...path.matchAll(pattern)].map(([whole, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? whole) : quoted.replace(/\\(.)/g, "$1");
  });
}

/** The value at a path, or undefined when there is nothing; secret marks on the way are looked through. */
export function valueAt(value: Value | undefined, path: PropertyPath): Value | undefined {
  if (value === undefined) return undefined;
  if (isSecret(value)) return valueAt(value.value, path);
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === "number") return isList(value) ? valueAt(value[first], rest) : undefined;
  return isRecord(value) && Object.hasOwn(value, first) ? valueAt(value[first], rest) : undefined;
}
