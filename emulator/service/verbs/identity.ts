import type { Call } from "../call";
import type { StoredObject } from "../entry";
import {
  isBuiltIn,
  objectExists,
  policyExists,
  policyIsDeleted,
  policyPendingDeletion,
  ruleExists,
  ruleIsDeleted,
  rulePendingDeletion,
} from "../faults";
import { fold } from "../json";
import { familyOf, identityParameter } from "../registry";
import type { TenantStore } from "../store";
import { inUnits } from "./units";

export const identityOf = (call: Call): string =>
  call.store.declaration(call.noun).locate?.(call) ?? call.text(identityParameter(call.noun, call.verb));

/** The object that Set or Remove names; a tombstone answers, but only to be refused (docs/service/errors.md#pending-deletion). */
export function named(call: Call): StoredObject {
  const identity = identityOf(call);
  const { store, noun, variant } = call;
  const live = store.find(noun, identity, { variant });
  if (live && inUnits(call, live)) return live;
  const dead = store.find(noun, identity, { variant, tombstones: true });
  if (!dead || live) throw store.notFound(noun, identity);
  return dead;
}

export function refuseTombstone(call: Call, object: StoredObject): void {
  if (object.purgeAt === undefined) return;
  const isRule = familyOf(call.store.declaration(call.noun)) === "rule";
  if (call.verb === "Remove") throw (isRule ? rulePendingDeletion : policyPendingDeletion)(object.name);
  throw (isRule ? ruleIsDeleted : policyIsDeleted)(object.name);
}

export function refuseBuiltIn(object: StoredObject): void {
  if (object.properties.$builtIn === true) throw isBuiltIn(object.name);
}

/** A name that an object wants, under its parent; `self` may have it already. */
interface Claim {
  readonly name: string;
  readonly parent?: string | undefined;
  readonly self?: string;
}

/** Names are unique without case and stay taken while a removed object is still being purged (docs/service/cmdlets.md#reserved-names). */
export function refuseTakenName(store: TenantStore, noun: string, { name, parent, self }: Claim): void {
  const declaration = store.declaration(noun);
  const unique = declaration.naming?.unique ?? "tenant";
  if (unique === "none") return;
  for (const other of store.registry.nameSpace(noun)) {
    const holder = holderOf(store, other, name, unique === "parent" ? parent : undefined);
    if (!holder || holder.guid === self) continue;
    const scenario = declaration.naming?.scenario ?? noun;
    switch (familyOf(declaration)) {
      case "rule":
        throw ruleExists(name, scenario);
      case "policy":
        throw policyExists(name, scenario);
      case "object":
        throw objectExists(name);
    }
  }
}

function holderOf(store: TenantStore, noun: string, name: string, parent?: string): StoredObject | undefined {
  for (const entry of store.table(noun).withKey(name)) {
    const state = entry.snapshots.at(-1)?.state;
    if (!state || fold(state.name) !== fold(name) || (parent !== undefined && state.parent !== parent)) continue;
    return { ...state, noun, guid: entry.guid, createdAt: entry.createdAt, createdBy: entry.createdBy };
  }
  return undefined;
}
