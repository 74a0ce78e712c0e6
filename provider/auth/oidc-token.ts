import { appIdentity, required } from "./client-secret";
import { federated } from "./federated";
import type { Way } from "./source";

const WAY = "OIDC token";

/** A token of any OpenID issuer, given as it is. */
export const oidcToken: Way = {
  name: WAY,
  settings: ["oidcToken", "useOidc"],
  missing: ({ oidcToken, useOidc }) =>
    useOidc === false ? "useOidc is false" : oidcToken === undefined ? "oidcToken is not set" : undefined,
  identity: appIdentity,
  open(credentials, context) {
    const token = required(credentials.oidcToken, "oidcToken", WAY);
    return federated(WAY, credentials, context, () => Promise.resolve(token.reveal()));
  },
};
