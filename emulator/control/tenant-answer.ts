import type { Tenant, TenantLine } from "../tenants/model";
import type { World } from "../world";

/** The values that point a provider at the tenant. */
export function tenantLine(world: World, tenant: Tenant): TenantLine {
  const [app] = tenant.apps;
  return {
    tenantId: tenant.tenantId,
    organization: tenant.organization,
    environment: tenant.environment,
    clientId: app?.clientId ?? "",
    clientSecret: app?.clientSecret ?? "",
    connectionUri: `${world.places.url}/powershell-liveid/`,
    azureADAuthorizationEndpointUri: `${world.places.url}/organizations`,
  };
}

/** The same, with every app and user. */
export const tenantAnswer = (world: World, tenant: Tenant) => ({
  ...tenantLine(world, tenant),
  domains: tenant.domains,
  partners: tenant.partners,
  apps: tenant.apps,
  users: tenant.users,
});
