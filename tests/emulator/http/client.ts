import type { EmulatorLine, TenantLine } from "../../../emulator/index";

/** Where a running emulator listens, and what it holds. */
export type Listeners = Pick<EmulatorLine, "url" | "regionUrl" | "tenants">;

/** A plain client of the emulator, written from the protocol facts alone: raw fetch, no provider code. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Answers are looked into freely by tests.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

export const AUDIENCE: Readonly<Record<string, string>> = {
  public: "https://ps.compliance.protection.outlook.com",
  gcc: "https://ps.compliance.protection.outlook.com",
  gccHigh: "https://ps.compliance.protection.office365.us",
  dod: "https://ps.compliance.protection.office365.us",
  china: "https://ps.compliance.protection.partner.outlook.cn",
};

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

export const authorityOf = (tenant: TenantLine): string =>
  `${tenant.azureADAuthorizationEndpointUri.replace(/\/(organizations|common)$/, "")}/${tenant.tenantId}`;

export const askToken = (tenant: TenantLine, form: Record<string, string> = {}): Promise<Answer> =>
  send(`${authorityOf(tenant)}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: `${AUDIENCE[tenant.environment]}/.default`,
      ...form,
    }),
  });

export async function tokenFor(tenant: TenantLine, form?: Record<string, string>): Promise<string> {
  const { json, text } = await askToken(tenant, form);
  if (!json?.access_token) throw new Error(`no token: ${text}`);
  return json.access_token as string;
}

export const anchorOf = (tenant: TenantLine): string =>
  `UPN:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@${tenant.organization}`;

export interface Call {
  readonly token?: string;
  readonly base?: string;
  readonly headers?: Record<string, string>;
  readonly query?: string;
  readonly path?: string;
}

/** `InvokeCommand` on the regional listener. */
export async function invoke(
  emulator: Listeners,
  tenant: TenantLine,
  cmdlet: string,
  parameters: unknown = {},
  { token, base = emulator.regionUrl, headers, query = "", path = "beta" }: Call = {},
): Promise<Answer> {
  return send(`${base}/adminapi/${path}/${tenant.tenantId}/InvokeCommand${query}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token ?? (await tokenFor(tenant))}`,
      "content-type": "application/json",
      "x-anchormailbox": anchorOf(tenant),
      ...headers,
    },
    body: JSON.stringify({ CmdletInput: { CmdletName: cmdlet, Parameters: parameters } }),
  });
}

export const control = (emulator: Listeners, method: string, path: string, body?: unknown): Promise<Answer> =>
  send(`${emulator.url}/_emulator/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });

export const tenantOf = (emulator: Listeners, environment: string): TenantLine => {
  const tenant = emulator.tenants.find((candidate) => candidate.environment === environment);
  if (!tenant) throw new Error(`no tenant in ${environment}`);
  return tenant;
};
