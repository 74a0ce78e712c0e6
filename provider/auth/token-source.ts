import type { Clock } from "../clock";
import type { TenantLocation } from "../clouds";
import type { Http } from "../http";

/** Where a token source works: found before the first token is asked for. */
export interface AuthContext {
  readonly location: TenantLocation;
  readonly http: Http;
  readonly clock: Clock;
  /** Environment of the process; sources read what has no setting (identity endpoints of the platform). */
  readonly env: { readonly [name: string]: string | undefined };
  /** Shows people why nothing happens for a while. */
  readonly notify?: ((message: string) => void) | undefined;
  /** Aborts when the session is being closed: one token is for all callers, so none of theirs ends its request. */
  readonly closing?: AbortSignal | undefined;
}

export interface TokenRequest {
  /** Audience without `/.default`. */
  readonly audience: string;
  /** JSON of a claims challenge that the token must satisfy. */
  readonly claims?: string | undefined;
  /** The last token was refused: a cached one will not do. */
  readonly fresh?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A token as its source returned it, unchecked. */
export interface RawToken {
  readonly value: string;
  /** Clock time in ms; undefined where only the token itself says. */
  readonly expiresAtMs?: number | undefined;
}

/** One configured credential. Asks again at each call; caching, renewing and checking is done by TokenCache. */
export interface TokenSource {
  /** Name of the credential for messages: `client secret`, `certificate` … */
  readonly credential: string;
  /** For messages and keys, no secret: `app <client id>`, `user <name>`. */
  readonly identity: string;
  /** It can be asked for other audiences than the service's. */
  readonly anyAudience?: boolean | undefined;
  acquire(request: TokenRequest): Promise<RawToken>;
}
