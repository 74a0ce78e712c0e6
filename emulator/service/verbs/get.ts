import { findParameter, type CatalogueCmdlet } from "../../../catalogue";
import type { Json, Outcome } from "../../contract";
import type { Call } from "../call";
import type { ReadTime, StoredObject } from "../entry";
import { asList, asText, fold } from "../json";
import type { Reading } from "../noun";
import { identityParameter } from "../registry";
import { viewOf } from "../view";
import { identityOf } from "./identity";
import { inUnits } from "./units";

/** `Get-*`: everything, or what `-Identity` names; a null identity lists everything (docs/service/cmdlets.md#unknown-identity). */
export function read(call: Call, cmdlet: CatalogueCmdlet): Outcome {
  const { store, noun } = call;
  const declaration = store.declaration(noun);
  const plan = store.plan(noun);
  const time: ReadTime = { now: call.now, ...(call.faults.stale && { staleMs: store.durations.staleMs }) };
  const reading: Reading = {
    store,
    now: call.now,
    nested: call.nested,
    named: identityOf(call) !== "",
    detailed: false,
    flag: (parameter) => call.flag(parameter),
  };
  const found = select(call, time).filter((object) => listed(call, cmdlet, object));
  return { value: found.map((object) => viewOf(object, declaration, plan, reading)), warnings: call.warnings };
}

function select(call: Call, time: ReadTime): StoredObject[] {
  const { store, noun, variant } = call;
  const all = (): StoredObject[] => store.read(noun, time).filter((object) => object.variant === variant);
  const identity = identityOf(call);
  if (identity === "") return all();
  const found = store.readByKey(noun, identity, time).filter((object) => object.variant === variant);
  if (found.length > 0) return found;
  // The documented oddity is a fault to switch on; the wire's usual answer is 404 (docs/service/admin-api.md#no-match).
  if (call.faults.missListsAll) return all();
  throw store.notFound(noun, identity);
}

function listed(call: Call, cmdlet: CatalogueCmdlet, object: StoredObject): boolean {
  const declaration = call.store.declaration(call.noun);
  return (
    inUnits(call, object) &&
    ofParent(call, object) &&
    [...call.parameters].every(([name, value]) => matches(call, object, { cmdlet, name, value })) &&
    (declaration.lists?.(object, call) ?? true)
  );
}

function ofParent(call: Call, object: StoredObject): boolean {
  const rule = call.store.declaration(call.noun).parent;
  const identity = rule ? asText(call.get(rule.parameter)) : "";
  if (!rule || identity === "") return true;
  const variant = call.store.declaration(rule.noun).variants ? call.variant : undefined;
  const parent = call.store.find(rule.noun, identity, { variant, tombstones: true });
  if (!parent) throw call.store.notFound(rule.noun, identity);
  return object.parent === parent.guid;
}

interface Filter {
  readonly cmdlet: CatalogueCmdlet;
  readonly name: string;
  readonly value: Json;
}

/** A filter of Get that carries a property's name compares with it, unless the noun has its own filters. */
function matches(call: Call, object: StoredObject, { cmdlet, name, value }: Filter): boolean {
  const declaration = call.store.declaration(call.noun);
  if (declaration.lists || fold(name) === fold(identityParameter(call.noun, "Get")) || value === null) return true;
  if (fold(name) === fold(declaration.parent?.parameter ?? "")) return true;
  if (findParameter(cmdlet, name)?.kind === "switch") return true;
  if (fold(name) === "name") return fold(object.name) === fold(asText(value));
  const field = call.store.plan(call.noun).fields.find((candidate) => fold(candidate.name) === fold(name));
  if (!field) return true;
  const held = asList(object.properties[field.name]).map((each) => fold(asText(each)));
  return asList(value).some((wanted) => held.includes(fold(asText(wanted))));
}
