import { ConfigError } from "../errors";
import { known, readEndpoints, serviceOf, type CloudSettings } from "./endpoints";
import type { TenantLocation } from "./locate";
import { clouds } from "./table";
import { cloudHosts } from "./token-hosts";

/** Stands for the tenant of the account that signs in. */
export const ANY_TENANT = "organizations";

/**
 * A cloud without a tenant, for signing in a user whose tenant is not known. Only in the clouds of the table.
 * @throws ConfigError `PURVIEW_TENANT_MISSING`
 */
export function locateAnyTenant(settings: CloudSettings): TenantLocation {
  const endpoints = readEndpoints(settings);
  const cloud = known(settings.environment ?? endpoints.possible[0] ?? "public") ?? clouds.public;
  if (endpoints.front || endpoints.login)
    throw new ConfigError(
      "The tenant is missing; with connectionUri or azureADAuthorizationEndpointUri it is required.",
      {
        code: "PURVIEW_TENANT_MISSING",
        property: "tenantId",
        advice: "Give --tenant-id or --user-principal-name.",
      },
    );
  const authority = `https://${cloud.loginHosts[0]}/${ANY_TENANT}`;
  const { origin, audience } = serviceOf(endpoints, cloud);
  return {
    environment: cloud.environment,
    tenantId: ANY_TENANT,
    audience,
    authority: { url: authority },
    tokenEndpoint: `${authority}/oauth2/v2.0/token`,
    serviceOrigin: origin,
    hosts: cloudHosts(cloud),
    federationAudience: cloud.federationAudience,
  };
}
