import type { Outcome } from "../../contract";
import { initialProperties } from "../apply";
import type { Call } from "../call";
import type { StoredObject } from "../entry";
import type { TenantStore } from "../store";
import { updateObject } from "./set";

/** The one object of a singleton, made when it is first asked for. */
export function theOne(store: TenantStore, noun: string): StoredObject {
  const there = store.list(noun)[0];
  if (there) return there;
  const properties = initialProperties(store.plan(noun));
  return store.add(noun, { name: noun, properties, always: true }, "Microsoft");
}

export const updateSingleton = (call: Call): Outcome => updateObject(call, theOne(call.store, call.noun));
