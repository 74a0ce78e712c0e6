import type { Kind } from "../../kinds";
import { containsUnknown, plainOf, type Properties } from "../../values";
import { minimalInputs, sameValue } from "../object/state";
import { findExisting } from "../observe/existing";
import { listQueriesFor } from "../observe/parent";
import { resolverBetween, resolverFor } from "../observe/references";
import type { Operation } from "../operation/operation";
import type { Observed, ResolveReference } from "../types";

/**
 * What the object that this resource takes over holds, in the program's spelling where both mean the same; undefined = there is
 * none. The service accepted it, so nothing of it is refused (docs/behavior.md#checks).
 */
export async function heldByExisting(operation: Operation, desired: Properties): Promise<Properties | undefined> {
  const queries = await listQueriesFor(operation, desired, await resolverFor(operation, desired));
  const { active } = await findExisting(operation, desired, queries);
  if (!active) return undefined;
  return heldBy(operation.kind, active, {
    desired,
    resolve: await resolverBetween(operation, desired, active.properties),
  });
}

function heldBy(
  kind: Kind,
  existing: Observed,
  { desired, resolve }: { readonly desired: Properties; readonly resolve: ResolveReference },
): Properties {
  const same = kind.fields.flatMap((field) => {
    const [value, actual] = [desired[field.property], existing.properties[field.property]];
    if (value === undefined || actual === undefined || containsUnknown(value)) return [];
    return sameValue(field, resolve)(plainOf(value) ?? null, actual) ? [[field.property, value] as const] : [];
  });
  return { ...minimalInputs(kind, existing, resolve), ...Object.fromEntries(same) };
}
