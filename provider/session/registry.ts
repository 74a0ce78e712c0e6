import { createHash } from "node:crypto";
import { pickCredential } from "../auth";
import { systemClock, type Clock } from "../clock";
import type { TenantLocation } from "../clouds";
import type { Http } from "../http";
import { UndiciHttp } from "../http";
import { SecretText, areOtherGuids } from "../values";
import { AdaptiveSlots } from "./adaptive-slots";
import { connect, type ConnectDeps, locate } from "./connect";
import { loggedHttp, openLog } from "./log";
import { fileRegionCache } from "./region-cache";
import { LiveSession } from "./live-session";
import type { Session } from "./session";
import type { Settings } from "./settings";
import { targetTenant } from "./target-tenant";

export interface SessionDeps {
  /** Shows people why nothing happens for a while; default: nowhere. */
  readonly notify?: ((message: string) => void) | undefined;
  /** What nobody needs to know unless something is wrong; default: nowhere. */
  readonly debug?: ((message: string) => void) | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Default: the process's. */
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
  /** Default: undici with the settings' proxy and CA file. */
  readonly http?: Http | undefined;
  /** 0 … 1; default: Math.random. */
  readonly random?: (() => number) | undefined;
}

/** The only state of the module: sessions of this process, so that one tenant is signed in to once. */
const sessions = new Map<string, Opened>();

const SECRET_KEYS = [
  ...(["clientSecret", "clientCertificate", "clientCertificatePassword", "oidcToken", "oidcRequestToken"] as const),
  ...(["password", "accessToken", "proxyPassword"] as const),
];

/** Who signs in, and how; secrets only as a hash, so that a corrected one is a new session. */
function identityParts(settings: Settings): readonly unknown[] {
  const credential = pickCredential(settings);
  const secrets = SECRET_KEYS.map((key) => settings[key]).map((value) =>
    value instanceof SecretText ? value.reveal() : "",
  );
  return [
    ...[credential.name, credential.identity(settings), settings.delegatedOrganization !== undefined],
    ...(settings.transport === "remoting" ? [settings.transport] : []),
    ...[
      settings.clientCertificatePath,
      settings.oidcTokenFilePath,
      settings.clientAssertionCommand,
      settings.oidcRequestUrl,
    ],
    ...[settings.proxyUrl, settings.proxyUsername, settings.caFile, settings.msiEndpoint],
    ...secrets,
  ];
}

/** Which tenant of which cloud, in the words of the settings. */
const placeParts = (settings: Settings): readonly unknown[] => [
  ...[settings.environment, settings.connectionUri, settings.azureADAuthorizationEndpointUri, settings.audience],
  ...[tenantOf(settings), settings.organization],
];

const tenantOf = (settings: Settings): string => targetTenant(settings, pickCredential(settings)).toLowerCase();

