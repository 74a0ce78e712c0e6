import { resolveLocations } from "../observe/locations";
import { plainProperties } from "../object/declared";
import { referencesDiffer, resolverBetween } from "../observe/references";
import type { ResourceOperation } from "../operation/operation";
import type { Observed, PropertyChange, ResolveReference } from "../types";
import { diffProperties } from "./properties";

export interface Comparison {
  readonly differences: readonly PropertyChange[];
  /** Knows what the compared values refer to, as far as that was needed. */
  readonly resolve: ResolveReference;
}

/**
 * What differs after a write. The service may name a reference by name where the program gave a GUID: only then are the lists of
 * that noun needed, so they are asked for only then.
 * @param before The object before the write; undefined after New.
 */
export async function compareWritten(
  operation: ResourceOperation,
  actual: Observed,
  before: Observed | undefined,
): Promise<Comparison> {
  const { kind, desired, recorded, ignored } = operation;
  const references = referencesDiffer(kind, { desired, actual: actual.properties }, operation.resolve)
    ? await resolverBetween(operation, desired, actual.properties)
    : operation.resolve;
  const sides = { desired, observed: actual, recorded, resolve: references, written: { before } };
  const resolve = await resolveLocations(operation, sides);
  const differences = diffProperties(kind, {
    desired,
    declaredBefore: recorded?.declared ?? [],
    // What Get does not return counts as written: against what was declared before it would differ forever.
    recorded: desired,
    before: before && (recorded?.inputs ?? recorded?.outputs),
    actual,
    ignored,
    resolve,
  });
  return { differences: before ? differences : differences.filter((change) => !isBegun(operation, change)), resolve };
}

/** What New was told in the place of the declared value, because it does not take that one: the next update brings it there. */
function isBegun({ kind, desired }: ResourceOperation, { property, actual }: PropertyChange): boolean {
  const field = kind.field(property);
  const declared = plainProperties(kind, desired);
  const value = declared[property];
  return value !== undefined && actual !== undefined && field?.createdAs?.(value, declared) === actual;
}
