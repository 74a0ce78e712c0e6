import type { HttpRequest } from "../http";
import { AuthError, ConfigError } from "../errors";
import { parseRecord } from "../values";
import { sendWithRetries } from "./token-retry";
import type { AuthContext } from "./token-source";

/** Asks a pipeline for a token of its own; `field` is where its JSON response keeps it. */
export async function requestToken(
  context: AuthContext,
  pipeline: string,
  request: HttpRequest,
  field: string,
): Promise<string> {
  const response = await sendWithRetries(context, request.signal, () =>
    context.http.send({ ...request, timeoutMs: 60_000 }),
  );
  const token = parseRecord(response.text)?.[field];
  if (response.status < 300 && typeof token === "string") return token;
  throw new AuthError(`${pipeline} returned no token (status ${response.status}).`, {
    code: "PURVIEW_AUTH_ASSERTION",
    advice: "Check that the job may ask for one, and oidcRequestUrl and oidcRequestToken.",
  });
}

/** The URL where a pipeline issues tokens. */
export function requestUrl(text: string): URL {
  const url = URL.parse(text);
  if (url) return url;
  throw new ConfigError("The setting oidcRequestUrl is not a URL.", {
    code: "PURVIEW_CONFIG_INVALID",
    property: "oidcRequestUrl",
  });
}
