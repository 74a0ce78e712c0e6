import { hasDomain, type Tenant } from "../tenants/model";

/** What may stand before the colon; clients of their own writing leave it out (docs/service/admin-api.md#anchors). */
const KINDS: ReadonlySet<string> = new Set(["UPN", "AAD-UPN", "SMTP", "APP", "MBX", "DOMAIN"]);

/**
 * What is wrong with the anchor on the global host; undefined = it routes (docs/service/clouds.md#anchor). A domain of the tenant
 * is needed: a GUID alone finds no organisation. `APP:` names the tenant of an app by its GUID, as azure-auth, a client that was
 * measured on S&C, sends it.
 */
export function wrongAnchor(tenant: Tenant, anchor: string | undefined): string | undefined {
  if (!anchor?.trim()) return "Value cannot be null. Parameter name: orgUnit";
  const [first = "", ...rest] = anchor.trim().split(":");
  const [kind, name] = rest.length ? [first.trim().toUpperCase(), rest.join(":")] : ["UPN", first];
  const mailbox = name.includes("@") || kind === "DOMAIN";
  const organization = name.split("@").at(-1)?.trim() ?? "";
  const byGuid = kind === "APP" && organization.toLowerCase() === tenant.tenantId.toLowerCase();
  if (mailbox && KINDS.has(kind) && (byGuid || hasDomain(tenant, organization))) return undefined;
  return `Could not find the organization container 'CN=${organization},OU=Microsoft Exchange Hosted Organizations'.`;
}
