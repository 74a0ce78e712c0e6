import type { TokenHosts } from "../../../clouds";
import { TransportError } from "../../../errors";

/** What every address of a session carries in its query (docs/service/remoting.md#oauth-basic). */
export interface EndpointQuery {
  /** Domain of the customer's tenant that a partner manages. */
  readonly delegatedOrganization?: string | undefined;
  /** Mailbox by which the front end finds the tenant's region. */
  readonly anchorMailbox?: string | undefined;
}

const CONVERSION = "BasicAuthToOAuthConversion";
const MAX_REDIRECTS = 5;

/** Where shells are opened: the address of the settings until a redirect names the tenant's backend. */
export class Endpoint {
  readonly #front: URL;
  readonly #hosts: TokenHosts;
  readonly #query: EndpointQuery;
  #url: URL;

  constructor(front: URL, hosts: TokenHosts, query: EndpointQuery = {}) {
    this.#front = front;
    this.#url = front;
    this.#hosts = hosts;
    this.#query = query;
  }

  get host(): string {
    return this.#url.host;
  }

  get origin(): string {
    return this.#url.origin;
  }

  /** @param oauth The password of the request is a token. */
  url(oauth: boolean): string {
    const url = new URL(this.#url);
    const has = (name: string): boolean => [...url.searchParams.keys()].some((key) => isSameWord(key, name));
    if (oauth && !has(CONVERSION)) url.searchParams.append(CONVERSION, "true");
    const { delegatedOrganization, anchorMailbox } = this.#query;
    if (delegatedOrganization !== undefined && !has("DelegatedOrg"))
      url.searchParams.append("DelegatedOrg", delegatedOrganization);
    if (anchorMailbox !== undefined && oauth && !has("email")) url.searchParams.append("email", anchorMailbox);
    return url.href;
  }

  /**
   * Takes the address of a redirect, with its path and query.
   * @param count From 1, of the redirects of one request.
   * @throws TransportError PURVIEW_UNTRUSTED_REDIRECT, PURVIEW_REDIRECT_LOOP
   */
  follow(location: string | undefined, count: number): void {
    if (count > MAX_REDIRECTS)
      throw new TransportError(`${this.#front.host} redirected the remote session too many times.`, {
        code: "PURVIEW_REDIRECT_LOOP",
        advice: "Check connectionUri, and organization: the service finds the tenant's region by it.",
      });
    const url = location === undefined ? null : URL.parse(location, this.#url.href);
    const trusted = url && trustedUrl(url, this.#hosts);
    if (!trusted)
      throw new TransportError(
        `The service at ${this.host} redirected to ${url?.host || "no host"}, which is not a host of this cloud; the credentials were not sent there.`,
        {
          code: "PURVIEW_UNTRUSTED_REDIRECT",
          advice: "Check connectionUri and environment, and for a proxy that inspects or modifies TLS traffic.",
        },
      );
    this.#url = trusted;
  }

  /** Asks the front door again; false where it is the one that did not work. */
  forget(): boolean {
    const moved = this.#url.href !== this.#front.href;
    this.#url = this.#front;
    return moved;
  }
}

const isSameWord = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function trustedUrl(url: URL, hosts: TokenHosts): URL | undefined {
  if (url.username || url.password) return undefined;
  if (hosts.allows(url)) return url;
  const origin = hosts.regionOrigin(url);
  return origin === undefined ? undefined : new URL(url.pathname + url.search, origin);
}
