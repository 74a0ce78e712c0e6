import { AuthError } from "../errors";
import { appIdentity, required } from "./required";
import { withMsal } from "./msal";
import type { AuthSettings } from "./auth-settings";
import type { AuthContext, TokenSource } from "./token-source";

/** Where a client assertion comes from; asked once per token. */
export type Assertion = (signal?: AbortSignal) => Promise<string>;

const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** A source whose credential is a signed assertion issued elsewhere: by a vault, a pipeline, a cluster. */
export function federated(
  credential: string,
  settings: AuthSettings,
  context: AuthContext,
  assertion: Assertion,
): TokenSource {
  const clientId = required(settings.clientId, "clientId", credential);
  const call = { credential, identity: appIdentity(settings) };
  return {
    ...call,
    anyAudience: true,
    acquire: async ({ audience, claims, signal }) => {
      const jwt = (await assertion(signal)).trim();
      if (!JWT.test(jwt))
        throw new AuthError(`Signing in with ${credential} failed: the given token is not a signed token (JWT).`, {
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
