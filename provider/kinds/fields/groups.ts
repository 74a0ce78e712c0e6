import type { ResolveReference } from "../reference";
import type { GroupMember } from "../location";
import { ElementIndex, type Element, type ElementRule } from "./elements";

/** A declared distribution group that stands in the list as its members. */
export interface ExpandedGroup {
  /** Place of the group in the program. */
  readonly declared: number;
  /** Places of the returned elements that are members of it. */
  readonly present: readonly number[];
  /** Members that should be there and are not. */
  readonly missing: readonly GroupMember[];
}

interface Unmatched {
  readonly rule: ElementRule;
  /** Declared elements that nothing returned is, by place. */
  readonly declared: readonly (readonly [number, Element])[];
  readonly actual: readonly Element[];
  readonly resolve: ResolveReference;
}

/** Declared groups in the place of which the service has members (docs/service/retention.md#groups). */
export function expandedGroups({ rule, declared, actual, resolve }: Unmatched): readonly ExpandedGroup[] {
  const { locations } = resolve;
  if (!locations) return [];
  let returned: ElementIndex | undefined;
  return declared.flatMap(([place, { value }]) => {
    const group = locations.groupOf(value);
    if (!group) return [];
    returned ??= new ElementIndex(rule, actual);
    const found = group.members.map((member) => returned?.all({ value: member.show, keys: member.keys }) ?? []);
    const present = [...new Set(found.flat())];
    if (present.length === 0 && !group.isExpanded) return [];
    const missing = group.members.filter(({ required }, i) => required && found[i]?.length === 0);
    return [{ declared: place, present, missing }];
  });
}
