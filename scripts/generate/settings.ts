import type { Setting } from "../../provider/schema/setting";

const text = (name: string, description: string, env: readonly string[], more: Partial<Setting> = {}): Setting => ({
  name,
  type: "string",
  secret: false,
  description,
  env,
  ...more,
});
const secret = { secret: true } as const;
const flag = { type: "boolean" } as const;

export const settings: readonly Setting[] = [
  text(
    "environment",
    "The cloud; found from the tenant when it is left out.",
    ["PURVIEW_ENVIRONMENT", "ARM_ENVIRONMENT"],
    { values: ["public", "gcc", "gccHigh", "dod", "china"] },
  ),
  text("tenantId", "The tenant: GUID or a domain.", ["PURVIEW_TENANT_ID", "ARM_TENANT_ID", "AZURE_TENANT_ID"]),
  text("organization", "The tenant's initial domain.", ["PURVIEW_ORGANIZATION"]),
  text("clientId", "Application (client) id.", ["PURVIEW_CLIENT_ID", "ARM_CLIENT_ID", "AZURE_CLIENT_ID"]),
  text("clientSecret", "Client secret.", ["PURVIEW_CLIENT_SECRET", "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET"], secret),
  text(
    "clientCertificate",
    "Certificate with its key, base64.",
    ["PURVIEW_CLIENT_CERTIFICATE", "ARM_CLIENT_CERTIFICATE"],
    secret,
  ),
  text("clientCertificatePath", "Path of a PFX or PEM file with its key.", [
    "PURVIEW_CLIENT_CERTIFICATE_PATH",
    "ARM_CLIENT_CERTIFICATE_PATH",
    "AZURE_CLIENT_CERTIFICATE_PATH",
  ]),
  text(
    "clientCertificatePassword",
    "Password of the certificate.",
    ["PURVIEW_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD"],
    secret,
  ),
  text("connectionUri", "As -ConnectionUri of Connect-IPPSSession.", ["PURVIEW_CONNECTION_URI"]),
  text("azureADAuthorizationEndpointUri", "As -AzureADAuthorizationEndpointUri of Connect-IPPSSession.", [
    "PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI",
  ]),
  text("audience", "Audience of the token.", ["PURVIEW_AUDIENCE"]),
  text("drift", "When drift is looked for.", ["PURVIEW_DRIFT"], { values: ["live", "refresh"], default: "live" }),
  text("maxConcurrency", "Cmdlets at a time per tenant.", ["PURVIEW_MAX_CONCURRENCY"], { type: "integer", default: 3 }),
  text(
    "maxDistributing",
    "Sets of hold policies that distribute at a time per tenant; 0 = no limit.",
    ["PURVIEW_MAX_DISTRIBUTING"],
    { type: "integer", default: 1 },
  ),
  text("requestTimeout", "Seconds that one request may take.", ["PURVIEW_REQUEST_TIMEOUT"], {
    type: "integer",
    default: 960,
  }),
  text("settleTimeout", "Seconds to wait for distribution.", ["PURVIEW_SETTLE_TIMEOUT"], {
    type: "integer",
    default: 600,
  }),
  text("settle", "What a write waits for.", ["PURVIEW_SETTLE"], {
    values: ["distributed", "accepted"],
    default: "distributed",
  }),
  text("adoptExisting", "Take over objects that exist already.", ["PURVIEW_ADOPT_EXISTING"], {
    ...flag,
    default: false,
  }),
  text("allowDelete", "Whether living objects may be deleted.", ["PURVIEW_ALLOW_DELETE"], { ...flag, default: true }),
];
