import { STACK_TYPE, makeUrn, nameOf, parentTypeOf, parseUrn } from "../state/urn";
import type { AliasSpec, Goal } from "./goal";

/** Where the resource is. */
interface Home {
  readonly stack: string;
  readonly project: string;
}

/**
 * Every URN under which the state may know the resource: its own aliases, and for each the variants that come from
 * the parent having been renamed.
 */
export function aliasUrns(
  goal: Goal,
  home: Home,
  /** A parent's present URN -> the former one that the state knew it by. */
  formerly: ReadonlyMap<string, string>,
): string[] {
  const own = goal.aliases.map((alias) => collapse(alias, goal, home, formerly));
  const former = formerly.get(goal.parent);
  if (goal.parent === "" || former === undefined) return [...new Set(own)];
  const parentName = nameOf(goal.parent);
  const { stack, project } = home;
  const inherit = (type: string, name: string) =>
    inherited({ type, name, parentName, former, home: { stack, project } });
  const fromParent = own.map((urn) => inherit(parseUrn(urn).type, nameOf(urn)));
  return [...new Set([...own, inherit(goal.type, goal.name), ...fromParent])];
}

function collapse(alias: AliasSpec, goal: Goal, home: Home, formerly: ReadonlyMap<string, string>): string {
  if ("urn" in alias) return alias.urn;
  let parent = alias.parent === undefined ? goal.parent : (formerly.get(alias.parent) ?? alias.parent);
  if (alias.noParent || (parent !== "" && parseUrn(parent).qualifiedType === STACK_TYPE)) parent = "";
  return makeUrn({
    stack: alias.stack || home.stack,
    project: alias.project || home.project,
    parentType: parentTypeOf(parent),
    type: alias.type || goal.type,
    name: alias.name || goal.name,
  });
}

interface Inherited {
  readonly type: string;
  readonly name: string;
  readonly parentName: string;
  /** The parent's URN in the state. */
  readonly former: string;
  readonly home: Home;
}

/** A child whose name begins with its parent's name is renamed along with the parent. */
function inherited({ type, name, parentName, former, home }: Inherited): string {
  const formerName = name.startsWith(parentName) ? nameOf(former) + name.slice(parentName.length) : name;
  return makeUrn({ ...home, parentType: parentTypeOf(former), type, name: formerName });
}