const hashed = (parts: readonly unknown[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** cloud + tenant + identity + audience. */
export const sessionKey = (settings: Settings): string => hashed([...placeParts(settings), ...identityParts(settings)]);

/**
 * The process's session for these settings: the one that is open, or a new one. Nothing is sent until it is used.
 * @throws AuthError `PURVIEW_AUTH_NOT_CONFIGURED`, ConfigError `PURVIEW_TENANT_MISSING`
 */
export function openSession(settings: Settings, deps: SessionDeps = {}): Session {
  const key = sessionKey(settings);
  return openUnder(key) ?? register(key, makeSession(settings, deps), settings);
}

/** Settings that may mean an open session are looked up one after the other: two that mean the same must see each other. */
let joining: Promise<unknown> = Promise.resolve();

/**
 * The same, and where the settings only turn out to mean a tenant that is signed in to already (by domain here, by GUID there),
 * that session. Whether they do is asked only where it could be: it takes the discovery of both, and no sign-in.
 */
export async function shareSession(settings: Settings, deps: SessionDeps = {}): Promise<Session> {
  const key = sessionKey(settings);
  const open = openUnder(key);
  if (open) return open;
  if (possibleDuplicates(settings).length === 0) return openSession(settings, deps);
  const joined = joining.then(() => openUnder(key) ?? join(key, settings, deps));
  joining = joined.catch(() => undefined);
  return await joined;
}

async function join(key: string, settings: Settings, deps: SessionDeps): Promise<Session> {
  const own = makeSession(settings, deps);
  const others = new Set<LiveSession>();
  for (;;) {
    const duplicates = possibleDuplicates(settings).filter(({ session }) => !others.has(session));
    if (duplicates.length === 0) return register(key, own, settings);
    const same = await firstSame(own, duplicates);
    if (same) {
      sessions.set(key, { ...same, settings });
      await own.close();
      return same.session;
    }
    for (const { session } of duplicates) others.add(session);
  }
}

interface Opened {
  readonly session: LiveSession;
  readonly settings: Settings;
  readonly identity: string;
}

function openUnder(key: string): LiveSession | undefined {
  const session = sessions.get(key)?.session;
  return session && !session.closing.aborted ? session : undefined;
}

function register(key: string, session: LiveSession, settings: Settings): LiveSession {
  sessions.set(key, { session, settings, identity: hashed(identityParts(settings)) });
  session.closing.addEventListener("abort", () => {
    for (const [known, opened] of sessions) if (opened.session === session) sessions.delete(known);
  });
  return session;
}

/** Open sessions of the same identity whose tenant may be the same: two GUIDs that differ never are. */
function possibleDuplicates(settings: Settings): readonly Opened[] {
  const identity = hashed(identityParts(settings));
  const tenant = tenantOf(settings);
  return [...sessions.values()].filter(
    (opened) =>
      opened.identity === identity &&
      !opened.session.closing.aborted &&
      !areOtherGuids(tenantOf(opened.settings), tenant),
  );
}

async function firstSame(session: LiveSession, duplicates: readonly Opened[]): Promise<Opened | undefined> {
  // Whoever cannot be found says so when it is used.
  const placeOf = (one: LiveSession): Promise<string | undefined> => one.location().then(placeIn, () => undefined);
  const [place, ...places] = await Promise.all(
    [session, ...duplicates.map(({ session: other }) => other)].map(placeOf),
  );
  const at = place === undefined ? -1 : places.indexOf(place);
  return duplicates[at];
}

const placeIn = ({ tenantId, environment, serviceOrigin, audience, authority }: TenantLocation): string =>
  JSON.stringify([tenantId.toLowerCase(), environment, serviceOrigin, audience, authority.url]);

/** Over remoting each cmdlet needs a session of its own. */
const mostAtATime = ({ transport, maxConcurrency, maxSessions }: Settings): number =>
  transport === "remoting" ? Math.min(maxConcurrency, maxSessions) : maxConcurrency;

/** A session outside the registry, for one-off work (doctor, tests). */
export function makeSession(settings: Settings, deps: SessionDeps = {}): LiveSession {
  const clock = deps.clock ?? systemClock;
  const env = deps.env ?? process.env;
  const log = openLog(settings, clock);
  const http = loggedHttp(deps.http ?? new UndiciHttp(settings, env, clock), log, clock);
  const slots = new AdaptiveSlots(mostAtATime(settings), clock);
  const regions = env["PURVIEW_REGION_CACHE"];
  const connecting: ConnectDeps = {
    clock,
    env,
    http,
    log,
    regions: regions ? fileRegionCache(regions) : undefined,
    random: deps.random ?? Math.random,
    notify: deps.notify ?? (() => undefined),
    debug: deps.debug,
    throttled: (sentAtMs) => slots.throttled(sentAtMs),
  };
  return new LiveSession({
    clock,
    slots,
    maxDistributing: settings.maxDistributing,
    disconnect: () => http.close(),
    locate: (signal) => locate(settings, connecting, signal),
    connect: (location, signal) => connect(settings, connecting, location, signal),
  });
}

/** Closes every session of the process; each within 5 s. */
export async function closeAllSessions(): Promise<void> {
  await Promise.allSettled(
    [...new Set([...sessions.values()].map(({ session }) => session))].map((session) => session.close()),
  );
}

/** SIGBREAK is what Pulumi's engine sends on Windows, where it has no SIGINT to send; other systems do not know it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGBREAK: 130 } as const;

/**
 * Closes all sessions on a signal that ends the process, and then ends it (130, 143). Hosts call it; importing does nothing.
 * @returns takes the handlers off again
 */
export function closeSessionsOnSignals(end: (code: number) => void = (code) => process.exit(code)): () => void {
  const handlers = (["SIGINT", "SIGTERM", "SIGBREAK"] as const).map((signal) => {
    const handler = (): void => void closeAllSessions().finally(() => end(EXIT_CODES[signal]));
    process.once(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((remove) => remove());
}
