/** The claims of a continuous-access challenge (`WWW-Authenticate: Bearer … claims="<base64>"`) as JSON; undefined without one. */
export function claimsOf(challenge: string | undefined): string | undefined {
  const encoded = challenge && /\bclaims="([^"]+)"/i.exec(challenge)?.[1];
  if (!encoded) return undefined;
  const json = Buffer.from(encoded, "base64").toString("utf8");
  try {
    const claims: unknown = JSON.parse(json);
    return typeof claims === "object" && claims !== null && !Array.isArray(claims) ? json : undefined;
  } catch {
    return undefined;
  }
}
