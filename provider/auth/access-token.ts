import { AuthError } from "../errors";
import { required } from "./required";
import { decodeToken } from "./jwt";
import type { AuthSettings } from "./auth-settings";
import type { Credential } from "./credential";

const NAME = "access token";

function identityOf({ accessToken }: AuthSettings): string {
  const claims = accessToken && decodeToken(accessToken.reveal());
  if (claims?.upn !== undefined) return `user ${claims.upn}`;
  return claims?.appid === undefined ? "owner of the access token" : `app ${claims.appid}`;
}

/** A token that was acquired elsewhere. It cannot be renewed, and must name its tenant and audience. */
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
          return Promise.reject(
            refuse("cannot be decoded, so its tenant and audience are unknown", "Give the JWT itself."),
          );
        if (given) return Promise.reject(refuse("was rejected by the service or has expired", "Get a new one."));
        given = true;
        return Promise.resolve({ value });
      },
    };
  },
};
