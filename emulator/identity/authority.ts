import type { FastifyRequest } from "fastify";
import type { JWTPayload } from "jose";
import { cloudOfLoginHost, type EnvironmentName, environmentOf, sameAuthority } from "../environments";
import { isLoopbackHost, originUsed } from "../origin";
import type { Tenant } from "../tenants/model";
import type { World } from "../world";

/** Endpoints of one tenant at its own cloud's authority. */
export interface Authority {
  readonly base: string;
  readonly issuer: string;
  readonly token: string;
  readonly authorize: string;
  readonly deviceCode: string;
  readonly keys: string;
}

/** Besides the root, which serves every cloud, each cloud has a path of its own: there the wrong cloud and the wrong tenant are different errors. */
export const cloudPath = (environment: EnvironmentName): string => `/login/${environment}`;

/** The tenant is the first segment of every path: msal puts its own there (Authority.replacePath of msal-common 16). */
export function authorityNamed(origin: string, tenantName: string): Authority {
  const base = `${origin}/${tenantName}`;
  return {
    base,
    issuer: `${base}/v2.0`,
    token: `${base}/oauth2/v2.0/token`,
    authorize: `${base}/oauth2/v2.0/authorize`,
    deviceCode: `${base}/oauth2/v2.0/devicecode`,
    keys: `${base}/discovery/v2.0/keys`,
  };
}

export const authorityOf = (world: World, tenant: Tenant): Authority =>
  authorityNamed(world.places.url, tenant.tenantId);

/**
 * The host that the client used, where it is this machine or a cloud's own login host that was forwarded here: msal wants
 * the issuer to have its authority's origin. At another cloud's login host the tenant's own is returned (docs/service/clouds.md#discovery).
 */
export function originOf(world: World, request: FastifyRequest, tenant?: Tenant): string {
  if (isLoopbackHost(request.host)) return originUsed(request);
  const cloud = cloudOfLoginHost(request.hostname);
  if (!cloud) return world.places.url;
  if (!tenant || sameAuthority(cloud, tenant.environment)) return originUsed(request);
  return `https://${environmentOf(tenant.environment).loginHosts[0]}`;
}

/** Audiences that a client assertion may carry: any spelling of the tenant's token endpoint or issuer. */
export function assertionAudiences(world: World, tenant: Tenant, requested: string): ReadonlySet<string> {
  const names = [tenant.tenantId, tenant.organization, ...tenant.domains];
  const bases = [
    ...["127.0.0.1", "localhost"].flatMap((host) => {
      const origin = new URL(world.places.url);
      origin.hostname = host;
      return [origin.origin, `${origin.origin}${cloudPath(tenant.environment)}`];
    }),
    // A client that only rewrites the origin (docs/service/sign-in.md#plain-http) signs for the real host.
    ...environmentOf(tenant.environment).loginHosts.map((host) => `https://${host}`),
  ];
  const forms = bases.flatMap((base) =>
    names.flatMap((name) => [
      `${base}/${name}/oauth2/v2.0/token`,
      `${base}/${name}/oauth2/token`,
      `${base}/${name}/v2.0`,
    ]),
  );
  return new Set([...forms, requested].map((form) => form.toLowerCase()));
}

export const audiencesIn = (claims: JWTPayload): readonly string[] => [claims.aud ?? []].flat();
