import { parseRecord, textOf, textsOf } from "../values";

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

/** Seconds that a Date can hold. */
const isTime = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= 8.64e12;

/** Undefined for an opaque token. */
export function decodeToken(token: string): TokenClaims | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  const claims = parseRecord(Buffer.from(parts[1] ?? "", "base64url").toString("utf8"));
  if (!claims) return undefined;
  const upn = textOf(claims["upn"]) ?? textOf(claims["unique_name"]) ?? textOf(claims["preferred_username"]);
  const appid = textOf(claims["appid"]) ?? textOf(claims["azp"]);
  const [tid, aud, oid] = [textOf(claims["tid"]), textOf(claims["aud"]), textOf(claims["oid"])];
  const exp = isTime(claims["exp"]) ? claims["exp"] : undefined;
  return {
    ...(tid && { tid }),
    ...(aud && { aud }),
    ...(exp !== undefined && { exp }),
    ...(appid && { appid }),
    ...(upn && { upn }),
    ...(oid && { oid }),
    roles: textsOf(claims["roles"]),
    scopes: textOf(claims["scp"])?.split(" ") ?? [],
    wids: textsOf(claims["wids"]),
  };
}
