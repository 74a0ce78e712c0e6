import type * as MsalNode from "@azure/msal-node";
import type { Configuration, INetworkModule, NetworkRequestOptions } from "@azure/msal-node";
import { isPurviewError } from "../errors";
import { parseRecord, textOf } from "../values";
import { rejectionIn, signInError, type Rejection } from "./sign-in-error";
import { sendWithRetries } from "./token-retry";
import type { AuthContext, RawToken } from "./token-source";

type Msal = typeof MsalNode;

/** Loaded when the first token is asked for: it costs a plugin's start-up a tenth of a second. */
export const loadMsal = (): Promise<Msal> => import("@azure/msal-node");

interface NetworkMemory {
  /** Why the token endpoint's last response had no token. */
  rejection?: Rejection | undefined;
  /** Why it could not be reached. */
  failure?: unknown;
}

interface NetworkResponse<T> {
  headers: Record<string, string>;
  body: T;
  status: number;
}

/**
 * Our own network under msal: same proxy, CA and limits as the service, and the errors that msal swallows are kept.
 * @param direct Never through a proxy.
 */
export function msalNetwork(
  context: AuthContext,
  signal?: AbortSignal,
  direct = false,
): { readonly client: INetworkModule; readonly memory: NetworkMemory } {
  const memory: NetworkMemory = {};
  const send = async <T>(
    method: "GET" | "POST",
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> => {
    memory.failure = undefined;
    try {
      const response = await sendWithRetries(context, signal, () =>
        context.http.send({
          method,
          url,
          headers: options?.headers,
          body: options?.body,
          timeoutMs: 60_000,
          signal,
          direct,
        }),
      );
      memory.rejection = rejectionIn(response);
      return { status: response.status, headers: {}, body: parsed(response.text) as T };
    } catch (error) {
      memory.failure = error;
      throw error;
    }
  };
  const client: INetworkModule = {
    sendGetRequestAsync: (url, options) => send("GET", url, options),
    sendPostRequestAsync: (url, options) => send("POST", url, options),
  };
  return { client, memory };
}

/** msal wants JSON; anything else becomes an OAuth error instead of its "token_parsing_error". */
const parsed = (text: string | undefined): object =>
  parseRecord(text) ?? { error: "unreadable_answer", error_description: "" };

export interface MsalCall {
  readonly credential: string;
  readonly identity: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs one acquisition with a new application object (msal's own throttle and cache live in the object,
 * docs/service/sign-in.md#local-throttle) and turns whatever it throws into an AuthError with the platform's text and advice.
 */
export async function withMsal(
  context: AuthContext,
  call: MsalCall,
  acquire: (
    msal: Msal,
    configuration: Configuration,
  ) => Promise<{ accessToken: string; expiresOn: Date | null } | null>,
): Promise<RawToken> {
  const { client, memory } = msalNetwork(context, call.signal);
  const { authority } = context.location;
  const configuration: Configuration = {
    auth: {
      clientId: "",
      authority: authority.url,
      clientCapabilities: ["CP1"],
      ...(authority.metadata !== undefined && { authorityMetadata: authority.metadata }),
      ...(authority.knownAuthorities && { knownAuthorities: [...authority.knownAuthorities] }),
    },
    system: { networkClient: client, disableInternalRetries: true },
  };
  const msal = await loadMsal();
  if (authority.metadata !== undefined && !startsWithTenant(authority.metadata, context.location.tenantId))
    configuration.system = { ...configuration.system, protocolMode: msal.ProtocolMode.OIDC };
  try {
    const result = await acquire(msal, configuration);
    if (!result?.accessToken) throw new Error("the response has no token");
    return { value: result.accessToken, expiresAtMs: result.expiresOn?.getTime() };
  } catch (error) {
    call.signal?.throwIfAborted();
    if (isPurviewError(memory.failure)) throw memory.failure;
    if (isPurviewError(error)) throw error;
    throw signInError(call, context.location.tenantId, memory.rejection, error);
  }
}

/** msal takes the first segment of the endpoints' path for the tenant and "corrects" it, except in OIDC mode. */
function startsWithTenant(metadata: string, tenantId: string): boolean {
  const endpoint = textOf(parseRecord(metadata)?.["authorization_endpoint"]);
  return (
    URL.parse(endpoint ?? "")
      ?.pathname.split("/")[1]
      ?.toLowerCase() === tenantId
  );
}
