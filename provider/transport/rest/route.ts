import type { TokenHosts } from "../../clouds";
import { isLoopback } from "../../http";
import { TransportError } from "../../errors";
import { CookieJar } from "./cookies";

/** Regional hosts, kept between processes; no secrets. */
export interface RegionCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, origin: string | undefined): Promise<void>;
}

export interface RouteOptions {
  readonly front: string;
  readonly hosts: TokenHosts;
  readonly cache?: RegionCache | undefined;
  readonly cacheKey: string;
}

/** One host with its affinity cookies. */
export interface Host {
  readonly origin: string;
  readonly cookies: CookieJar;
}

/**
 * Finds the regional host once and keeps it. The first request goes to the front door alone, all others wait for what it
 * learns: with N lists asked at once there is still one redirect.
 */
export class Route {
  readonly #options: RouteOptions;
  #target: Host | undefined;
  #first: Promise<void> | undefined;
  #settled = false;
  #cached: Promise<void> | undefined;

  constructor(options: RouteOptions) {
    this.#options = options;
  }

  /** Runs `exchange` against the current host; until one has `learned` which host it is, one after the other. */
  async through<T>(exchange: (target: Host) => Promise<T>, learned: (result: T) => boolean): Promise<T> {
    await this.#readCache();
    while (!this.#settled && this.#first) await this.#first;
    if (this.#settled) return exchange(this.#current());
    let done = (): void => undefined;
    this.#first = new Promise((resolve) => (done = resolve));
    try {
      const result = await exchange(this.#current());
      this.#settled = this.#settled || learned(result);
      return result;
    } finally {
      this.#first = undefined;
      done();
    }
  }

  get origin(): string {
    return this.#current().origin;
  }

  /** Takes the host of a redirect; throws when the token must not follow it. */
  follow(location: string | undefined, from: Host): void {
    const url = location === undefined ? undefined : URL.parse(location, from.origin);
    const origin = url ? this.#options.hosts.regionOrigin(url) : undefined;
    if (!origin)
      throw new TransportError(
        `The service at ${new URL(from.origin).host} redirected to ${url?.host || "no host"}, which is not a host of this cloud; the token was not sent there.`,
        {
          code: "PURVIEW_UNTRUSTED_REDIRECT",
          advice: "Check connectionUri and environment, and for a proxy that inspects or modifies TLS traffic.",
        },
      );
    // Another request may have been redirected already; its host is the newer one.
    if (this.#target !== undefined && this.#target !== from) return;
    this.#target = { origin, cookies: new CookieJar() };
    this.#settled = true;
    void this.#options.cache?.set(this.#options.cacheKey, origin);
  }

  /** The host that a next link names, if it is the one in use; its path is then safe to request. */
  owns(link: URL, target: Host): boolean {
    const { hosts } = this.#options;
    return (
      hosts.regionOrigin(link) === target.origin || (hosts.allows(link) && isSameHost(link, new URL(target.origin)))
    );
  }

  /** Forgets the regional host after a connection failure or when the organization is not found there. */
  forget(target: Host): boolean {
    if (this.#target !== target || target.origin === this.#options.front) return false;
    this.#target = undefined;
    this.#settled = false;
    void this.#options.cache?.set(this.#options.cacheKey, undefined);
    return true;
  }

  #current(): Host {
    this.#target ??= { origin: this.#options.front, cookies: new CookieJar() };
    return this.#target;
  }

  #readCache(): Promise<void> {
    this.#cached ??= (async () => {
      const origin = await this.#options.cache?.get(this.#options.cacheKey);
      const url = origin === undefined ? null : URL.parse(origin);
      if (!url || this.#options.hosts.regionOrigin(url) !== url.origin) return;
      this.#target = { origin: url.origin, cookies: new CookieJar() };
      this.#settled = true;
    })();
    return this.#cached;
  }
}

/** This machine has several names. */
const isSameHost = (a: URL, b: URL): boolean =>
  a.origin === b.origin || (isLoopback(a.hostname) && isLoopback(b.hostname) && a.port === b.port);
