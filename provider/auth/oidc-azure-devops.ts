import { appIdentity, required } from "./client-secret";
import { federated } from "./federated";
import { requestToken, requestUrl } from "./oidc-request";
import type { Way } from "./source";

const WAY = "OIDC of Azure DevOps";

/** A service connection of Azure DevOps: POST with its id, the job's access token, `oidcToken` in the answer. */
export const oidcAzureDevops: Way = {
  name: WAY,
  settings: ["adoPipelineServiceConnectionId", "useOidc"],
  missing: ({ useOidc, adoPipelineServiceConnectionId }) =>
    useOidc !== true
      ? "useOidc is not set"
      : adoPipelineServiceConnectionId === undefined
        ? "adoPipelineServiceConnectionId is not set"
        : undefined,
  identity: appIdentity,
  open(credentials, context) {
    const id = required(credentials.adoPipelineServiceConnectionId, "adoPipelineServiceConnectionId", WAY);
    const url = requestUrl(required(credentials.oidcRequestUrl, "oidcRequestUrl", WAY));
    const bearer = required(credentials.oidcRequestToken, "oidcRequestToken", WAY);
    if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "7.1");
    url.searchParams.set("serviceConnectionId", id);
    return federated(WAY, credentials, context, (signal) =>
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
