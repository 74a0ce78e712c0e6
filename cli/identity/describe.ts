import type { Connected } from "../../provider/session";

/** What a connection says of the identity; no secret in it. */
export async function describeIdentity(connected: Connected) {
  const { facts, tokens, credential } = connected;
  const { claims, expiresAtMs } = await tokens.get();
  return {
    ...facts,
    credential,
    service: connected.serviceHost(),
    roles: claims?.roles ?? [],
    scopes: claims?.scopes ?? [],
    directoryRoles: claims?.wids ?? [],
    tokenUntil: new Date(expiresAtMs).toISOString(),
  };
}
