import { ConfigError } from "../errors";
import { appIdentity, required } from "./required";
import { federated } from "./federated";
import { requestToken, requestUrl } from "./oidc-request";
import type { Credential } from "./credential";

const NAME = "OIDC of the pipeline";

/** GitHub Actions, and others with its protocol: GET with an audience, a bearer token, `value` in the response. */
export const oidcGithub: Credential = {
  name: NAME,
  settings: ["useOidc"],
  missing: ({ useOidc }) => (useOidc === true ? undefined : "useOidc is not set"),
  identity: appIdentity,
  open(settings, context) {
    const { oidcRequestUrl, adoPipelineServiceConnectionId } = settings;
    if (oidcRequestUrl === undefined || settings.oidcRequestToken === undefined)
      throw new ConfigError("useOidc is set, but no token is available.", {
        code: "PURVIEW_CONFIG_MISSING",
        property: "useOidc",
        advice:
          "In GitHub Actions give the job `permissions: id-token: write`; in Azure DevOps map SYSTEM_ACCESSTOKEN; elsewhere set oidcToken or oidcTokenFilePath.",
      });
    if (oidcRequestUrl === context.env["SYSTEM_OIDCREQUESTURI"] && adoPipelineServiceConnectionId === undefined)
      required(adoPipelineServiceConnectionId, "adoPipelineServiceConnectionId", "OIDC of Azure DevOps");
    const bearer = required(settings.oidcRequestToken, "oidcRequestToken", NAME);
    const url = requestUrl(oidcRequestUrl);
    // Another audience can be given in the URL.
    if (!url.searchParams.has("audience")) url.searchParams.set("audience", context.location.federationAudience);
    return federated(NAME, settings, context, (signal) =>
      requestToken(
        context,
        "The pipeline",
        {
          method: "GET",
          url: url.href,
          headers: { authorization: `Bearer ${bearer.reveal()}`, accept: "application/json" },
          signal,
        },
        "value",
      ),
    );
  },
};
