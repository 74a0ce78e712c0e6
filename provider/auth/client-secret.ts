import { appIdentity, required } from "./required";
import { withMsal } from "./msal";
import type { Credential } from "./credential";

const NAME = "client secret";

export const clientSecret: Credential = {
  name: NAME,
  settings: ["clientSecret"],
  missing: ({ clientSecret }) => (clientSecret ? undefined : "clientSecret is not set"),
  identity: appIdentity,
  open(settings, context) {
    const clientId = required(settings.clientId, "clientId", NAME);
    const secret = required(settings.clientSecret, "clientSecret", NAME);
    const call = { credential: NAME, identity: appIdentity(settings) };
    return {
      ...call,
      anyAudience: true,
      acquire: ({ audience, claims, signal }) =>
        withMsal(context, { ...call, signal }, (msal, configuration) =>
          new msal.ConfidentialClientApplication({
            ...configuration,
            auth: { ...configuration.auth, clientId, clientSecret: secret.reveal() },
          }).acquireTokenByClientCredential({ scopes: [`${audience}/.default`], ...(claims && { claims }) }),
        ),
    };
  },
};
