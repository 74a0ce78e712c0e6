import { hasDomain, type Tenant } from "../tenants/model";

/**
 * What is wrong with the anchor on the global host; undefined = it routes (admin-api.md 2.5, 3.3). A domain of the tenant is
 * needed: a GUID alone finds no organisation.
 */
export function wrongAnchor(tenant: Tenant, anchor: string | undefined): string | undefined {
  if (!anchor?.trim()) return "Value cannot be null. Parameter name: orgUnit";
  const [kind = "", ...rest] = anchor.split(":");
  const domain = anchor.split("@").at(-1) ?? "";
  const known = ["UPN", "AAD-UPN", "SMTP", "APP", "MBX", "DOMAIN"].includes(kind.trim().toUpperCase());
  if (known && rest.length && hasDomain(tenant, kind.toUpperCase() === "DOMAIN" ? rest.join(":") : domain.trim()))
    return undefined;
  return `Could not find the organization container 'CN=${domain.trim()},OU=Microsoft Exchange Hosted Organizations'.`;
}
