import type { Json } from "../contract";

type Path = readonly (string | number)[];

/** One difference between two JSON values: a member that is new or other, one that is gone, or elements in the place of others. */
export type Patch =
  | { readonly at: Path; readonly set: Json }
  | { readonly at: Path; readonly unset: string }
  | { readonly at: Path; readonly from: number; readonly drop: number; readonly put: readonly Json[] };

type JsonRecord = { [key: string]: Json };

const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What makes `after` of `before`. Parts that are the very same are not looked into, so a change among thousands of objects costs little. */
export function differences(before: Json, after: Json, at: Path = []): readonly Patch[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after))
    return spliced(before as readonly Json[], after as readonly Json[], at);
  if (!isRecord(before) || !isRecord(after)) return [{ at, set: after }];
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...gone.map((unset): Patch => ({ at, unset })),
    ...Object.entries(after).flatMap(([key, value]): readonly Patch[] =>
      Object.hasOwn(before, key)
        ? differences(before[key] as Json, value, [...at, key])
        : [{ at: [...at, key], set: value }],
    ),
  ];
}

function spliced(before: readonly Json[], after: readonly Json[], at: Path): readonly Patch[] {
  const shorter = Math.min(before.length, after.length);
  const isSame = (a: Json | undefined, b: Json | undefined): boolean => differences(a as Json, b as Json).length === 0;
  let head = 0;
  while (head < shorter && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const [drop, put] = [before.length - head - tail, after.slice(head, after.length - tail)];
  return drop === 0 && put.length === 0 ? [] : [{ at, from: head, drop, put }];
}

/** Applies patches to a value that nobody else holds; returns it, or what took its place. */
export function patched(value: Json, patches: readonly Patch[]): Json {
  let root = value;
  for (const patch of patches) {
    if ("set" in patch && patch.at.length === 0) root = patch.set;
    else if ("set" in patch) put(follow(root, patch.at.slice(0, -1)), patch.at.at(-1) ?? "", patch.set);
    else if ("unset" in patch) delete (follow(root, patch.at) as JsonRecord)[patch.unset];
    else (follow(root, patch.at) as Json[]).splice(patch.from, patch.drop, ...patch.put);
  }
  return root;
}

const follow = (root: Json, path: Path): Json =>
  path.reduce<Json>((value, key) => (value as JsonRecord)[key] as Json, root);

const put = (holder: Json, key: string | number, value: Json): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};
