import type { Clock } from "../clock";
import type { Http, TenantLocation } from "../clouds";
import type { Credentials } from "./credentials";

/** Where a token source works: found before the first token is asked for. */
export interface AuthContext {
  readonly location: TenantLocation;
  readonly http: Http;
  readonly clock: Clock;
  /** Environment of the process; sources read what has no setting (identity endpoints of the platform). */
  readonly env: { readonly [name: string]: string | undefined };
  /** Says to people why nothing happens for a while. */
  readonly notify?: ((message: string) => void) | undefined;
  /** Aborts when the session is being closed: one token is for all callers, so none of theirs ends its request. */
  readonly closing?: AbortSignal | undefined;
}

export interface TokenRequest {
  /** Audience without `/.default`. */
  readonly audience: string;
  /** JSON of a claims challenge that the token must satisfy. */
  readonly claims?: string | undefined;
  /** The last token was refused: none of a cache will do. */
  readonly fresh?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A token as its source gave it, unchecked. */
export interface RawToken {
  readonly value: string;
  /** Clock time in ms; undefined where only the token itself says. */
  readonly expiresAtMs?: number | undefined;
}

/** One configured way to sign in. Asks anew at each call; caching, renewing and checking is the token keeper's. */
export interface TokenSource {
  /** For people: `client secret`, `certificate` … */
  readonly way: string;
  /** For messages and keys, no secret: `app <client id>`, `user <name>`. */
  readonly identity: string;
  /** It can be asked for other audiences than the service's. */
  readonly anyAudience?: boolean | undefined;
  acquire(request: TokenRequest): Promise<RawToken>;
}

/** A way to sign in, before anybody knows whether it is configured. */
export interface Way {
  readonly name: string;
  /** Settings of which at least one must be there for the way to count as configured. */
  readonly settings: readonly (keyof Credentials)[];
  /** The missing piece in words, or undefined when the way is configured. Throws ConfigError when it is configured in part. */
  missing(credentials: Credentials): string | undefined;
  /** Non-secret identity for the session's key. */
  identity(credentials: Credentials): string;
  /** Tenant that the way itself knows, where no setting tells it. */
  tenant?(credentials: Credentials): string | undefined;
  open(credentials: Credentials, context: AuthContext): Promise<TokenSource> | TokenSource;
}
