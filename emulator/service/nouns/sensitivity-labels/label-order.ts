import type { CallContext, Store } from "../../context";
import type { StoredObject } from "../../entry";
import { asText } from "../../json";
import { invalidPriority, invalidSubLabelPriority } from "../shared/faults";
import { inOrder, number } from "../shared/priority";

const noun = "Label";

export const parentGuidOf = ({ properties }: Pick<StoredObject, "properties">): string => asText(properties.ParentId);

/**
 * All labels in one sequence, sublabels right behind their parent; the last has the highest priority
 * (docs/service/sensitivity-labels.md#priority).
 */
const sequence = (store: Store): StoredObject[] => inOrder(store.list(noun));

const isIn =
  (parent: string) =>
  (label: StoredObject): boolean =>
    label.guid === parent || parentGuidOf(label) === parent;

/** Where a new label goes: a sublabel behind its last sister, else at the end. */
export function placeBehind(store: Store, parent: string, self?: string): number {
  const others = sequence(store).filter(({ guid }) => guid !== self);
  const last = parent === "" ? -1 : others.findLastIndex(isIn(parent));
  return last === -1 ? others.length : last + 1;
}

/** Checks the place that Set asks for. */
export function checkPlace(call: CallContext, label: StoredObject, wanted: number): void {
  const all = sequence(call.store);
  if (!Number.isInteger(wanted) || wanted < 0 || wanted >= all.length) throw invalidPriority(wanted, all.length - 1);
  const parent = parentGuidOf(label);
  if (parent === "") return;
  const group = all.flatMap((other, index) => (parentGuidOf(other) === parent ? [index] : []));
  const [first = 0, last = 0] = [group[0], group.at(-1)];
  if (wanted < first || wanted > last) throw invalidSubLabelPriority(label.name, first, last);
}

/** Renumbers everything after one label was made, moved or put under another parent; its sublabels go with it. */
export function resettle(call: CallContext, label: StoredObject): void {
  const all = sequence(call.store);
  const block = [label, ...all.filter((other) => parentGuidOf(other) === label.guid)];
  const rest = all.filter((other) => !block.some(({ guid }) => guid === other.guid));
  const place = Number(label.properties.Priority ?? rest.length);
  rest.splice(outsideGroups(rest, label, place), 0, ...block);
  number(call.store, rest, call.caller.name);
}

/** A top-level label can't stand between another label and its sublabels: it goes behind them. */
function outsideGroups(rest: readonly StoredObject[], label: StoredObject, place: number): number {
  if (parentGuidOf(label) !== "") return Math.min(place, rest.length);
  let at = Math.min(place, rest.length);
  while (at < rest.length && parentGuidOf(rest[at] as StoredObject) !== "") at++;
  return at;
}

export const closeGaps = (call: CallContext): void => number(call.store, sequence(call.store), call.caller.name);
