import { randomUUID } from "node:crypto";
import { TokenCache, pickCredential, sendWithRetries, type AuthContext, type TokenClaims } from "../auth";
import type { Clock } from "../clock";
import { locateTenant, type TenantLocation } from "../clouds";
import { isLoopback, type Http } from "../http";
import type { CmdletChannel } from "../transport/channel";
import { Pace, RestChannel, Route, anchorOf, type RegionCache } from "../transport/rest";
import { type Log, loggedChannel } from "./log";
import { findOrganization } from "./organization";
import { forExchange, givenPassword, openRemoting, type GivenPassword } from "./connect-remoting";
import type { Settings } from "./settings";
import { givenOrganization, targetTenant } from "./target-tenant";
import type { TenantFacts } from "./tenant-facts";

export interface ConnectDeps {
  readonly clock: Clock;
  readonly http: Http;
  readonly log: Log;
  readonly env: { readonly [name: string]: string | undefined };
  readonly regions?: RegionCache | undefined;
  readonly notify: (message: string) => void;
  /** What nobody needs to know unless something is wrong. */
  readonly debug?: ((message: string) => void) | undefined;
  /** Called for each request that the service throttled, with the clock time when it was sent. */
  readonly throttled?: ((sentAtMs: number) => void) | undefined;
  readonly random: () => number;
}

/** A signed-in session's parts. */
export interface Connected {
  readonly facts: TenantFacts;
  readonly location: TenantLocation;
  readonly tokens: TokenCache;
  readonly channel: CmdletChannel;
  /** Name of the credential in use, e.g. `client secret`. */
  readonly credential: string;
  /** The host that cmdlets go to now: the front door until the first one was redirected. */
  serviceHost(): string;
  /** How many remote sessions are open now; missing over REST. */
  remoteSessions?(): number;
  /** A token was asked for: user name and password may be all that remote PowerShell wants. */
  readonly usesToken: boolean;
}

/** It goes into a header; a user whose name does not fit there is anchored in the organization. */
const plainName = (name: string | undefined): string | undefined =>
  name !== undefined && /^[\x21-\x7e]+$/.test(name) ? name : undefined;

const identityIn = (claims: TokenClaims | undefined): string | undefined => {
  if (claims?.upn) return `user ${claims.upn}`;
  return claims?.appid && `app ${claims.appid}`;
};

/** Discovery alone: one request, two where the first platform does not know the tenant. */
export async function locate(settings: Settings, deps: ConnectDeps, signal?: AbortSignal): Promise<TenantLocation> {
  const { clock, notify, http } = deps;
  // A malformed organization is an error before anything is sent.
  givenOrganization(settings);
  const retrying: Http = {
    send: (request) => sendWithRetries({ clock, notify }, request.signal, () => http.send(request)),
    close: () => http.close(),
  };
  return await locateTenant(settings, targetTenant(settings, pickCredential(settings)), retrying, signal);
}

/**
 * One token, or none where a password is all that remote PowerShell wants. Redirect and rights come with the first cmdlet.
 * @param signal Aborts when the session is being closed.
 */
export async function connect(
  settings: Settings,
  deps: ConnectDeps,
  found: TenantLocation,
  signal?: AbortSignal,
): Promise<Connected> {
  const { clock, env, notify } = deps;
  const remoting = settings.transport === "remoting";
  const location = remoting ? forExchange(found, settings) : found;
  const credential = pickCredential(settings);
  const given = givenOrganization(settings);
  const context: AuthContext = { location, http: deps.http, clock, env, notify, closing: signal };
  const source = await credential.open(settings, context);
  const tokens = new TokenCache(source, context);
  const password = remoting ? givenPassword(settings, credential) : undefined;
  const claims = password ? undefined : (await tokens.get(signal)).claims;
  const person = claims && claims.scopes.length > 0 ? plainName(claims.upn) : password?.username;
  const organization =
    given ?? person?.split("@")[1] ?? (await findOrganization(source, context, signal)) ?? location.tenantId;
  const identity = identityIn(claims) ?? source.identity;
  const facts: TenantFacts = { tenantId: location.tenantId, organization, environment: location.environment, identity };
  const open = remoting ? openRemoting : openRest;
  const { channel, ...more } = open(settings, deps, { location, tokens, organization, person, password });
  return {
    ...more,
    facts,
    location,
    tokens,
    channel: loggedChannel(channel, organization, deps.log, clock),
    credential: credential.name,
    usesToken: password === undefined,
  };
}

/** What a channel is opened with. */
export interface SignedIn {
  readonly location: TenantLocation;
  readonly tokens: TokenCache;
  readonly organization: string;
  /** User principal name; undefined for an app. */
  readonly person: string | undefined;
  /** Goes to the service itself instead of a token. */
  readonly password: GivenPassword | undefined;
}

export interface OpenedChannel {
  readonly channel: CmdletChannel;
  serviceHost(): string;
  /** How many remote sessions are open; undefined over REST. */
  remoteSessions?(): number;
}

function openRest(settings: Settings, deps: ConnectDeps, signedIn: SignedIn): OpenedChannel {
  const { location, tokens, organization, person } = signedIn;
  const local = isLoopback(new URL(location.serviceOrigin).hostname);
  const route = new Route({
    front: location.serviceOrigin,
    hosts: location.hosts,
    cache: local ? undefined : deps.regions,
    cacheKey: `${location.serviceOrigin} ${location.tenantId}`,
  });
  const channel = new RestChannel({
    ...deps,
    tokens,
    tenantId: location.tenantId,
    tenant: organization,
    requestTimeoutMs: settings.requestTimeoutMs,
    pace: new Pace(deps.clock),
    route,
    connection: {
      connectionId: randomUUID(),
      anchor: anchorOf(organization, settings.delegatedOrganization === undefined ? person : undefined),
    },
  });
  return { channel, serviceHost: () => new URL(route.origin).host };
}
