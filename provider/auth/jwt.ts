/** Claims of an access token that we look at; decoded, never verified: the service does that. */
export interface TokenClaims {
  readonly tid?: string;
  readonly aud?: string;
  /** Seconds since the epoch. */
  readonly exp?: number;
  readonly appid?: string;
  readonly upn?: string;
  readonly oid?: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** Template ids of directory roles. */
  readonly wids: readonly string[];
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

/** Seconds that a Date can hold. */
const isTime = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= 8.64e12;

/** Undefined for an opaque token. */
export function decodeToken(token: string): TokenClaims | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  try {
    const body: unknown = JSON.parse(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
    if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
    const claims = body as { readonly [claim: string]: unknown };
    const upn = text(claims["upn"]) ?? text(claims["unique_name"]) ?? text(claims["preferred_username"]);
    const appid = text(claims["appid"]) ?? text(claims["azp"]);
    const [tid, aud, oid] = [text(claims["tid"]), text(claims["aud"]), text(claims["oid"])];
    const exp = isTime(claims["exp"]) ? claims["exp"] : undefined;
    return {
      ...(tid && { tid }),
      ...(aud && { aud }),
      ...(exp !== undefined && { exp }),
      ...(appid && { appid }),
      ...(upn && { upn }),
      ...(oid && { oid }),
      roles: texts(claims["roles"]),
      scopes: text(claims["scp"])?.split(" ") ?? [],
      wids: texts(claims["wids"]),
    };
  } catch {
    return undefined;
  }
}
