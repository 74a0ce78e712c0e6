import { AuthError } from "../errors";
import { required } from "./required";
import { decodeToken } from "./jwt";
import type { AuthSettings } from "./auth-settings";
import type { Credential } from "./credential";

const NAME = "access token";

function identityOf({ accessToken }: AuthSettings): string {
  const claims = accessToken && decodeToken(accessToken.reveal());
  if (claims?.upn !== undefined) return `user ${claims.upn}`;
  return claims?.appid === undefined ? "bearer of the access token" : `app ${claims.appid}`;
}

/** A token that somebody else asked for. It cannot be renewed, and must tell what it is for. */
export const accessToken: Credential = {
  name: NAME,
  settings: ["accessToken"],
  missing: ({ accessToken }) => (accessToken === undefined ? "accessToken is not set" : undefined),
  identity: identityOf,
  open(settings, context) {
    const value = required(settings.accessToken, "accessToken", NAME)
      .reveal()
      .replace(/^Bearer\s+/i, "")
      .trim();
    const refuse = (what: string, advice: string): AuthError =>
      new AuthError(`The access token ${what}.`, {
        code: "PURVIEW_TOKEN_REFUSED",
        tenant: context.location.tenantId,
        property: "accessToken",
        advice,
      });
    let given = false;
    return {
      credential: NAME,
      identity: identityOf(settings),
      acquire: () => {
        if (decodeToken(value) === undefined)
          return Promise.reject(refuse("cannot be read, so nobody knows whose it is", "Give the JWT itself."));
        if (given)
          return Promise.reject(refuse("was refused by the service, or has come to its end", "Get a new one."));
        given = true;
        return Promise.resolve({ value });
      },
    };
  },
};
