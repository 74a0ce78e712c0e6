import { AuthError, ConfigError } from "../errors";
import { discover, loginPath } from "./discover";
import { known, readEndpoints, serviceOf, type CloudSettings, type Endpoints } from "./endpoints";
import type { Environment, KnownEnvironment } from "./environment";
import { environmentsOfLoginHost, environmentsOfServiceHost } from "./hosts";
import { isLoopback } from "../http";
import type { Http } from "../http";
import type { OpenidConfiguration } from "./openid";
import { clouds, sameHosts } from "./table";
import { cloudHosts, loopbackHosts, ownHosts, type TokenHosts } from "./token-hosts";

/** The authority as msal-node takes it. */
export interface Authority {
  readonly url: string;
  /** The tenant's OpenID configuration, where msal must not look for it itself. */
  readonly metadata?: string;
  readonly knownAuthorities?: readonly string[];
}

/** One tenant, found: everything that sign-in and transport need to know of the cloud. */
export interface TenantLocation {
  readonly environment: Environment;
  readonly tenantId: string;
  readonly audience: string;
  /** Tokens for these are as good, where somebody else got them. */
  readonly otherAudiences?: readonly string[] | undefined;
  readonly authority: Authority;
  readonly tokenEndpoint: string;
  /** Origin of the front door. */
  readonly serviceOrigin: string;
  readonly hosts: TokenHosts;
  readonly federationAudience: string;
}

function agreed(endpoints: Endpoints, discovered: readonly KnownEnvironment[], tenant: string): Environment {
  const { possible, given, front } = endpoints;
  const elsewhere = front && !isLoopback(front.hostname) && environmentsOfServiceHost(front.hostname).length === 0;
  if (elsewhere && (given === undefined || given === "custom")) return "custom";
  const [likeliest] = discovered;
  // A platform that names no cloud contradicts nothing.
  if (likeliest === undefined) return possible[0] ?? "public";
  // The word `public` is also used for GCC, whose hosts are the same; the word `gcc` for nothing else.
  const found = discovered.find((name) => possible.includes(name) || (given === "public" && sameHosts(given, name)));
  if (found) return found;
  const property = given ? "environment" : front ? "connectionUri" : "azureADAuthorizationEndpointUri";
  const right = clouds[likeliest];
  throw new ConfigError(
    `The tenant ${tenant} is in ${right.title} (${likeliest}), but ${property} is ${given ?? "in another cloud"}.`,
    {
      code: "PURVIEW_ENVIRONMENT_MISMATCH",
      property,
      tenant,
      advice: {
        environment: `Set environment to ${likeliest}, or leave it out: it is found from the tenant.`,
        connectionUri: `Leave connectionUri out, or set it to https://${right.frontDoors[0]}/powershell-liveid/.`,
        azureADAuthorizationEndpointUri: `Leave azureADAuthorizationEndpointUri out, or set it to https://${right.loginHosts[0]}/organizations.`,
      }[property],
    },
  );
}

/**
 * Finds the tenant's cloud, GUID and endpoints by its OpenID configuration: one request, two where the first platform does not know it.
 * @param tenant GUID or any domain of the tenant.
 * @throws ConfigError `PURVIEW_ENVIRONMENT_MISMATCH`, `PURVIEW_TENANT_UNKNOWN`; TransportError
 */
export async function locateTenant(
  settings: CloudSettings,
  tenant: string,
  http: Http,
  signal?: AbortSignal,
): Promise<TenantLocation> {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(tenant))
    throw new ConfigError(`The tenant ${JSON.stringify(tenant)} is neither a GUID nor a domain.`, {
      code: "PURVIEW_CONFIG_INVALID",
      property: "tenantId",
    });
  const endpoints = readEndpoints(settings);
  const found = await discover(http, endpoints, tenant, signal);
  const environment = agreed(endpoints, found.environments, tenant);
  const cloud = known(environment) ?? clouds[found.environments[0] ?? "public"];
  const { origin, audience } = serviceOf(endpoints, cloud);
  return {
    environment,
    tenantId: found.tenantId,
    audience,
    authority: authorityOf(endpoints, cloud.loginHosts[0] ?? "", found),
    tokenEndpoint: found.tokenEndpoint,
    serviceOrigin: origin,
    hosts: hostsOf(new URL(origin), environment),
    federationAudience: cloud.federationAudience,
  };
}

function hostsOf(front: URL, environment: Environment): TokenHosts {
  if (isLoopback(front.hostname)) return loopbackHosts;
  const cloud = known(environment);
  return cloud && environmentsOfServiceHost(front.hostname).length > 0 ? cloudHosts(cloud) : ownHosts(front);
}

function authorityOf(endpoints: Endpoints, loginHost: string, found: OpenidConfiguration): Authority {
  const { login } = endpoints;
  const official = { url: `https://${loginHost}/${found.tenantId}` };
  if (!login || environmentsOfLoginHost(login.hostname).length > 0) return official;
  assertTokenHost(login, new URL(found.tokenEndpoint));
  // docs/service/sign-in.md#plain-http: the only form in which msal takes plain http.
  if (isLoopback(login.hostname)) return { ...official, metadata: found.metadata };
  return {
    url: `${login.origin}${loginPath(login)}/${found.tenantId}`,
    metadata: found.metadata,
    knownAuthorities: [login.host],
  };
}

/** Credentials only go to the identity platform that the settings name. */
function assertTokenHost(login: URL, token: URL): void {
  const local = isLoopback(login.hostname) && isLoopback(token.hostname);
  if (local || (token.protocol === "https:" && token.host === login.host)) return;
  throw new AuthError(
    `The identity platform at ${login.host} names a token endpoint on another host (${token.host}); nothing was sent there.`,
    {
      code: "PURVIEW_UNTRUSTED_HOST",
      advice: "Check azureADAuthorizationEndpointUri.",
    },
  );
}
