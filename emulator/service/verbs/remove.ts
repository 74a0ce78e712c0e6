import type { Outcome } from "../../contract";
import type { Call } from "../call";
import { distributeParent, lockOf, refuseWhileDeploying } from "./deploy";
import { named, refuseTombstone } from "./identity";

/** `Remove-*`: returns nothing. `-ForceDeletion` ends a tombstone, as DSC's second, forced remove does (lessons 1a, 4 #28). */
export function remove(call: Call): Outcome {
  const { store, noun } = call;
  const object = named(call);
  const forced = call.flag("ForceDeletion");
  if (object.purgeAt !== undefined) {
    if (!forced) refuseTombstone(call, object);
    store.erase(object);
    return { value: [], warnings: call.warnings };
  }
  refuseWhileDeploying(call, lockOf(call, object));
  const declaration = store.declaration(noun);
  declaration.remove?.(object, call);
  for (const child of store.registry.childNouns(noun))
    for (const orphan of store.children(child, object.guid)) store.erase(orphan);
  store.bury(object, call.caller.name);
  distributeParent(call, object);
  declaration.removed?.(object, call);
  return { value: [], warnings: call.warnings };
}
