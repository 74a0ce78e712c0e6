import type { ReferenceTarget, ResolveReference } from "../reference";
import type { Canonical } from "./canonical";
import { identifierKey, keysOf, lookupKeys } from "./identifiers";

/** A reference with what it names. */
export interface Named {
  /** Comparable forms of whatever the object is called. */
  readonly keys: readonly string[];
  /** Undefined = it names nothing there is, or nobody looked. */
  readonly target: ReferenceTarget | undefined;
}

/** What a reference names; undefined = nothing there is. */
export function targetNamed(noun: string, value: Canonical, resolve: ResolveReference): ReferenceTarget | undefined {
  for (const key of lookupKeys(value)) {
    const target = resolve(noun, key);
    if (target !== undefined) return target;
  }
  return undefined;
}

export function named(noun: string, value: Canonical, resolve: ResolveReference): Named {
  const target = targetNamed(noun, value, resolve);
  const own = keysOf(value);
  if (!target) return { keys: own, target };
  return { keys: [...own, ...[target.id, target.name, ...(target.aliases ?? [])].map(identifierKey)], target };
}

/** By GUID where both are found and neither may be another; else by whatever both are called. */
export function nameSame({ target: first, keys }: Named, { target: second, keys: others }: Named): boolean {
  if (first && second) {
    const isOne = identifierKey(first.id) === identifierKey(second.id);
    if (isOne || (!first.ambiguous && !second.ambiguous)) return isOne;
  }
  return intersect(keys, others);
}

export const intersect = (a: readonly string[], b: readonly string[]): boolean => a.some((key) => b.includes(key));
