import { Secret, isArray, isMap } from "./value";
import type { Property, PropertyMap } from "./value";

/** `a.b[0]["c d"]`; `*` stands for every element. */
export type PropertyPath = readonly (string | number)[];

export function parsePath(text: string): PropertyPath | undefined {
  const elements: (string | number)[] = [];
  let rest = text;
  if (rest.startsWith(".")) return undefined;
  while (rest !== "") {
    const quoted = /^\[("(?:\\"|[^"])*")\]/.exec(rest);
    const index = /^\[(\*|-?\d+)\]/.exec(rest);
    const name = /^\.?([^.[]+)/.exec(rest);
    const dot = /^\.(?=\[)/.exec(rest);
    if (quoted) elements.push(quoted[1]!.slice(1, -1).replaceAll('\\"', '"'));
    else if (index) elements.push(index[1] === "*" ? "*" : Number(index[1]));
    else if (name) elements.push(name[1]!);
    else if (!dot) return undefined;
    rest = rest.slice((quoted ?? index ?? name ?? dot)![0].length);
  }
  return elements;
}

export function formatPath(path: PropertyPath): string {
  return path
    .map((element, position) => {
      if (typeof element === "number") return `[${element}]`;
      if (/^\w+$/.test(element)) return position === 0 ? element : `.${element}`;
      return `["${element.replaceAll('"', '\\"')}"]`;
    })
    .join("");
}

export const pathContains = (path: PropertyPath, other: PropertyPath): boolean =>
  other.length >= path.length && path.every((element, position) => element === "*" || element === other[position]);

type Mutable = { [key: string]: Property };

/** Deep enough a copy for `resetPath` to write into. */
function editable(value: Property): Property {
  if (value instanceof Secret) return new Secret(editable(value.element));
  if (isArray(value)) return value.map(editable);
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, editable(inner)]));
  return value;
}

/** New inputs in which the ignored paths have their old values, and the paths for which that is impossible. */
export function ignoreChanges(
  news: PropertyMap,
  olds: PropertyMap,
  paths: readonly string[],
): { readonly inputs: PropertyMap; readonly impossible: readonly string[] } {
  if (paths.length === 0) return { inputs: news, impossible: [] };
  const inputs = editable(news) as PropertyMap;
  const impossible = paths.filter((text) => {
    const path = parsePath(text);
    return path !== undefined && !reset(path, { value: olds, secret: false }, { value: inputs, secret: false });
  });
  return { inputs, impossible };
}

/** A value, and whether it is inside a secret. */
interface Side {
  readonly value: Property | undefined;
  readonly secret: boolean;
}

const unwrap = ({ value, secret }: Side): Side =>
  value instanceof Secret ? unwrap({ value: value.element, secret: true }) : { value, secret };

/** Follows Pulumi's rules: no level in between is created, and no list changes its length. */
function reset(path: PropertyPath, olds: Side, news: Side): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return false;
  const { value: old, secret: oldIsSecret } = unwrap(olds);
  const { value: target, secret: newIsSecret } = unwrap(news);
  const keep = (value: Property): Property => (oldIsSecret && !newIsSecret ? new Secret(value) : value);
  const next = (from: Property | undefined, to: Property | undefined) =>
    reset(rest, { value: from, secret: oldIsSecret }, { value: to, secret: newIsSecret });

  if (key === "*") return resetEach({ isLeaf: rest.length === 0, old, target, keep, next });
  if (typeof key === "number") {
    if (key < 0) return false;
    if (!isArray(old) || !isArray(target)) return !isArray(old) && !isArray(target);
    if (rest.length === 0 && key >= old.length && key >= target.length) return true;
    if (key >= old.length || key >= target.length) return false;
    if (rest.length > 0) return next(old[key], target[key]);
    (target as Property[])[key] = keep(old[key]!);
    return true;
  }
  if (rest.length === 0) {
    const value = isMap(old) ? old[key] : undefined;
    if (value === undefined) {
      if (isMap(target)) delete (target as Mutable)[key];
      return true;
    }
    if (!isMap(target)) return false;
    (target as Mutable)[key] = keep(value);
    return true;
  }
  if (!isMap(old) || !isMap(target)) return !isMap(old) && !isMap(target);
  if (old[key] !== undefined && target[key] === undefined) return false;
  if (old[key] === undefined && target[key] === undefined) return true;
  return next(old[key], target[key]);
}

interface EachElement {
  /** The path ends here. */
  readonly isLeaf: boolean;
  readonly old: Property | undefined;
  readonly target: Property | undefined;
  keep(value: Property): Property;
  /** Follows the rest of the path. */
  next(from: Property | undefined, to: Property | undefined): boolean;
}

function resetEach({ isLeaf: leaf, old, target, keep, next }: EachElement): boolean {
  if (isMap(target)) {
    if (!isMap(old)) return leaf;
    if (!leaf) return Object.keys(old).every((key) => target[key] !== undefined && next(old[key], target[key]));
    for (const [key, value] of Object.entries(old)) (target as Mutable)[key] = keep(value);
    for (const key of Object.keys(target)) if (!(key in old)) delete (target as Mutable)[key];
    return true;
  }
  if (!isArray(target)) return false;
  if (!isArray(old)) return leaf;
  for (let index = 0; index < Math.min(old.length, target.length); index++) {
    if (leaf) (target as Property[])[index] = keep(old[index]!);
    else if (!next(old[index], target[index])) return false;
  }
  return old.length === target.length;
}
