import { STACK_TYPE, makeUrn, nameOf, parentTypeOf, parseUrn } from "../state/urn";
import type { AliasSpec, Goal } from "./goal";

/**
 * Every URN under which the state may know the resource: its own aliases, and for each the variants that come from
 * the parent having been renamed.
 */
export function aliasUrns(
  goal: Goal,
  home: { readonly stack: string; readonly project: string },
  /** A parent's present URN -> the former one that the state knew it by. */
  formerly: ReadonlyMap<string, string>,
): string[] {
  const own = goal.aliases.map((alias) => collapse(alias, goal, home, formerly));
  const former = formerly.get(goal.parent);
  if (goal.parent === "" || former === undefined) return [...new Set(own)];
  const inherit = (type: string, name: string) => inherited(type, name, nameOf(goal.parent), former, home);
  const fromParent = own.map((urn) => inherit(parseUrn(urn).type, nameOf(urn)));
  return [...new Set([...own, inherit(goal.type, goal.name), ...fromParent])];
}

function collapse(
  alias: AliasSpec,
  goal: Goal,
  home: { readonly stack: string; readonly project: string },
  formerly: ReadonlyMap<string, string>,
): string {
  if ("urn" in alias) return alias.urn;
  let parent = alias.parent === undefined ? goal.parent : (formerly.get(alias.parent) ?? alias.parent);
  if (alias.noParent || (parent !== "" && parseUrn(parent).qualifiedType === STACK_TYPE)) parent = "";
  return makeUrn(
    alias.stack || home.stack,
    alias.project || home.project,
    parentTypeOf(parent),
    alias.type || goal.type,
    alias.name || goal.name,
  );
}

/** A child whose name begins with its parent's name is renamed along with the parent. */
function inherited(
  type: string,
  name: string,
  parentName: string,
  former: string,
  home: { readonly stack: string; readonly project: string },
): string {
  const formerName = name.startsWith(parentName) ? nameOf(former) + name.slice(parentName.length) : name;
  return makeUrn(home.stack, home.project, parentTypeOf(former), type, formerName);
}
