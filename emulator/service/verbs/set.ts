import type { Outcome } from "../../contract";
import { applyParameters } from "../apply";
import type { Call } from "../call";
import { hasFailed } from "../distribution";
import type { StoredObject } from "../entry";
import { nothingModified } from "../faults";
import { asText, same, type JsonObject } from "../json";
import { identityParameter } from "../registry";
import { viewOf } from "../view";
import { distribute, distributeParent, lockOf, refuseWhileDeploying } from "./deploy";
import { named, refuseBuiltIn, refuseTakenName, refuseTombstone } from "./identity";
import { current, detailed } from "./new";

/** `Set-*`: returns nothing; without a change it says so and does nothing (docs/service/cmdlets.md#set-without-change). */
export function update(call: Call): Outcome {
  const object = named(call);
  refuseTombstone(call, object);
  refuseBuiltIn(object);
  refuseWhileDeploying(call, lockOf(call, object));
  if (call.flag("RetryDistribution")) return retry(call, object);
  return updateObject(call, object);
}

export function updateObject(call: Call, object: StoredObject): Outcome {
  const { store, noun } = call;
  const declaration = store.declaration(noun);
  const plan = store.plan(noun);
  const draft = structuredClone(object.properties) as JsonObject;
  applyParameters(plan, draft, call.parameters, call);
  declaration.update?.(draft, object, call);
  // Set can rename only four nouns (docs/service/cmdlets.md#rename); where it has the parameter, the object follows.
  const renames =
    plan.nameParameter !== undefined &&
    plan.nameParameter !== identityParameter(noun, call.verb) &&
    (declaration.naming?.renames?.(call) ?? true);
  const name = (renames && call.text(plan.nameParameter ?? "")) || object.name;
  if (name !== object.name) refuseTakenName(store, noun, { name, parent: object.parent, self: object.guid });
  if (name === object.name && same(draft, object.properties)) {
    call.warn(nothingModified(pathOf(call, object)));
    return { value: [], warnings: call.warnings };
  }
  const after = store.write(object, { name, properties: draft, changedAt: call.now, changedBy: call.caller.name });
  distribute(call, after);
  distributeParent(call, after);
  declaration.updated?.(current(call, after), object, call);
  return { value: [], warnings: call.warnings };
}

/** Only failed locations are sent again (docs/service/distribution.md#retry); with none there is nothing to do. */
function retry(call: Call, object: StoredObject): Outcome {
  if (hasFailed(object.distribution, call.now)) distribute(call, object);
  else call.warn(nothingModified(pathOf(call, object)));
  return { value: [], warnings: call.warnings };
}

const pathOf = (call: Call, object: StoredObject): string =>
  asText(viewOf(object, call.store.declaration(object.noun), call.store.plan(object.noun), detailed(call)).Identity);
