import type { FastifyRequest } from "fastify";
import { cloudOfLoginHost, ENVIRONMENT_NAMES, environmentOf } from "./environments";

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(host);

const SERVICE_SUFFIXES: readonly string[] = ENVIRONMENT_NAMES.map((name) => environmentOf(name).audience).map(
  (audience) => new URL(audience).hostname.replace(/^ps\.compliance\./, ""),
);

/**
 * Clients with the service's own names built in come through a hosts file and a forwarder that speaks TLS for the emulator:
 * their links must go on by https, whatever this listener speaks itself.
 */
const isRealHost = (hostname: string): boolean =>
  cloudOfLoginHost(hostname) !== undefined ||
  SERVICE_SUFFIXES.some((suffix) => hostname.toLowerCase().endsWith(`.${suffix}`));

/** Scheme and host as the client sees them. */
export const originUsed = (request: FastifyRequest): string =>
  `${isRealHost(request.hostname) ? "https" : request.protocol}://${request.host}`;
