import { ConfigError } from "../errors";
import { known, readEndpoints, serviceOf, type CloudSettings } from "./endpoints";
import type { TenantLocation } from "./locate";
import { clouds } from "./table";
import { cloudHosts } from "./token-hosts";

/** What a sign-in without a tenant has in its stead: the account's own. */
export const ANY_TENANT = "organizations";

/**
 * A cloud without a tenant, for signing a person in whose tenant nobody told. Only in the clouds of the table.
 * @throws ConfigError `PURVIEW_TENANT_MISSING`
 */
export function locateAnyTenant(settings: CloudSettings): TenantLocation {
  const endpoints = readEndpoints(settings);
  const cloud = known(settings.environment ?? endpoints.possible[0] ?? "public") ?? clouds.public;
  if (endpoints.front || endpoints.login)
    throw new ConfigError("Which tenant? With addresses of your own it cannot be left open.", {
      code: "PURVIEW_TENANT_MISSING",
      property: "tenantId",
      advice: "Give --tenant-id or --user-principal-name.",
    });
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
