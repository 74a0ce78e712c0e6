import { decodeToken, type Credential } from "../auth";
import { ConfigError } from "../errors";
import type { Settings } from "./settings";

const domainOf = (name: string | undefined): string | undefined => name?.split("@")[1] || undefined;

/**
 * The tenant that the settings mean: GUID or domain. With delegatedOrganization it is the customer's tenant.
 * @throws ConfigError `PURVIEW_CONFIG_MISSING`
 */
export function targetTenant(settings: Settings, credential: Pick<Credential, "tenant">): string {
  const found =
    settings.delegatedOrganization ??
    settings.tenantId ??
    settings.organization ??
    domainOf(settings.username) ??
    domainOf(settings.userPrincipalName) ??
    (settings.accessToken && decodeToken(settings.accessToken.reveal())?.tid) ??
    credential.tenant?.(settings);
  if (found) return found.trim();
  throw new ConfigError("The tenant is missing: neither tenantId nor organization is set.", {
    code: "PURVIEW_TENANT_MISSING",
    property: "tenantId",
    advice:
      "Set tenantId (`pulumi config set purview:tenantId …`, or PURVIEW_TENANT_ID, ARM_TENANT_ID, AZURE_TENANT_ID).",
  });
}

const DOMAIN = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/**
 * A domain of the tenant that the settings have, initial domains first.
 * @throws ConfigError `PURVIEW_CONFIG_INVALID`
 */
export function givenOrganization(settings: Settings): string | undefined {
  const keys = ["delegatedOrganization", "organization", "tenantId"] as const;
  const domains = keys.flatMap((property) => {
    const name = settings[property]?.trim();
    if (!name?.includes(".")) return [];
    if (DOMAIN.test(name)) return [name];
    throw new ConfigError(`The setting ${property} is not a domain.`, {
      code: "PURVIEW_CONFIG_INVALID",
      property,
      advice: "Give the initial domain, e.g. contoso.onmicrosoft.com.",
    });
  });
  return domains.find((name) => /\.onmicrosoft\.|\.onmschina\.cn$/i.test(name)) ?? domains[0];
}
