import { EXCHANGE_CLIENT_ID } from "./exchange-client";
import { required } from "./required";
import { withMsal } from "./msal";
import type { AuthSettings } from "./auth-settings";
import type { Credential } from "./credential";

const NAME = "user name and password";
const identityOf = ({ username }: AuthSettings): string => `user ${username ?? ""}`;

/** `Connect-IPPSSession -Credential`: for accounts without multi-factor authentication. */
export const password: Credential = {
  name: NAME,
  settings: ["username", "password"],
  missing: ({ username, password }) =>
    username === undefined && password === undefined ? "username and password are not set" : undefined,
  identity: identityOf,
  open(settings, context) {
    const username = required(settings.username, "username", NAME);
    const secret = required(settings.password, "password", NAME);
    const clientId = settings.clientId ?? EXCHANGE_CLIENT_ID;
    const call = { credential: NAME, identity: identityOf(settings) };
    return {
      ...call,
      acquire: ({ audience, claims, signal }) =>
        withMsal(context, { ...call, signal }, (msal, configuration) =>
          new msal.PublicClientApplication({
            ...configuration,
            auth: { ...configuration.auth, clientId },
          }).acquireTokenByUsernamePassword({
            scopes: [`${audience}/.default`],
            username,
            password: secret.reveal(),
            ...(claims && { claims }),
          }),
        ),
    };
  },
};
