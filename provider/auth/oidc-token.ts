import { appIdentity, required } from "./required";
import { federated } from "./federated";
import type { Credential } from "./credential";

const NAME = "OIDC token";

/** A token of any OpenID issuer, given as it is. */
export const oidcToken: Credential = {
  name: NAME,
  settings: ["oidcToken", "useOidc"],
  missing: ({ oidcToken, useOidc }) =>
    useOidc === false ? "useOidc is false" : oidcToken === undefined ? "oidcToken is not set" : undefined,
  identity: appIdentity,
  open(settings, context) {
    const token = required(settings.oidcToken, "oidcToken", NAME);
    return federated(NAME, settings, context, () => Promise.resolve(token.reveal()));
  },
};
