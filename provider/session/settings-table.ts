/** One provider setting: what docs, schema and `resolveSettings` are made of. */
export interface SettingRow {
  readonly name: string;
  readonly type: "string" | "boolean" | "integer";
  /** The only values of a string, where it has such; `environment` also takes the words of the clouds' table. */
  readonly values?: readonly string[];
  readonly unit?: "seconds";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean;
  readonly secret: boolean;
  /** Environment variables, the one that wins first. */
  readonly env: readonly string[];
  readonly description: string;
}

type Extra = Partial<Omit<SettingRow, "name" | "type" | "env" | "description">>;

const row = (
  type: SettingRow["type"],
  name: string,
  env: readonly string[],
  description: string,
  extra: Extra = {},
): SettingRow => ({ name, type, env, description, secret: false, ...extra });

const secret: Extra = { secret: true };
const cased = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`).toUpperCase();
const own = (name: string): string => `PURVIEW_${cased(name)}`;
/** The same variable with the prefix of this provider, of azuread/azurerm and of the Azure SDKs. */
const family = (name: string): readonly string[] =>
  ["PURVIEW_", "ARM_", "AZURE_"].map((prefix) => prefix + cased(name));
const pair = (name: string): readonly string[] => ["PURVIEW_", "ARM_"].map((prefix) => prefix + cased(name));

export const settingsTable: readonly SettingRow[] = [
  row(
    "string",
    "environment",
    ["PURVIEW_ENVIRONMENT", "ARM_ENVIRONMENT"],
    "National cloud of the tenant: `public`, `gcc`, `gccHigh`, `dod`, `china`, or a name that other tools have for it (`usgovernment`, `O365USGovGCCHigh`, `l5`, `21vianet` …). Default: discovered from the tenant.",
  ),
  row("string", "tenantId", family("tenantId"), "GUID or any domain of the tenant."),
  row(
    "string",
    "organization",
    [own("organization")],
    "Initial domain of the tenant, e.g. `contoso.onmicrosoft.com`. Apps need it, unless `tenantId` is that domain or it can be found.",
  ),
  row("string", "clientId", family("clientId"), "Application (client) id of the app registration."),
  row("string", "clientSecret", family("clientSecret"), "Client secret of the app: its value, not its id.", secret),
  row(
    "string",
    "clientCertificate",
    family("clientCertificate"),
    "Certificate with its RSA key, PFX or PEM, in base64.",
    secret,
  ),
  row(
    "string",
    "clientCertificatePath",
    family("clientCertificatePath"),
    "Path of a PFX or PEM file with the certificate and its RSA key.",
  ),
  row(
    "string",
    "clientCertificatePassword",
    family("clientCertificatePassword"),
    "Password of the certificate's file or value.",
    secret,
  ),
  row(
    "string",
    "clientAssertionCommand",
    family("clientAssertionCommand"),
    "Command that prints a signed client assertion, so that the key stays in a vault. Run without a shell, with PURVIEW_ASSERTION_AUDIENCE, PURVIEW_ASSERTION_CLIENT_ID and PURVIEW_ASSERTION_TENANT_ID in its environment.",
  ),
  row(
    "boolean",
    "useOidc",
    pair("useOidc"),
    "Sign in with a token of the pipeline (GitHub Actions, Azure DevOps, workload identity, any OpenID issuer).",
  ),
  row("string", "oidcToken", pair("oidcToken"), "The pipeline's token itself.", secret),
  row(
    "string",
    "oidcTokenFilePath",
    [...pair("oidcTokenFilePath"), "AZURE_FEDERATED_TOKEN_FILE"],
    "File that holds the token (or a client assertion); read again at each sign-in.",
  ),
  row(
    "string",
    "oidcRequestUrl",
    [...pair("oidcRequestUrl"), "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"],
    "Where to ask for a token of the pipeline.",
  ),
  row(
    "string",
    "oidcRequestToken",
    [...pair("oidcRequestToken"), "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"],
    "Bearer token for `oidcRequestUrl`.",
    secret,
  ),
  row(
    "string",
    "adoPipelineServiceConnectionId",
    [...pair("adoPipelineServiceConnectionId"), "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID"],
    "Azure DevOps service connection whose token is asked for.",
  ),
  row("boolean", "useMsi", pair("useMsi"), "Sign in as the machine's managed identity."),
  row(
    "string",
    "msiClientId",
    pair("msiClientId"),
    "Client id of a user-assigned managed identity. Default: the system-assigned one.",
  ),
  row(
    "string",
    "msiEndpoint",
    pair("msiEndpoint"),
    "Address of the identity endpoint, where it is not the platform's own.",
  ),
  row("boolean", "useCli", pair("useCli"), "Sign in as the account of `az login`."),
  row(
    "boolean",
    "useLogin",
    [own("useLogin")],
    "Sign in as the account of `purview login`; used on its own when nothing else is configured. `false` excludes it.",
  ),
  row(
    "string",
    "userPrincipalName",
    [own("userPrincipalName")],
    "Which account of `purview login`, where there are several; hint in `purview login`.",
  ),
  row(
    "string",
    "username",
    [own("username")],
    "User principal name for signing in with a password; impossible for accounts with multi-factor authentication.",
  ),
  row("string", "password", [own("password")], "Password of `username`.", secret),
  row(
    "string",
    "accessToken",
    [own("accessToken")],
    "An access token for the service's audience; it is not renewed.",
    secret,
  ),
  row(
    "string",
    "delegatedOrganization",
    [own("delegatedOrganization")],
    "Initial domain of the customer's tenant that a partner manages.",
  ),
  row(
    "string",
    "connectionUri",
    [own("connectionUri")],
    "As `Connect-IPPSSession -ConnectionUri`, `https://…/powershell-liveid/` included. Default: the cloud's.",
  ),
  row(
    "string",
    "azureADAuthorizationEndpointUri",
    ["PURVIEW_AZURE_AD_AUTHORIZATION_ENDPOINT_URI"],
    "As `Connect-IPPSSession -AzureADAuthorizationEndpointUri`. Default: the cloud's.",
  ),
  row(
    "string",
    "audience",
    [own("audience")],
    "Audience of the access token. Default: the cloud's, or the host of a `connectionUri` outside the known clouds.",
  ),
  row(
    "string",
    "transport",
    [own("transport")],
    "Protocol of cmdlets: `rest`, or `remoting` for organizations that still have remote PowerShell.",
    { values: ["rest", "remoting"], default: "rest" },
  ),
  row(
    "integer",
    "maxSessions",
    [own("maxSessions")],
    "With `transport: remoting`: most remote sessions at a time, of the five that the service allows a user.",
    { default: 2, minimum: 1, maximum: 5 },
  ),
  row(
    "string",
    "proxyUrl",
    [own("proxyUrl"), "HTTPS_PROXY"],
    "Proxy for the identity platform and the service, `http://host:port`. NO_PROXY is honored.",
  ),
  row("string", "proxyUsername", [own("proxyUsername")], "User name for the proxy."),
  row("string", "proxyPassword", [own("proxyPassword")], "Password for the proxy.", secret),
  row(
    "string",
    "proxyAccessType",
    [own("proxyAccessType")],
    "As in `New-PSSessionOption`: `None` ignores every proxy; `IEConfig`, `WinHttpConfig` and `AutoDetect` mean Windows' own settings, elsewhere HTTPS_PROXY.",
    { values: ["None", "IEConfig", "WinHttpConfig", "AutoDetect"] },
  ),
  row(
    "string",
    "caFile",
    [own("caFile")],
    "PEM file with certificate authorities that are trusted in addition to the default ones.",
  ),
  row(
    "string",
    "logLevel",
    ["PURVIEW_LOG"],
    "What is logged, as JSON lines: `info` = each cmdlet with its duration, requests and request id; `debug` = each request too. Never values, tokens or headers.",
    { values: ["off", "info", "debug"], default: "off" },
  ),
  row("string", "logFile", [own("logFile")], "File that the log is appended to. Default: standard error."),
  row(
    "string",
    "drift",
    [own("drift")],
    "`live`: every preview compares with the tenant; `refresh`: only `pulumi refresh` does.",
    { values: ["live", "refresh"], default: "live" },
  ),
  row(
    "integer",
    "maxConcurrency",
    [own("maxConcurrency")],
    "Most cmdlets at a time per tenant. A run starts with 3 at a time; the number grows while the service answers quickly, and is halved when the service throttles (429, session limit) or slows down.",
    { default: 10, minimum: 1, maximum: 100 },
  ),
  row(
    "integer",
    "maxDistributing",
    [own("maxDistributing")],
    "How many changed hold policies distribute at a time per tenant; 0 = no limit. Microsoft advises 1. The cost: changes of such policies are made one after the other, each waiting until the one before is distributed, so that their distribution times add up. New policies and rules are not affected.",
    { default: 1, minimum: 0, maximum: 1000 },
  ),
  row(
    "integer",
    "requestTimeout",
    [own("requestTimeout")],
    "For one cmdlet; the service itself ends one after 900 s.",
    { default: 960, unit: "seconds", minimum: 1, maximum: 86_400 },
  ),
  row("integer", "settleTimeout", [own("settleTimeout")], "How long to wait for distribution.", {
    default: 600,
    unit: "seconds",
    minimum: 0,
    maximum: 604_800,
  }),
  row(
    "string",
    "settle",
    [own("settle")],
    "`distributed`: a policy is done when the service has distributed it; `accepted`: when the service has accepted it.",
    { values: ["distributed", "accepted"], default: "distributed" },
  ),
  row(
    "boolean",
    "adoptExisting",
    [own("adoptExisting")],
    "Take over objects of the same name instead of stopping with PURVIEW_EXISTS.",
    { default: false },
  ),
  row(
    "string",
    "deletionProtection",
    [own("deletionProtection")],
    "What is not deleted: `holds` = retention and app retention policies and rules, case holds, labels and cases; `all` = any object; `none`. A resource can say otherwise with its own `deletionProtection`.",
    { values: ["holds", "all", "none"], default: "holds" },
  ),
];
