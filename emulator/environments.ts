/** The clouds as the emulator knows them. Source: docs/service/clouds.md#hosts, written here a second time on purpose. */
export interface Environment {
  /** Token audience of Security & Compliance. */
  readonly audience: string;
  /** Audience of Exchange Online: tokens for it are issued, and refused by S&C. */
  readonly exchangeAudience: string;
  /** The cloud's own login hosts: accepted in an assertion's `aud` when a client rewrites the origin only. */
  readonly loginHosts: readonly string[];
  readonly regionScope: string;
  readonly regionSubScope?: "GCC" | "DODCON" | "DOD";
  readonly cloudInstance: string;
  /** Suffix of initial domains. */
  readonly domainSuffix: string;
  /** A region label and the suffix of regional hosts, for the `:446` redirect form. */
  readonly region: string;
  readonly regionSuffix: string;
  readonly otherResources: readonly string[];
}

const PUBLIC: Environment = {
  audience: "https://ps.compliance.protection.outlook.com",
  exchangeAudience: "https://outlook.office365.com",
  loginHosts: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
  regionScope: "NA",
  cloudInstance: "microsoftonline.com",
  domainSuffix: "onmicrosoft.com",
  region: "nam11b",
  regionSuffix: "admin.protection.outlook.com",
  otherResources: [
    "https://graph.microsoft.com",
    "https://management.azure.com",
    "https://management.core.windows.net",
  ],
};

const US_GOVERNMENT: Environment = {
  audience: "https://ps.compliance.protection.office365.us",
  exchangeAudience: "https://outlook.office365.us",
  loginHosts: ["login.microsoftonline.us", "login.usgovcloudapi.net"],
  regionScope: "USGov",
  regionSubScope: "DODCON",
  cloudInstance: "microsoftonline.us",
  domainSuffix: "onmicrosoft.us",
  region: "usg01b",
  regionSuffix: "admin.protection.office365.us",
  otherResources: ["https://graph.microsoft.us", "https://management.usgovcloudapi.net"],
};

export const ENVIRONMENTS = {
  public: PUBLIC,
  gcc: { ...PUBLIC, regionSubScope: "GCC", region: "gcc02b" },
  gccHigh: US_GOVERNMENT,
  dod: {
    ...US_GOVERNMENT,
    exchangeAudience: "https://outlook-dod.office365.us",
    regionSubScope: "DOD",
    region: "usd01b",
    otherResources: ["https://dod-graph.microsoft.us", "https://management.usgovcloudapi.net"],
  },
  china: {
    audience: "https://ps.compliance.protection.partner.outlook.cn",
    exchangeAudience: "https://partner.outlook.cn",
    loginHosts: ["login.partner.microsoftonline.cn", "login.chinacloudapi.cn"],
    regionScope: "AS",
    cloudInstance: "partner.microsoftonline.cn",
    domainSuffix: "partner.onmschina.cn",
    region: "chn01b",
    regionSuffix: "admin.protection.partner.outlook.cn",
    otherResources: ["https://microsoftgraph.chinacloudapi.cn", "https://management.chinacloudapi.cn"],
  },
} as const satisfies Record<string, Environment>;

export type EnvironmentName = keyof typeof ENVIRONMENTS;

export const ENVIRONMENT_NAMES = Object.keys(ENVIRONMENTS) as readonly EnvironmentName[];

/** The cloud that a login host is of; of two that share it, the first. */
export const cloudOfLoginHost = (hostname: string): EnvironmentName | undefined =>
  ENVIRONMENT_NAMES.find((name) => environmentOf(name).loginHosts.includes(hostname.toLowerCase()));

export const environmentOf = (name: EnvironmentName): Environment => ENVIRONMENTS[name];

/** Clouds that share one set of login hosts sign in each other's tenants (worldwide with GCC, GCC High with DoD). */
export const sameAuthority = (one: EnvironmentName, other: EnvironmentName): boolean =>
  environmentOf(one).cloudInstance === environmentOf(other).cloudInstance;
