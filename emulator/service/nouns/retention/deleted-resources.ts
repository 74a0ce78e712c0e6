import type { CallContext } from "../../context";
import { badArgument } from "../../faults";

/** JSON with the address and the site id of what was deleted (semantics, retention: "DeletedResources"). */
export function checkDeletedResources(call: CallContext): void {
  if (!call.has("DeletedResources") || call.get("DeletedResources") === null) return;
  try {
    JSON.parse(call.text("DeletedResources"));
  } catch {
    throw badArgument("DeletedResources", "The value isn't valid JSON.");
  }
}
