import { environmentOf } from "../environments";
import type { Tenant } from "../tenants/model";
import { aadsts } from "./aadsts";

const OIDC_SCOPES = new Set(["openid", "profile", "email", "offline_access"]);
const DEFAULT = "/.default";

const bare = (uri: string): string => uri.toLowerCase().replace(/\/+$/, "");

/** Asked for by sessions that run eDiscovery cmdlets (`EnableSearchOnlySession`); docs/service/cmdlets.md#search-only-session. */
const SEARCH_AUDIENCE = "https://dataservice.o365filtering.com";

/** Audiences that a tenant of that cloud can ask tokens for: Security & Compliance, Exchange, and a few to get it wrong with. */
function knownResource(tenant: Tenant, uri: string): boolean {
  const { audience, exchangeAudience, otherResources } = environmentOf(tenant.environment);
  return [audience, exchangeAudience, SEARCH_AUDIENCE, ...otherResources].some((known) => bare(known) === bare(uri));
}

function checked(tenant: Tenant, resource: string): string {
  if (!knownResource(tenant, resource)) throw aadsts.resourceNotFound(resource, tenant.organization);
  return resource;
}

/** The resource of an app-only request: exactly one scope, and it ends in `/.default`. */
export function resourceForApp(tenant: Tenant, scope: string | null): string {
  if (!scope) throw aadsts.scopeMissing();
  const scopes = scope.split(" ").filter((part) => part && !OIDC_SCOPES.has(part));
  const [only] = scopes;
  if (scopes.length !== 1 || !only || !only.endsWith(DEFAULT)) throw aadsts.scopeNotDefault(scope);
  return checked(tenant, only.slice(0, -DEFAULT.length));
}

export interface UserScopes {
  readonly resource: string;
  /** Scopes of the resource as asked. */
  readonly scopes: readonly string[];
  readonly openid: boolean;
  readonly offline: boolean;
}

/** The resource of a delegated request: all its scopes belong to one resource. */
export function resourceForUser(tenant: Tenant, scope: string | null): UserScopes {
  if (!scope) throw aadsts.scopeMissing();
  const all = scope.split(" ").filter(Boolean);
  const scopes = all.filter((part) => !OIDC_SCOPES.has(part));
  const resources = new Set(scopes.map(resourceOfScope));
  const [resource] = resources;
  if (resources.size !== 1 || !resource) throw aadsts.scopeInvalid(scope);
  return {
    resource: checked(tenant, resource),
    scopes,
    openid: all.includes("openid"),
    offline: all.includes("offline_access"),
  };
}

function resourceOfScope(scope: string): string {
  if (scope.endsWith(DEFAULT)) return scope.slice(0, -DEFAULT.length);
  return /^https?:\/\/[^/]+/.exec(scope)?.[0] ?? "";
}

/**
 * What a token's audience opens at S&C: its own (with or without a closing slash) a full session, the search service's one a
 * search-only session, every other nothing (docs/service/other-kinds.md#other-services).
 */
export function sessionFor(tenant: Tenant, audience: unknown): "full" | "searchOnly" | undefined {
  if (typeof audience !== "string") return undefined;
  if (bare(audience) === SEARCH_AUDIENCE) return "searchOnly";
  return bare(audience) === bare(environmentOf(tenant.environment).audience) ? "full" : undefined;
}
