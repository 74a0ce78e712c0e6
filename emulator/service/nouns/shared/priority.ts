import type { CallContext, Store } from "../../context";
import type { StoredObject } from "../../entry";
import { invalidPriority } from "./faults";

const priorityOf = ({ properties }: StoredObject): number => Number(properties.Priority ?? 0);

export const inOrder = (objects: readonly StoredObject[]): StoredObject[] =>
  [...objects].sort((one, other) => priorityOf(one) - priorityOf(other));

/** Numbers the objects 0, 1, 2 … as they stand; an object that keeps its number is not touched. */
export function number(store: Store, ordered: readonly StoredObject[], by: string): void {
  ordered.forEach((object, position) => {
    if (priorityOf(object) !== position) store.change(object, { Priority: position }, by, true);
  });
}

/** Priority that New asks for, else the last place (New-DlpCompliancePolicy, `Priority`). */
export function placeOfNew(call: CallContext, siblings: readonly StoredObject[]): number {
  const wanted = call.get("Priority");
  if (typeof wanted !== "number") return siblings.length;
  if (wanted < 0 || wanted > siblings.length) throw invalidPriority(wanted, siblings.length);
  return wanted;
}

/** Priority that Set asks for; the object keeps its own when it asks for none. */
export function placeOfSet(call: CallContext, object: StoredObject, siblings: readonly StoredObject[]): number {
  const wanted = call.get("Priority");
  if (typeof wanted !== "number") return priorityOf(object);
  if (wanted < 0 || wanted >= siblings.length) throw invalidPriority(wanted, siblings.length - 1);
  return wanted;
}

/** Unique numbers without gaps: the object takes its place and the others make room (New-DlpCompliancePolicy, `Priority`). */
export function settle(call: CallContext, object: StoredObject, siblings: readonly StoredObject[]): void {
  const others = inOrder(siblings.filter(({ guid }) => guid !== object.guid));
  others.splice(priorityOf(object), 0, object);
  number(call.store, others, call.caller.name);
}
