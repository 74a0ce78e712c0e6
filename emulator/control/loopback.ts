import type { FastifyRequest } from "fastify";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The listener is bound to loopback already; this keeps out web pages of others that a browser on this machine runs
 * (another site's script, or a name that was re-bound to 127.0.0.1), since the control API hands out secrets.
 */
export function isLoopback(request: FastifyRequest): boolean {
  if (!LOOPBACK.has(request.hostname.toLowerCase()) && request.hostname !== "::1") return false;
  const { origin } = request.headers;
  return origin === undefined || originIsLoopback(origin);
}

function originIsLoopback(origin: string): boolean {
  try {
    return LOOPBACK.has(new URL(origin).hostname);
  } catch {
    return false;
  }
}
