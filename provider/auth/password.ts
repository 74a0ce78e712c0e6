import { required } from "./client-secret";
import { withMsal } from "./msal";
import type { Credentials } from "./credentials";
import type { Way } from "./source";

const WAY = "user name and password";
/** Microsoft's own public client of Exchange PowerShell, there in every cloud (admin-api.md 1.4). */
export const EXCHANGE_CLIENT_ID = "fb78d390-0c51-40cd-8e17-fdbfab77341b";

const identityOf = ({ username }: Credentials): string => `user ${username ?? ""}`;

/** `Connect-IPPSSession -Credential`: for accounts without multi-factor authentication. */
export const password: Way = {
  name: WAY,
  settings: ["username", "password"],
  missing: ({ username, password }) =>
    username === undefined && password === undefined ? "username and password are not set" : undefined,
  identity: identityOf,
  open(credentials, context) {
    const username = required(credentials.username, "username", WAY);
    const secret = required(credentials.password, "password", WAY);
    const clientId = credentials.clientId ?? EXCHANGE_CLIENT_ID;
    const call = { way: WAY, identity: identityOf(credentials) };
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
