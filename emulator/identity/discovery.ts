import type { Json } from "../contract";
import { cloudOfLoginHost, ENVIRONMENT_NAMES, environmentOf, type EnvironmentName } from "../environments";
import { isLoopbackHost } from "../origin";
import type { LiveTenant } from "../tenants/tenants";
import type { World } from "../world";
import { aadsts } from "./aadsts";
import { authorityNamed } from "./authority";

interface Asked {
  readonly live: LiveTenant | undefined;
  readonly environment: EnvironmentName | undefined;
}

/**
 * OpenID configuration. The tenant's own cloud answers, whichever authority was asked: its hosts are authoritative
 * (docs/service/clouds.md#discovery).
 */
export function discoveryDocument(origin: string, { live, environment }: Asked, name: string): { [key: string]: Json } {
  const cloud = live?.tenant.environment ?? environment ?? "public";
  const { regionScope, regionSubScope, cloudInstance } = { regionSubScope: null, ...environmentOf(cloud) };
  const authority = authorityNamed(origin, live?.tenant.tenantId ?? name);
  return {
    token_endpoint: authority.token,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    jwks_uri: authority.keys,
    response_modes_supported: ["query", "fragment", "form_post"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: live ? authority.issuer : authorityNamed(origin, "{tenantid}").issuer,
    request_uri_parameter_supported: false,
    authorization_endpoint: authority.authorize,
    device_authorization_endpoint: authority.deviceCode,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${authority.base}/oauth2/v2.0/logout`,
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver"],
    tenant_region_scope: live ? regionScope : null,
    ...(live && regionSubScope && { tenant_region_sub_scope: regionSubScope }),
    cloud_instance_name: cloudInstance,
  };
}

const metadataOf = (aliases: readonly string[]): Json => ({
  preferred_network: aliases[0] ?? "",
  preferred_cache: aliases[0] ?? "",
  aliases: [...aliases],
});

/**
 * What msal asks before it trusts an authority: `authorization_endpoint` is the one in question. The emulator vouches for
 * itself and for the clouds' own login hosts, and refuses others as Entra does.
 */
export function instanceDiscovery(world: World, query: URLSearchParams): { [key: string]: Json } {
  const asked = query.get("authorization_endpoint") ?? `${world.places.url}/common/oauth2/v2.0/authorize`;
  const endpoint = URL.canParse(asked) ? new URL(asked) : undefined;
  const own = endpoint !== undefined && isLoopbackHost(endpoint.host);
  if (!endpoint || !(own || cloudOfLoginHost(endpoint.hostname))) throw aadsts.unknownInstance();
  const [, tenant = "common"] = endpoint.pathname.split("/");
  // MSAL for Python leaves the port out of the endpoint in question.
  const origin = own && endpoint.port === "" ? world.places.url : endpoint.origin;
  const clouds = new Set(ENVIRONMENT_NAMES.map((name) => environmentOf(name).loginHosts));
  return {
    tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [...(own ? [[new URL(origin).host]] : []), ...clouds].map(metadataOf),
  };
}
