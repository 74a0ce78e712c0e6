import type { CatalogueCmdlet } from "../../catalogue";
import type { Json, Outcome, TenantService } from "../contract";
import { Call } from "./call";
import { asDocumented } from "./documented";
import { beingDeployed } from "./faults";
import { fold, type JsonObject } from "./json";
import { asText } from "./json";
import type { ServiceOptions } from "./options";
import { OutOfBand } from "./out-of-band";
import type { Registry } from "./registry";
import { dump, restore } from "./state";
import { TenantStore } from "./store";
import { isSingleton, run, theOne } from "./verbs";

const writes = new Set(["New", "Set", "Remove", "Add", "Update"]);

/** Builds one tenant: the store, its seeded objects, and the ways in. */
export function createTenant(options: ServiceOptions, registry: Registry): TenantService {
  const store = new TenantStore(options, registry);
  const outOfBand = new OutOfBand(store);
  seed(store, options);
  const atHand = (noun: string): void => {
    if (isSingleton(noun)) theOne(store, noun);
  };
  return {
    jsonForm: store.jsonForm,
    execute: (caller, call, faults = {}, nested = store.jsonForm) =>
      execute(new Call(store, caller, asDocumented(call), { faults, nested }), call.cmdlet),
    listObjects(noun) {
      atHand(noun);
      return outOfBand.list(noun);
    },
    getObject(noun, nameOrGuid) {
      atHand(noun);
      return outOfBand.get(noun, nameOrGuid);
    },
    putObject: (noun, nameOrGuid, value) => outOfBand.put(noun, nameOrGuid, value),
    patchObject(noun, nameOrGuid, value) {
      atHand(noun);
      return outOfBand.patch(noun, nameOrGuid, value);
    },
    deleteObject: (noun, nameOrGuid) => outOfBand.delete(noun, nameOrGuid),
    nouns: () => [...registry.nouns()],
    changes: (...nouns) => nouns.reduce((sum, noun) => sum + store.changes(noun), 0),
    dump: () => dump(store),
    restore: (state: Json) => restore(store, state),
  };
}

function execute(call: Call, cmdlet: CatalogueCmdlet): Outcome {
  const { faults } = call;
  if (faults.beingDeployed && writes.has(call.verb)) throw beingDeployed(call.text("Identity") || call.text("Name"));
  const outcome = confirms(call) ? { value: [], warnings: [] } : run(call, cmdlet);
  const dropped = faults.dropProperty;
  return dropped === undefined ? outcome : { ...outcome, value: outcome.value.map((view) => without(view, dropped)) };
}

/**
 * `Confirm: true` only asks: the module sends it first, and then `Confirm: false` (docs/service/admin-api.md#confirm). `WhatIf`
 * is another matter: it "does nothing in S&C PowerShell" (docs/service/cmdlets.md#whatif), so the write happens.
 */
function confirms(call: Call): boolean {
  if (!writes.has(call.verb) || !call.flag("Confirm")) return false;
  const identity = asText(call.get("Identity"));
  if (call.verb !== "New" && identity !== "" && !isSingleton(call.noun))
    call.store.require(call.noun, identity, { variant: call.variant, tombstones: true });
  return true;
}

const without = (view: Readonly<JsonObject>, property: string): JsonObject =>
  Object.fromEntries(Object.entries(view).filter(([name]) => fold(name) !== fold(property)));

/** Microsoft's own objects, present in every new tenant. */
function seed(store: TenantStore, options: ServiceOptions): void {
  for (const noun of store.registry.nouns())
    for (const each of store.declaration(noun).seeds?.(store, options) ?? [])
      store.add(noun, { ...each, immediately: true }, "Microsoft");
}
