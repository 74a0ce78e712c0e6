import { createHash } from "node:crypto";
import { SecretText, pickWay } from "../auth";
import { systemClock, type Clock } from "../clock";
import type { Http } from "../clouds";
import { UndiciHttp } from "../transport/http";
import { connect } from "./connect";
import type { Reporter, Session } from "./contract";
import { fileRegionCache } from "./region-cache";
import { LiveSession } from "./session";
import type { Settings } from "./settings";
import { targetTenant } from "./target-tenant";

export interface SessionDeps {
  /** Where people are told of waits; default: nowhere. */
  readonly reporter?: Reporter | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** Default: the process's. */
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
  /** Default: undici with the settings' proxy and CA file. */
  readonly http?: Http | undefined;
  /** 0 … 1; default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** `searchOnly`: what `Connect-IPPSSession -EnableSearchOnlySession` opens; kept apart from ordinary sessions. */
  readonly kind?: "standard" | "searchOnly" | undefined;
}

/** The only state of the module: sessions of this process, so that one tenant is signed in to once. */
const sessions = new Map<string, LiveSession>();

const SECRET_KEYS = [
  ...(["clientSecret", "clientCertificate", "clientCertificatePassword", "oidcToken", "oidcRequestToken"] as const),
  ...(["password", "accessToken", "proxyPassword"] as const),
];

/** cloud + tenant + identity + audience + session kind; secrets only as a hash, so that a corrected one is a new session. */
export function sessionKey(settings: Settings, kind: string): string {
  const way = pickWay(settings);
  const secrets = SECRET_KEYS.map((key) => settings[key]).map((value) =>
    value instanceof SecretText ? value.reveal() : "",
  );
  const parts = [
    ...[settings.environment, settings.connectionUri, settings.azureADAuthorizationEndpointUri, settings.audience],
    ...[targetTenant(settings, way).toLowerCase(), settings.organization, way.name, way.identity(settings), kind],
    ...[
      settings.clientCertificatePath,
      settings.oidcTokenFilePath,
      settings.clientAssertionCommand,
      settings.oidcRequestUrl,
    ],
    ...[settings.proxyUrl, settings.proxyUsername, settings.caFile, settings.msiEndpoint],
    ...secrets,
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * The process's session for these settings: the one that is open, or a new one. Nothing is sent until it is used.
 * @throws AuthError `PURVIEW_AUTH_NOT_CONFIGURED`, ConfigError `PURVIEW_TENANT_MISSING`
 */
export function openSession(settings: Settings, deps: SessionDeps = {}): Session {
  const key = sessionKey(settings, deps.kind ?? "standard");
  const open = sessions.get(key);
  if (open && !open.closing.aborted) return open;
  const session = makeSession(settings, deps);
  sessions.set(key, session);
  session.closing.addEventListener("abort", () => {
    if (sessions.get(key) === session) sessions.delete(key);
  });
  return session;
}

/** A session outside the registry, for one-off work (doctor, tests). */
export function makeSession(settings: Settings, deps: SessionDeps = {}): LiveSession {
  const clock = deps.clock ?? systemClock;
  const env = deps.env ?? process.env;
  const http = deps.http ?? new UndiciHttp(settings, env, clock);
  const regions = env["PURVIEW_REGION_CACHE"];
  return new LiveSession({
    clock,
    maxConcurrency: settings.maxConcurrency,
    maxDistributing: settings.maxDistributing,
    disconnect: () => http.close(),
    connect: (signal) =>
      connect(
        settings,
        {
          clock,
          env,
          http,
          regions: regions ? fileRegionCache(regions) : undefined,
          random: deps.random ?? Math.random,
          notify: (message) => deps.reporter?.progress(message),
        },
        signal,
      ),
  });
}

/** Closes every session of the process; each within 5 s. */
export async function closeAllSessions(): Promise<void> {
  await Promise.allSettled([...sessions.values()].map((session) => session.close()));
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
