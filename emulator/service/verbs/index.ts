import { findCmdlet, findFamily, type CatalogueCmdlet } from "../../../catalogue";
import type { Outcome } from "../../contract";
import type { Call } from "../call";
import { read } from "./get";
import { addMember, removeMember, replaceMembers } from "./membership";
import { create } from "./new";
import { remove } from "./remove";
import { update } from "./set";
import { theOne, updateSingleton } from "./singleton";

export { theOne } from "./singleton";

/** Get and Set without New: one object that is always there. */
export const isSingleton = (noun: string): boolean =>
  !findCmdlet(`New-${noun}`) && findCmdlet(`Set-${noun}`) !== undefined && findCmdlet(`Get-${noun}`) !== undefined;

const isMembership = (noun: string): boolean => findFamily(noun)?.class === "membership";

/** Actions and reports that nobody declared succeed and return nothing. */
const nothing = (call: Call): Outcome => ({ value: [], warnings: call.warnings });

/** Runs a call by its verb, unless the noun has its own way. */
export function run(call: Call, cmdlet: CatalogueCmdlet): Outcome {
  const { noun, store } = call;
  const own = store.declaration(noun).verbs?.[call.verb];
  if (own) return own(call);
  switch (call.verb) {
    case "Get":
      if (isSingleton(noun)) theOne(store, noun);
      return read(call, cmdlet);
    case "New":
      return create(call);
    case "Set":
      return isSingleton(noun) ? updateSingleton(call) : update(call);
    case "Remove":
      return isMembership(noun) ? removeMember(call) : remove(call);
    case "Add":
      return isMembership(noun) ? addMember(call) : nothing(call);
    case "Update":
      return isMembership(noun) ? replaceMembers(call) : nothing(call);
    default:
      return nothing(call);
  }
}
