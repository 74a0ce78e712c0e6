import type { HttpResponse } from "../http";
import { AuthError, ConfigError, isPurviewError } from "../errors";
import { parseRecord } from "../values";
import { loadMsal, msalNetwork } from "./msal";
import { signInError } from "./sign-in-error";
import { sendWithRetries } from "./token-retry";
import type { AuthSettings } from "./auth-settings";
import type { Credential } from "./credential";
import type { AuthContext, RawToken, TokenRequest } from "./token-source";

const NAME = "managed identity";

const identityOf = ({ msiClientId }: AuthSettings): string => `managed identity ${msiClientId ?? "(system-assigned)"}`;

/** An endpoint that a setting names: the protocol of virtual machines, as `ARM_MSI_ENDPOINT` has it elsewhere. */
async function fromEndpoint(
  endpoint: string,
  { msiClientId }: AuthSettings,
  context: AuthContext,
  { audience, signal }: TokenRequest,
): Promise<RawToken> {
  const url = URL.parse(endpoint);
  if (!url)
    throw new ConfigError("The setting msiEndpoint is not a URL.", {
      code: "PURVIEW_CONFIG_INVALID",
      property: "msiEndpoint",
    });
  const header = context.env["IDENTITY_HEADER"];
  const appService = header !== undefined && endpoint === context.env["IDENTITY_ENDPOINT"];
  url.searchParams.set("api-version", appService ? "2019-08-01" : "2018-02-01");
  url.searchParams.set("resource", audience);
  if (msiClientId !== undefined) url.searchParams.set("client_id", msiClientId);
  const headers: { [name: string]: string } = { Metadata: "true" };
  if (appService) headers["X-IDENTITY-HEADER"] = header;
  const response = await sendWithRetries(context, signal, () =>
    context.http.send({ method: "GET", url: url.href, headers, timeoutMs: 60_000, signal, direct: true }),
  );
  return readToken(response, context);
}

function readToken(response: HttpResponse, context: AuthContext): RawToken {
  const { access_token: token, expires_on: expiresOn, error_description: said } = parseRecord(response.text) ?? {};
  if (response.status === 200 && typeof token === "string") {
    const seconds = Number(expiresOn);
    return { value: token, ...(Number.isFinite(seconds) && { expiresAtMs: seconds * 1000 }) };
  }
  throw new AuthError(`The managed identity endpoint returned no token (status ${response.status}).`, {
    code: "PURVIEW_AUTH_FAILED",
    tenant: context.location.tenantId,
    serviceMessage: typeof said === "string" ? said : undefined,
    advice: "Check that the machine has this identity (msiClientId for a user-assigned one).",
  });
}

/** The machine's own identity; msal knows every kind of Azure machine. */
export const managedIdentity: Credential = {
  name: NAME,
  settings: ["useMsi"],
  missing: ({ useMsi }) => (useMsi === true ? undefined : "useMsi is not set"),
  identity: identityOf,
  open(settings, context) {
    const { msiClientId, msiEndpoint } = settings;
    const call = { credential: NAME, identity: identityOf(settings) };
    return {
      ...call,
      anyAudience: true,
      acquire: async (request) => {
        if (msiEndpoint !== undefined) return fromEndpoint(msiEndpoint, settings, context, request);
        const msal = await loadMsal();
        const { client, memory } = msalNetwork(context, request.signal, true);
        try {
          const result = await new msal.ManagedIdentityApplication({
            clientCapabilities: ["CP1"],
            ...(msiClientId !== undefined && { managedIdentityIdParams: { userAssignedClientId: msiClientId } }),
            system: { networkClient: client, disableInternalRetries: true },
          }).acquireToken({
            resource: request.audience,
            forceRefresh: true,
            ...(request.claims !== undefined && { claims: request.claims }),
          });
          return { value: result.accessToken, expiresAtMs: result.expiresOn?.getTime() };
        } catch (error) {
          request.signal?.throwIfAborted();
          if (isPurviewError(memory.failure)) throw memory.failure;
          throw signInError(call, context.location.tenantId, memory.rejection, error);
        }
      },
    };
  },
};
