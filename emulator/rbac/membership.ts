import type { Caller, Json, TenantService } from "../contract";

type Row = { readonly [property: string]: Json };

/**
 * The caller with the role groups that the tenant's own cmdlets made it a member of: they add up with what it came
 * with (docs/service/sign-in.md#role-groups).
 */
export function withMemberships(caller: Caller, service: TenantService): Caller {
  const memberships = service.listObjects("RoleGroupMember");
  if (memberships.length === 0) return caller;
  const names = new Set([caller.name, ...principalNames(caller, service)].map(fold));
  const mine = memberships.filter((member) => names.has(fold(member["Alias"])));
  if (mine.length === 0) return caller;
  const gained = mine.flatMap((member) => rolesOfGroup(service.getObject("RoleGroup", String(member["RoleGroup"]))));
  return { ...caller, roleGroups: [...new Set([...caller.roleGroups, ...gained])] };
}

/** Every way to name the service principal that stands for an app. */
const principalNames = (caller: Caller, service: TenantService): Json[] =>
  caller.type === "app"
    ? service
        .listObjects("ServicePrincipal")
        .filter((row) => fold(row["AppId"]) === fold(caller.name))
        .flatMap((row) =>
          ["Name", "DisplayName", "Guid", "ObjectId", "ServiceId"].map((property) => row[property] ?? ""),
        )
        .filter((name) => name !== "")
    : [];

/** A built-in group by its name; a tenant's own by the roles it holds, whose paths end in the role's name. */
const rolesOfGroup = (group: Row): string[] =>
  group["RoleGroupType"] === "BuiltIn"
    ? [String(group["Name"])]
    : (Array.isArray(group["Roles"]) ? group["Roles"] : []).map((role) => String(role).split("/").at(-1) ?? "");

const fold = (value: Json | undefined): string => String(value ?? "").toLowerCase();
