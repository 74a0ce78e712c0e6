import { parseRecord } from "../../values";

/** The claims of a continuous-access challenge (`WWW-Authenticate: Bearer … claims="<base64>"`) as JSON; undefined without one. */
export function claimsOf(challenge: string | undefined): string | undefined {
  const encoded = challenge && /\bclaims="([^"]+)"/i.exec(challenge)?.[1];
  if (!encoded) return undefined;
  const json = Buffer.from(encoded, "base64").toString("utf8");
  return parseRecord(json) ? json : undefined;
}
