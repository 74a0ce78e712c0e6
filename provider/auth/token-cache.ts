import { abortable } from "../clock";
import { AuthError } from "../errors";
import { decodeToken, type TokenClaims } from "./jwt";
import type { AuthContext, TokenSource } from "./token-source";

/** A token that may be sent: of the right tenant, for the right audience, not expired. */
export interface Token {
  readonly value: string;
  readonly expiresAtMs: number;
  /** Undefined for an opaque token. */
  readonly claims: TokenClaims | undefined;
}

export interface RenewOptions {
  readonly claims?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A token that expires sooner is renewed before it is used: one cmdlet may take minutes. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** Resource app of the service; a v2 token names it as audience (docs/service/sign-in.md#challenge). */
const SERVICE_APP = "00000007-0000-0ff1-ce00-000000000000";
const ASSUMED_LIFETIME_MS = 60 * 60_000;

/** The session's one token: single-flight, checked, renewed before it expires, on 401 and on a claims challenge. */
export class TokenCache {
  readonly #source: TokenSource;
  readonly #context: AuthContext;
  #current: Token | undefined;
  #pending: { readonly claims: string | undefined; readonly token: Promise<Token> } | undefined;

  constructor(source: TokenSource, context: AuthContext) {
    this.#source = source;
    this.#context = context;
  }

  get source(): TokenSource {
    return this.#source;
  }

  async get(signal?: AbortSignal): Promise<Token> {
    const current = this.#current;
    if (current && current.expiresAtMs - this.#context.clock.now() > RENEW_BEFORE_MS) return current;
    try {
      return await this.#ask(undefined, signal);
    } catch (error) {
      // The old token still has minutes: a short outage of the identity platform need not end the run.
      if (current && current.expiresAtMs - this.#context.clock.now() > 30_000 && !signal?.aborted) return current;
      throw error;
    }
  }

  /** A token other than the rejected one; late callers get the one that was already renewed. */
  async renew(refused: Token, options: RenewOptions = {}): Promise<Token> {
    if (this.#current && this.#current.value !== refused.value) return this.#current;
    return this.#ask(options.claims, options.signal, true);
  }

  async #ask(claims: string | undefined, signal?: AbortSignal, fresh = false): Promise<Token> {
    signal?.throwIfAborted();
    if (!this.#pending || (claims !== undefined && this.#pending.claims !== claims)) {
      const token = this.#acquire(claims, fresh).finally(() => {
        if (this.#pending?.token === token) this.#pending = undefined;
      });
      this.#pending = { claims, token };
    }
    return abortable(this.#pending.token, signal);
  }

  async #acquire(claims: string | undefined, fresh: boolean): Promise<Token> {
    const { location, clock, closing } = this.#context;
    const raw = await this.#source.acquire({ audience: location.audience, claims, fresh, signal: closing });
    if (!/^[\x21-\x7e]+$/.test(raw.value))
      throw this.#refuse("PURVIEW_TOKEN_REFUSED", "holds characters that no token has", "Check where it comes from.");
    const decoded = decodeToken(raw.value);
    this.#check(decoded);
    const byClaim = decoded?.exp === undefined ? undefined : decoded.exp * 1000;
    const expiresAtMs = byClaim ?? raw.expiresAtMs ?? clock.now() + ASSUMED_LIFETIME_MS;
    if (expiresAtMs <= clock.now())
      throw this.#refuse("PURVIEW_TOKEN_EXPIRED", "has expired", "Get a new one; check this machine's clock.");
    this.#current = { value: raw.value, expiresAtMs, claims: decoded };
    return this.#current;
  }

  #check(claims: TokenClaims | undefined): void {
    // An opaque token can only be taken as it is; a decodable one must match.
    if (!claims) return;
    const { location } = this.#context;
    if (claims.tid?.toLowerCase() !== location.tenantId)
      throw this.#refuse(
        "PURVIEW_TOKEN_TENANT",
        `is for tenant ${claims.tid ?? "(none)"}`,
        "Check tenantId, or sign in to the right tenant.",
      );
    const audience = claims.aud?.replace(/\/+$/, "").toLowerCase();
    const accepted = [location.audience, ...(location.otherAudiences ?? []), SERVICE_APP];
    if (!accepted.some((one) => one.toLowerCase() === audience))
      throw this.#refuse(
        "PURVIEW_TOKEN_AUDIENCE",
        `is for ${claims.aud ?? "(no audience)"} instead of ${location.audience}`,
        "Ask for a token of this service; `audience` overrides what is expected.",
      );
  }

  #refuse(code: string, what: string, advice: string): AuthError {
    const tenant = this.#context.location.tenantId;
    return new AuthError(
      `The token from ${this.#source.credential} (${this.#source.identity}) ${what}; tenant ${tenant} requires another one.`,
      {
        code,
        tenant,
        advice,
      },
    );
  }
}
