import { ConfigError, TransportError } from "../errors";
import { areOtherGuids, GUID_DIGITS, parseJson } from "../values";
import type { Endpoints } from "./endpoints";
import { environmentsOfLoginHost } from "./hosts";
import type { Http } from "../http";
import { readOpenidConfiguration, type OpenidConfiguration } from "./openid";
import { clouds } from "./table";

const originOf = (name: keyof typeof clouds): string => `https://${clouds[name].loginHosts[0]}`;

/**
 * The identity platforms that may know a tenant, the likeliest first. Only the Chinese one knows its tenants, the worldwide one
 * knows all others (docs/service/clouds.md#discovery); a name that ends in .cn or not is no more than a hint.
 */
export function loginOrigins({ login, possible, given }: Endpoints, tenant: string): readonly string[] {
  if (login) return [login.origin];
  const [likeliest = "public"] = possible;
  if (given !== undefined || !possible.includes("china")) return [originOf(likeliest)];
  const others = possible.filter((name) => name !== "china");
  const [other] = others;
  if (other === undefined) return [originOf("china")];
  const both = [originOf(other), originOf("china")];
  return /\.cn$/i.test(tenant) ? both.reverse() : both;
}

/** Ends of the path that stand for a tenant: `organizations` and `common` as PowerShell users write them, or a tenant itself. */
const TENANT_IN_PATH = new RegExp(`/(organizations|common|consumers|${GUID_DIGITS}|[^/]+\\.[a-z]{2,})$`, "i");

/** What lies between host and tenant; nothing on the platforms that are known. */
export const loginPath = (login: URL | undefined): string =>
  login === undefined || environmentsOfLoginHost(login.hostname).length > 0
    ? ""
    : login.pathname.replace(/\/+$/, "").replace(TENANT_IN_PATH, "");

/** Undefined when this platform does not know the tenant. */
async function ask(
  http: Http,
  base: string,
  tenant: string,
  signal?: AbortSignal,
): Promise<OpenidConfiguration | undefined> {
  const url = `${base}/${tenant}/v2.0/.well-known/openid-configuration`;
  const headers = { accept: "application/json" };
  const response = await http.send({ method: "GET", url, headers, timeoutMs: 60_000, signal });
  if (response.status === 400 || response.status === 404) return undefined;
  const found = response.status === 200 ? readOpenidConfiguration(parseJson(response.text), tenant) : undefined;
  const failed = (what: string): TransportError =>
    new TransportError(`${new URL(url).host} ${what}.`, {
      code: "PURVIEW_DISCOVERY_FAILED",
      tenant,
      advice: "Check azureADAuthorizationEndpointUri, proxy and network; `purview doctor` shows each step.",
    });
  if (!found) throw failed(`did not return the OpenID configuration of ${tenant} (status ${response.status})`);
  if (areOtherGuids(tenant, found.tenantId))
    throw failed(`returned the OpenID configuration of ${found.tenantId} instead of ${tenant}`);
  return found;
}

/**
 * The tenant's OpenID configuration, from the first platform that knows it.
 * @throws ConfigError `PURVIEW_TENANT_UNKNOWN`, TransportError
 */
export async function discover(
  http: Http,
  endpoints: Endpoints,
  tenant: string,
  signal?: AbortSignal,
): Promise<OpenidConfiguration> {
  const [first = "", ...others] = loginOrigins(endpoints, tenant);
  const path = loginPath(endpoints.login);
  const found = await ask(http, first + path, tenant, signal);
  if (found) return found;
  for (const origin of others) {
    // It was no more than a guess: a failure there is not worth reporting.
    const elsewhere = await ask(http, origin, tenant, signal).catch(() => undefined);
    signal?.throwIfAborted();
    if (elsewhere) return elsewhere;
  }
  const hosts = [first, ...others].map((origin) => new URL(origin).host).join(" nor at ");
  throw new ConfigError(
    `The tenant ${tenant} ${others.length > 0 ? "exists neither" : "does not exist"} at ${hosts}.`,
    {
      code: "PURVIEW_TENANT_UNKNOWN",
      property: "tenantId",
      tenant,
      advice: "Check tenantId (or organization), and environment if the tenant is in a national cloud.",
    },
  );
}
