import { ConfigError } from "../errors";
import { withMsal } from "./msal";
import type { Credentials } from "./credentials";
import type { Way } from "./source";

/** A setting that a configured way cannot do without. */
export function required<T>(value: T | undefined, setting: string, way: string): T {
  if (value !== undefined) return value;
  throw new ConfigError(`Signing in by ${way} is configured, but ${setting} is missing.`, {
    code: "PURVIEW_CONFIG_MISSING",
    property: setting,
    advice: `Set ${setting} (docs/settings.md lists its environment variables).`,
  });
}

export const appIdentity = (credentials: Credentials): string => `app ${credentials.clientId ?? "(no clientId)"}`;

export const clientSecret: Way = {
  name: "client secret",
  settings: ["clientSecret"],
  missing: ({ clientSecret }) => (clientSecret ? undefined : "clientSecret is not set"),
  identity: appIdentity,
  open(credentials, context) {
    const clientId = required(credentials.clientId, "clientId", "client secret");
    const secret = required(credentials.clientSecret, "clientSecret", "client secret");
    const call = { way: "client secret", identity: appIdentity(credentials) };
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
