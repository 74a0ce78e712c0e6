import type { Environment, KnownEnvironment } from "./environment";

/** One national cloud: where its Security & Compliance service and its identity platform are. */
export interface Cloud {
  readonly environment: KnownEnvironment;
  /** For messages. */
  readonly title: string;
  /** Front doors, the default first; hosts only. */
  readonly frontDoors: readonly string[];
  /** Token audience without `/.default`. */
  readonly audience: string;
  /** The same for Exchange Online, whose tokens remote PowerShell takes (docs/service/remoting.md#oauth-basic). */
  readonly exchangeAudience: string;
  /** The host that msal-node knows, first; then aliases that people write. */
  readonly loginHosts: readonly string[];
  /** Regional hosts are `<label>.<regionSuffix>`. */
  readonly regionSuffix: string;
  /**
   * What an unreachable `Location` of the redirect ends in; its first label names the region
   * (docs/service/clouds.md#redirect-location).
   */
  readonly adminSuffix: string;
  /** A token of this cloud may only go to these hosts and their subdomains. */
  readonly suffixes: readonly string[];
  /** Exchange's own name of the cloud (`-ExchangeEnvironmentName`). */
  readonly exchangeName: string;
  /** Names that users and other tools have for it; compared without case, hyphens, spaces and underscores. */
  readonly words: readonly string[];
  /** `tenant_region_sub_scope` of the tenant's OpenID configuration. */
  readonly regionSubScope?: string;
  /** Ends of initial domains. */
  readonly initialDomains: readonly string[];
  /** Audience of federated credentials that Microsoft recommends for this cloud. */
  readonly federationAudience: string;
  /** Microsoft Graph, for finding the initial domain. */
  readonly graph: string;
}

const worldwide = {
  frontDoors: ["ps.compliance.protection.outlook.com"],
  audience: "https://ps.compliance.protection.outlook.com",
  exchangeAudience: "https://outlook.office365.com",
  loginHosts: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
  regionSuffix: "ps.compliance.protection.outlook.com",
  adminSuffix: "admin.protection.outlook.com",
  suffixes: ["ps.compliance.protection.outlook.com"],
  exchangeName: "O365Default",
  initialDomains: [".onmicrosoft.com"],
  federationAudience: "api://AzureADTokenExchange",
  graph: "https://graph.microsoft.com",
} as const;

const usGovernment = {
  audience: "https://ps.compliance.protection.office365.us",
  loginHosts: ["login.microsoftonline.us", "login.usgovcloudapi.net"],
  regionSuffix: "ps.compliance.protection.office365.us",
  adminSuffix: "admin.protection.office365.us",
  initialDomains: [".onmicrosoft.us", ".onmicrosoft.com"],
  federationAudience: "api://AzureADTokenExchangeUSGov",
} as const;

/** docs/service/clouds.md#hosts; both front doors of DoD stand in Microsoft's documents (connect page and app-only page). */
export const clouds: { readonly [environment in KnownEnvironment]: Cloud } = {
  public: {
    ...worldwide,
    environment: "public",
    title: "Microsoft 365 worldwide",
    words: [
      "public",
      "global",
      "worldwide",
      "commercial",
      "AzureCloud",
      "AzurePublic",
      "AzurePublicCloud",
      "O365Default",
    ],
  },
  gcc: {
    ...worldwide,
    environment: "gcc",
    title: "Microsoft 365 GCC",
    words: ["gcc", "GCCModerate", "O365GCC", "O365USGovGCC", "usgovgcc", "l2", "moderate"],
    regionSubScope: "GCC",
  },
  gccHigh: {
    ...usGovernment,
    environment: "gccHigh",
    title: "Microsoft 365 GCC High",
    frontDoors: ["ps.compliance.protection.office365.us"],
    suffixes: ["ps.compliance.protection.office365.us"],
    exchangeAudience: "https://outlook.office365.us",
    exchangeName: "O365USGovGCCHigh",
    words: [
      ...["gccHigh", "O365USGovGCCHigh", "usgovernment", "usgovernmentl4", "usgovernmenthigh", "usgov", "usgovhigh"],
      ...["l4", "il4", "AzureUSGovernment", "AzureUSGovernmentCloud", "AzureGovernment", "DODCON", "fairfax"],
      ...["gcch", "USGovGCCHigh", "TeamsGCCH", "arlington"],
    ],
    regionSubScope: "DODCON",
    graph: "https://graph.microsoft.us",
  },
  dod: {
    ...usGovernment,
    environment: "dod",
    title: "Microsoft 365 DoD",
    frontDoors: [
      "l5.ps.compliance.protection.office365.us",
      "compliance.dod.microsoft.com",
      // One government tool uses the front door of GCC High for DoD as well (docs/service/clouds.md#dod).
      "ps.compliance.protection.office365.us",
    ],
    suffixes: ["ps.compliance.protection.office365.us", "compliance.dod.microsoft.com"],
    exchangeAudience: "https://outlook-dod.office365.us",
    exchangeName: "O365USGovDoD",
    words: [
      "dod",
      "O365USGovDoD",
      "usgovernmentl5",
      "usgovernmentdod",
      "usgovdod",
      "l5",
      "il5",
      "TeamsDOD",
      "AzureDOD",
      "AzureUSGovernmentDoD",
    ],
    regionSubScope: "DOD",
    graph: "https://dod-graph.microsoft.us",
  },
  china: {
    environment: "china",
    title: "Office 365 operated by 21Vianet",
    frontDoors: ["ps.compliance.protection.partner.outlook.cn"],
    audience: "https://ps.compliance.protection.partner.outlook.cn",
    exchangeAudience: "https://partner.outlook.cn",
    loginHosts: ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
    regionSuffix: "ps.compliance.protection.partner.outlook.cn",
    adminSuffix: "admin.protection.partner.outlook.cn",
    suffixes: ["ps.compliance.protection.partner.outlook.cn"],
    exchangeName: "O365China",
    words: ["china", "21vianet", "O365China", "AzureChina", "AzureChinaCloud", "gallatin", "mooncake", "vianet"],
    initialDomains: [".partner.onmschina.cn", ".onmschina.cn"],
    federationAudience: "api://AzureADTokenExchangeChina",
    graph: "https://microsoftgraph.chinacloudapi.cn",
  },
};

export const knownEnvironments = Object.keys(clouds) as readonly KnownEnvironment[];

const plain = (word: string): string => word.toLowerCase().replace(/[\s_-]/g, "");

/** `O365USGovGCCHigh`, `usgovernment`, `l5`, `21vianet` … → the environment meant; undefined for an unknown word. */
export function environmentOf(word: string): KnownEnvironment | undefined {
  return knownEnvironments.find((name) =>
    [clouds[name].title, ...clouds[name].words].some((known) => plain(known) === plain(word)),
  );
}

/** Environments that share every host: what is right for one is right for the other. */
export const sameHosts = (one: Environment, other: Environment): boolean =>
  one === other ||
  (one !== "custom" && other !== "custom" && clouds[one].frontDoors[0] === clouds[other].frontDoors[0]);
