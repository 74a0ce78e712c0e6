import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  exportJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from "jose";
import { seededHex } from "../random";

/** What a token of ours says when it is read back. */
export type TokenCheck =
  | { readonly kind: "good"; readonly claims: JWTPayload }
  | { readonly kind: "expired"; readonly claims: JWTPayload }
  | { readonly kind: "forged" }
  | { readonly kind: "garbage" };

/** The key pair that signs everything this emulator hands out: access, id and refresh tokens, codes, OIDC tokens. */
export class Keys {
  readonly kid: string;
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  private constructor(privateKey: KeyObject, kid: string) {
    this.#private = privateKey;
    this.#public = createPublicKey(privateKey);
    this.kid = kid;
  }

  static async make(seed: number, pem?: string): Promise<Keys> {
    const kid = seededHex(27, seed, "kid");
    if (pem) return new Keys(createPrivateKey(pem), kid);
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    return new Keys(privateKey, kid);
  }

  /** For the state file, so that tokens outlive a restart. */
  pem(): string {
    return this.#private.export({ type: "pkcs8", format: "pem" }).toString();
  }

  async jwks(): Promise<{ keys: JWK[] }> {
    return { keys: [{ ...(await exportJWK(this.#public)), kid: this.kid, use: "sig", alg: "RS256" }] };
  }

  /** `type` keeps one kind of token from being taken for another. */
  sign(type: TokenType, claims: JWTPayload): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ: type, kid: this.kid }).sign(this.#private);
  }

  async verify(type: TokenType, token: string, now: number): Promise<TokenCheck> {
    if (!looksLikeJwt(token)) return { kind: "garbage" };
    try {
      const { payload } = await jwtVerify(token, this.#public, {
        typ: type,
        algorithms: ["RS256"],
        // A token from before a reset of the clock may come from the future: only its end counts.
        currentDate: new Date(Math.max(now, (decodeJwt(token).nbf ?? 0) * 1000)),
      });
      return { kind: "good", claims: payload };
    } catch (error) {
      return error instanceof errors.JWTExpired ? { kind: "expired", claims: error.payload } : { kind: "forged" };
    }
  }
}

/** `JWT` = access, id and OIDC tokens; the other two never leave the token service's own use. */
export type TokenType = "JWT" | "refresh+jwt" | "code+jwt";

function looksLikeJwt(token: string): boolean {
  try {
    decodeProtectedHeader(token);
    return token.split(".").length === 3;
  } catch {
    return false;
  }
}
