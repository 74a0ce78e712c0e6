import { findCmdlet } from "../../../../catalogue";
import { badArgument } from "../../faults";
import { asList, type JsonObject } from "../../json";

const isFilled = (properties: Readonly<JsonObject>, name: string): boolean => asList(properties[name]).length > 0;

/**
 * "You can't specify inclusions and exclusions in the same policy": properties whose parameters of New forbid each other
 * may not both be filled, however they came to be (catalogue, `conflictsWith`).
 */
export function refuseConflicts(noun: string, draft: Readonly<JsonObject>): void {
  for (const { name, conflictsWith = [] } of findCmdlet(`New-${noun}`)?.params ?? []) {
    const other = isFilled(draft, name) ? conflictsWith.find((conflicting) => isFilled(draft, conflicting)) : undefined;
    if (other !== undefined) throw badArgument(name, `It can't be used together with ${other}.`);
  }
}

/** What narrows a location needs that location (catalogue, `requires`). */
export function refuseWithoutLocation(noun: string, draft: Readonly<JsonObject>): void {
  for (const { name, requires = [] } of findCmdlet(`New-${noun}`)?.params ?? []) {
    const missing = requires.find((location) => location.endsWith("Location") && !isFilled(draft, location));
    if (missing !== undefined && isFilled(draft, name))
      throw badArgument(name, `It narrows ${missing}, which isn't there.`);
  }
}
