import { appIdentity, required } from "./required";
import { federated } from "./federated";
import { requestToken, requestUrl } from "./oidc-request";
import type { Credential } from "./credential";

const NAME = "OIDC of Azure DevOps";

/** A service connection of Azure DevOps: POST with its id, the job's access token, `oidcToken` in the response. */
export const oidcAzureDevops: Credential = {
  name: NAME,
  settings: ["adoPipelineServiceConnectionId", "useOidc"],
  missing: ({ useOidc, adoPipelineServiceConnectionId }) =>
    useOidc !== true
      ? "useOidc is not set"
      : adoPipelineServiceConnectionId === undefined
        ? "adoPipelineServiceConnectionId is not set"
        : undefined,
  identity: appIdentity,
  open(settings, context) {
    const id = required(settings.adoPipelineServiceConnectionId, "adoPipelineServiceConnectionId", NAME);
    const url = requestUrl(required(settings.oidcRequestUrl, "oidcRequestUrl", NAME));
    const bearer = required(settings.oidcRequestToken, "oidcRequestToken", NAME);
    if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "7.1");
    url.searchParams.set("serviceConnectionId", id);
    return federated(NAME, settings, context, (signal) =>
      requestToken(
        context,
        "Azure DevOps",
        {
          method: "POST",
          url: url.href,
          headers: {
            authorization: `Bearer ${bearer.reveal()}`,
            accept: "application/json",
            "content-type": "application/json",
            // Without it an expired job token is answered by a sign-in page.
            "x-tfs-fedauthredirect": "Suppress",
          },
          body: "",
          signal,
        },
        "oidcToken",
      ),
    );
  },
};
