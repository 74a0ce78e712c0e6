import type { Outcome } from "../../contract";
import type { Call } from "../call";
import type { StoredObject } from "../entry";
import { refused } from "../faults";
import { distributeParent, lockOf, refuseWhileDeploying } from "./deploy";
import { named, refuseBuiltIn, refuseTombstone } from "./identity";

/**
 * `Remove-*`: returns nothing. `-ForceDeletion` ends a tombstone, as DSC's second, forced remove does
 * (docs/service/cmdlets.md#second-remove).
 */
export function remove(call: Call): Outcome {
  const { store, noun } = call;
  const object = named(call);
  const forced = call.flag("ForceDeletion");
  if (object.purgeAt !== undefined) {
    if (!forced) refuseTombstone(call, object);
    store.erase(object);
    return { value: [], warnings: call.warnings };
  }
  refuseBuiltIn(object);
  refuseWhileDeploying(call, lockOf(call, object));
  const declaration = store.declaration(noun);
  refuseWithChildren(call, object);
  declaration.remove?.(object, call);
  for (const child of store.registry.childNouns(noun))
    for (const orphan of store.children(child, object.guid)) store.erase(orphan);
  if (forced) store.erase(object);
  else store.bury(object, call.caller.name);
  distributeParent(call, object);
  declaration.removed?.(object, call);
  return { value: [], warnings: call.warnings };
}

/** Nouns whose objects have to go first. */
function refuseWithChildren(call: Call, object: StoredObject): void {
  for (const child of call.store.registry.childNouns(object.noun))
    if (
      call.store.declaration(child).parent?.onRemove === "refuse" &&
      call.store.children(child, object.guid).length > 0
    )
      throw refused(`'${object.name}' can't be removed because it still has objects of type ${child}.`);
}
