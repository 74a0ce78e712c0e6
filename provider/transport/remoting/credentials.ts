import type { Token, TokenCache } from "../../auth";
import { AuthError } from "../../errors";
import type { SecretText } from "../../values";

/** What goes into `Authorization: Basic` on every request (docs/service/remoting.md#oauth-basic). Secret. */
export interface BasicCredential {
  readonly user: string;
  readonly password: string;
  /** The password is `Bearer <token>`: the address then asks for the conversion. */
  readonly oauth: boolean;
}

/** Who signs in to the shells of a session. */
export interface RemotingCredentials {
  /** For messages, no secret. */
  readonly identity: string;
  /** The same object as before, as long as it is good for a new shell. */
  current(signal?: AbortSignal): Promise<BasicCredential>;
  /**
   * Another one, after the service refused this one.
   * @throws AuthError where there is no other
   */
  renew(refused: BasicCredential, signal?: AbortSignal): Promise<BasicCredential>;
}

/** A token as the password of the token's user; of an app: of `OAuthUser@<tenant id>`. */
export function tokenCredentials(tokens: TokenCache, tenantId: string): RemotingCredentials {
  const made = new WeakMap<Token, BasicCredential>();
  const tokenOf = new WeakMap<BasicCredential, Token>();
  const credentialOf = (token: Token): BasicCredential => {
    const { claims } = token;
    const person = claims && claims.scopes.length > 0 ? claims.upn : undefined;
    const credential = made.get(token) ?? {
      user: person ?? `OAuthUser@${tenantId}`,
      password: `Bearer ${token.value}`,
      oauth: true,
    };
    made.set(token, credential);
    tokenOf.set(credential, token);
    return credential;
  };
  return {
    identity: tokens.source.identity,
    current: async (signal) => credentialOf(await tokens.get(signal)),
    renew: async (refused, signal) => {
      const token = tokenOf.get(refused);
      return credentialOf(token ? await tokens.renew(token, { signal }) : await tokens.get(signal));
    },
  };
}

/**
 * User name and password as they are; where the service does not take them (any more), a token that they give.
 * @param otherwise Signs in to the identity platform with the same password.
 */
export function passwordCredentials(
  username: string,
  password: SecretText,
  otherwise: RemotingCredentials,
): RemotingCredentials {
  const own: BasicCredential = { user: username, password: password.reveal(), oauth: false };
  let refusedOnce = false;
  return {
    identity: `user ${username}`,
    current: (signal) => (refusedOnce ? otherwise.current(signal) : Promise.resolve(own)),
    renew: async (refused, signal) => {
      if (refused !== own) return otherwise.renew(refused, signal);
      try {
        const token = await otherwise.current(signal);
        refusedOnce = true;
        return token;
      } catch (error) {
        if (signal?.aborted) throw error;
        throw new AuthError(
          `The service rejected the user name and password of ${username}, and they gave no token either.`,
          {
            code: "PURVIEW_UNAUTHORIZED",
            serviceMessage: error instanceof Error ? error.message : undefined,
            advice:
              "A common reason is a wrong password. The account must be enabled for remote PowerShell; with multi-factor authentication use `purview login` or an app.",
            cause: error,
          },
        );
      }
    },
  };
}
