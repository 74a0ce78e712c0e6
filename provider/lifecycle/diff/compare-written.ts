import type { PropertyChange, ResolveReference } from "../types";
import { diffProperties } from "./properties";
import type { Operation } from "../operation/operation";
import type { DiffInput } from "../plan/types";
import { referencesIn, resolverBetween } from "../observe/references";

export interface Comparison {
  readonly differences: readonly PropertyChange[];
  /** Knows what the compared values refer to, as far as that was needed. */
  readonly resolve: ResolveReference;
}

/**
 * What differs after a write. The service may tell a reference by name where the program gave a GUID: only then are the lists of
 * that noun needed, so they are asked for only then.
 */
export async function differencesOf(operation: Operation, input: DiffInput): Promise<Comparison> {
  const { kind, session, signal } = operation;
  const first = diffProperties(kind, input);
  const refers = first.some(({ property }) => {
    const actual = input.actual.properties[property];
    return actual !== undefined && referencesIn(kind, { [property]: actual }).length > 0;
  });
  if (!refers) return { differences: first, resolve: input.resolve };
  const resolve = await resolverBetween(session, kind, [input.desired, input.actual.properties], signal);
  return { differences: diffProperties(kind, { ...input, resolve }), resolve };
}
