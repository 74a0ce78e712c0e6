import { isRecord, isSecret, type Value } from "../../values";

/** Elements of a path in Pulumi's notation: `a.b[2]["c.d"]`. */
export function elementsOf(path: string): readonly (string | number)[] {
  const pattern = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g;
  return [...path.matchAll(pattern)].map(([, index, quoted, plain]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? quoted.replace(/\\(.)/g, "$1") : (plain as string),
  );
}

/** The value at a path, or undefined when there is nothing; secret marks on the way are looked through. */
export function valueAt(value: Value | undefined, path: readonly (string | number)[]): Value | undefined {
  if (value === undefined) return undefined;
  if (isSecret(value)) return valueAt(value.value, path);
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === "number")
    return Array.isArray(value) ? valueAt((value as readonly Value[])[first], rest) : undefined;
  return isRecord(value) && Object.hasOwn(value, first) ? valueAt(value[first], rest) : undefined;
}
