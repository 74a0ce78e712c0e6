import type { Outcome } from "../../contract";
import { applyParameters, initialProperties } from "../apply";
import type { Call } from "../call";
import type { StoredObject } from "../entry";
import { badArgument, ruleUnderPendingDeletion } from "../faults";
import { viewOf } from "../view";
import { distribute, distributeParent, refuseWhileDeploying } from "./deploy";
import { refuseTakenName } from "./identity";

/** `New-*`: makes the object and returns it (docs/service/admin-api.md#new-returns). */
export function create(call: Call): Outcome {
  const { store, noun } = call;
  const declaration = store.declaration(noun);
  const plan = store.plan(noun);
  call.parent = parentOf(call);
  refuseWhileDeploying(call, declaration.parent?.distributesParent ? call.parent : undefined);

  const guid = declaration.naming?.guid?.(call) ?? store.newGuid();
  const given = plan.nameParameter === undefined ? "" : call.text(plan.nameParameter);
  const name = declaration.naming?.generate?.(call, guid) ?? (given.trim() === "" ? guid : given);
  if (plan.nameParameter && call.has(plan.nameParameter) && given.trim() === "")
    throw badArgument(plan.nameParameter, "The name can't be empty.");
  refuseTakenName(store, noun, { name, parent: call.parent?.guid });

  const draft = initialProperties(plan);
  applyParameters(plan, draft, call.parameters, call);
  declaration.create?.(draft, call);

  const parent = call.parent && { parent: call.parent.guid };
  const object = store.add(noun, { name, guid, properties: draft, variant: call.variant, ...parent }, call.caller.name);
  distribute(call, object);
  distributeParent(call, object);
  declaration.created?.(object, call);
  return { value: [viewOf(current(call, object), declaration, plan, detailed(call))], warnings: call.warnings };
}

export const current = (call: Call, object: StoredObject): StoredObject =>
  call.store.find(object.noun, object.guid, { variant: object.variant, tombstones: true }) ?? object;

/** What New returns is the object in full: it comes from the write, not from a list. */
export const detailed = (call: Call): Parameters<typeof viewOf>[3] => ({
  store: call.store,
  now: call.now,
  nested: call.nested,
  detailed: true,
  flag: () => true,
});

function parentOf(call: Call): StoredObject | undefined {
  const rule = call.store.declaration(call.noun).parent;
  if (!rule) return undefined;
  const identity = call.text(rule.parameter);
  if (identity === "") {
    if (rule.optional || !call.has(rule.parameter)) return undefined;
    throw badArgument(rule.parameter, "The value can't be empty.");
  }
  // A parent with separate lists is looked for in the list that the call selects.
  const variant = call.store.declaration(rule.noun).variants ? call.variant : undefined;
  const parent = call.store.find(rule.noun, identity, { variant, tombstones: true });
  if (!parent) throw call.store.notFound(rule.noun, identity);
  if (parent.purgeAt !== undefined) throw ruleUnderPendingDeletion(parent.name);
  return parent;
}
