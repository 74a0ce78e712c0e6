import { allCmdlets, type CatalogueCmdlet } from "../../catalogue";
import type { Caller, VisibleCmdlets, VisibleParameters } from "../contract";
import { roleGroupOfDirectoryRole } from "./directory-roles";
import { areaOf } from "./noun-areas";
import { BUILT_IN_ROLE_GROUPS } from "./role-groups";
import { type Role, ROLES } from "./roles";

export { DIRECTORY_ROLES, roleGroupOfDirectoryRole } from "./directory-roles";
export { withMemberships } from "./membership";
export { BUILT_IN_ROLE_GROUPS, type BuiltInRoleGroup } from "./role-groups";
export { ROLES } from "./roles";

/** Cmdlets with these verbs change nothing. */
const READING: ReadonlySet<string> = new Set(["Get", "Test", "Validate", "Check", "Preview"]);

/** Parameters that need a role of their own on top of the cmdlet's (flag `needsExtraRole` of the catalogue). */
const EXTRA_ROLE: Readonly<Record<string, string>> = {
  Purge: "Search And Purge",
  PurgeType: "Search And Purge",
  Preview: "Preview",
};

const fold = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]/g, "");

/**
 * Names of the caller's roles. A caller's role groups may be built-in role groups (name or display name), directory
 * roles, or plain roles, as a tenant's own role groups are handed over by the roles they hold.
 */
export function rolesOf(caller: Caller): ReadonlySet<string> {
  return new Set(caller.roleGroups.flatMap(rolesOfGroup));
}

function rolesOfGroup(given: string): readonly string[] {
  const wanted = fold(roleGroupOfDirectoryRole(given) ?? given);
  const builtIn = BUILT_IN_ROLE_GROUPS.find((group) => fold(group.name) === wanted);
  if (builtIn) return builtIn.roles;
  return ROLES.filter((role) => fold(role.name) === wanted).map((role) => role.name);
}

/** Every request asks for it, and few kinds of callers ask. */
const known = new Map<string, ReadonlySet<string>>();
const MOST_KNOWN = 100;

/** Canonical names of the cmdlets that are there for the caller; what is hidden answers 403. */
export const visibleCmdlets: VisibleCmdlets = (caller) => {
  const key = JSON.stringify([caller.type, caller.session ?? "", ...caller.roleGroups]);
  const visible = known.get(key) ?? visibleTo(caller);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, visible);
  return visible;
};

function visibleTo(caller: Caller): ReadonlySet<string> {
  const names = rolesOf(caller);
  const roles = ROLES.filter((role) => names.has(role.name));
  const visible = allCmdlets().filter((cmdlet) => allows(roles, cmdlet) && fitsSession(caller, cmdlet));
  return new Set(visible.map((cmdlet) => cmdlet.name));
}

function allows(roles: readonly Role[], cmdlet: CatalogueCmdlet): boolean {
  const area = areaOf(cmdlet.noun);
  const reading = READING.has(cmdlet.verb);
  // Every member of a role group may look up people and groups: rules and members are named by them.
  if (reading && area === "other" && roles.length > 0) return true;
  return roles.some((role) => role.manages.includes(area) || (reading && role.reads.includes(area)));
}

/**
 * Some eDiscovery cmdlets refuse app-only tokens, some are only in a session opened for searching
 * (docs/service/cmdlets.md#app-exclusions).
 */
function fitsSession(caller: Caller, cmdlet: CatalogueCmdlet): boolean {
  const facts = cmdlet.facts ?? [];
  if (caller.type === "app" && facts.includes("notAppOnly")) return false;
  return !(caller.session === "full" && facts.includes("needsSearchOnlySession"));
}

/** The parameters of a visible cmdlet that are there for the caller; the others are unknown to the binder. */
export const visibleParameters: VisibleParameters = (caller, cmdlet) => {
  const names = rolesOf(caller);
  const allowed = cmdlet.params.filter((parameter) => {
    if (!parameter.flags?.includes("needsExtraRole")) return true;
    return names.has(EXTRA_ROLE[parameter.name] ?? "Export");
  });
  return new Set(allowed.map((parameter) => parameter.name));
};
