import type { AuthContext, TokenSource } from "../auth";
import { clouds } from "../clouds";
import { isList, parseRecord, propertyOf, textOf } from "../values";

function initialDomain(body: { readonly [key: string]: unknown } | undefined): string | undefined {
  const [organization] = isList(body?.["value"]) ? body["value"] : [];
  const domains = propertyOf(organization, "verifiedDomains");
  const initial = isList(domains) ? domains.find((domain) => propertyOf(domain, "isInitial") === true) : undefined;
  return textOf(propertyOf(initial, "name"));
}

/**
 * Asks Microsoft Graph for the initial domain, where the identity happens to be allowed to; undefined when it is not. Only
 * tried when no setting has it, and only in clouds whose Graph is known.
 */
export async function findOrganization(
  source: TokenSource,
  context: AuthContext,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { location, http } = context;
  if (location.environment === "custom" || location.authority.metadata !== undefined || !source.anyAudience)
    return undefined;
  const { graph } = clouds[location.environment];
  try {
    const { value: token } = await source.acquire({ audience: graph, signal });
    const response = await http.send({
      method: "GET",
      url: `${graph}/v1.0/organization?$select=verifiedDomains`,
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      timeoutMs: 30_000,
      signal,
    });
    return response.status === 200 ? initialDomain(parseRecord(response.text)) : undefined;
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
}
