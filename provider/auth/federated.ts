import { AuthError } from "../errors";
import { appIdentity, required } from "./client-secret";
import { withMsal } from "./msal";
import type { Credentials } from "./credentials";
import type { AuthContext, TokenSource } from "./source";

/** Where a client assertion comes from; asked once per token. */
export type Assertion = (signal?: AbortSignal) => Promise<string>;

const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** A source whose credential is a signed assertion of somebody else: a vault, a pipeline, a cluster. */
export function federated(
  way: string,
  credentials: Credentials,
  context: AuthContext,
  assertion: Assertion,
): TokenSource {
  const clientId = required(credentials.clientId, "clientId", way);
  const call = { way, identity: appIdentity(credentials) };
  return {
    ...call,
    anyAudience: true,
    acquire: async ({ audience, claims, signal }) => {
      const jwt = (await assertion(signal)).trim();
      if (!JWT.test(jwt))
        throw new AuthError(`Signing in by ${way} failed: what was given as the token is no signed token (JWT).`, {
          code: "PURVIEW_AUTH_ASSERTION",
          tenant: context.location.tenantId,
          advice: "Check where the token comes from.",
        });
      return withMsal(context, { ...call, signal }, (msal, configuration) =>
        new msal.ConfidentialClientApplication({
          ...configuration,
          auth: { ...configuration.auth, clientId, clientAssertion: jwt },
        }).acquireTokenByClientCredential({ scopes: [`${audience}/.default`], ...(claims && { claims }) }),
      );
    },
  };
}
