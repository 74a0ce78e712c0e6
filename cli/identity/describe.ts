import type { Connected } from "../../provider/session";

/** What a connection says of the identity; no secret in it. */
export async function describeIdentity(connected: Connected) {
  const { facts, tokens, credential, usesToken } = connected;
  const token = usesToken ? await tokens.get() : undefined;
  const claims = token?.claims;
  return {
    ...facts,
    credential,
    service: connected.serviceHost(),
    roles: claims?.roles ?? [],
    scopes: claims?.scopes ?? [],
    directoryRoles: claims?.wids ?? [],
    /** Undefined where a password signs in without one. */
    tokenUntil: token && new Date(token.expiresAtMs).toISOString(),
  };
}
