import type { Json, TenantService } from "../contract";

type Row = { readonly [property: string]: Json };

const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];

/** Directory objects are shown by their path; its last part is the name. */
const lastPart = (path: string): string => (path.split("/").at(-1) ?? path).toLowerCase();

/**
 * What the tenant's own role groups add to an identity: New-ServicePrincipal with Add-RoleGroupMember is one of the two ways
 * to a role (docs/service/sign-in.md#role-groups). A built-in group is handed over by its name, another one by the roles that it holds.
 *
 * @param names client id, object id or user principal name
 * @param assigned role groups that the identity was given outside; those that the tenant made itself are looked up
 */
export function grantsIn(
  service: TenantService,
  names: readonly string[],
  assigned: readonly string[],
): readonly string[] {
  const changes = service.changes("RoleGroup", "RoleGroupMember", "ServicePrincipal");
  const key = JSON.stringify([names, assigned]);
  const memory = known.get(service);
  const grants = memory?.changes === changes ? memory.grants : new Map<string, readonly string[]>();
  const found = grants.get(key) ?? lookUp(service, names, assigned);
  known.set(service, { changes, grants: grants.set(key, found) });
  return found;
}

/** Every request asks for it, and hardly any changes it. */
const known = new WeakMap<
  TenantService,
  { readonly changes: number; readonly grants: Map<string, readonly string[]> }
>();

function lookUp(service: TenantService, names: readonly string[], assigned: readonly string[]): readonly string[] {
  const known = new Set(assigned.map((name) => name.toLowerCase()));
  if (!service.listObjects("RoleGroupMember").length && service.listObjects("RoleGroup").every(isBuiltIn))
    return assigned;
  const me = new Set([...names, ...principalsOf(service, names)].map((name) => name.toLowerCase()));
  const groups = service.listObjects("RoleGroup").filter((group) => {
    const member = texts(group.Members).some((path) => me.has(lastPart(path)));
    return (
      member || (!isBuiltIn(group) && [group.Name, group.Guid].some((name) => known.has(String(name).toLowerCase())))
    );
  });
  return [...assigned, ...groups.flatMap((group) => (isBuiltIn(group) ? [String(group.Name)] : rolesOf(group)))];
}

const isBuiltIn = (group: Row): boolean => group.RoleGroupType === "BuiltIn";

const rolesOf = (group: Row): readonly string[] => texts(group.Roles).map((path) => path.split("/").at(-1) ?? path);

/** Service principals that the tenant made for that app: members are named by any of these. */
const principalsOf = (service: TenantService, names: readonly string[]): readonly string[] =>
  service
    .listObjects("ServicePrincipal")
    .filter(({ AppId }) => names.some((name) => name.toLowerCase() === String(AppId).toLowerCase()))
    .flatMap(({ Name, Guid, ObjectId, DisplayName, ServicePrincipalNames }) => [
      ...[Name, Guid, ObjectId, DisplayName].filter((value) => typeof value === "string"),
      ...texts(ServicePrincipalNames),
    ]);
