import type { TokenHosts } from "../../clouds";
import { isLoopback } from "../../http";
import { TransportError } from "../../errors";
import { CookieJar } from "./cookies";

/** Remembers regional hosts between processes; no secrets. */
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
export interface Target {
  readonly origin: string;
  readonly cookies: CookieJar;
}

/**
 * Finds the regional host once and keeps it. The first request goes to the front door alone, all others wait for what it
 * learns: with N lists asked at once there is still one redirect.
 */
export class Route {
  readonly #options: RouteOptions;
  #target: Target | undefined;
  #scout: Promise<void> | undefined;
  #settled = false;
  #cached: Promise<void> | undefined;

  constructor(options: RouteOptions) {
    this.#options = options;
  }

  /** Runs `exchange` against the current host; until one has `learned` which host it is, one after the other. */
  async through<T>(exchange: (target: Target) => Promise<T>, learned: (result: T) => boolean): Promise<T> {
    await this.#readCache();
    while (!this.#settled && this.#scout) await this.#scout;
    if (this.#settled) return exchange(this.#current());
    let done = (): void => undefined;
    this.#scout = new Promise((resolve) => (done = resolve));
    try {
      const result = await exchange(this.#current());
      this.#settled = this.#settled || learned(result);
      return result;
    } finally {
      this.#scout = undefined;
      done();
    }
  }

  get origin(): string {
    return this.#current().origin;
  }

  /** Takes the host of a redirect; throws when the token must not follow it. */
  follow(location: string | undefined, from: Target): void {
    const url = location === undefined ? undefined : URL.parse(location, from.origin);
    const origin = url ? this.#options.hosts.regionOrigin(url) : undefined;
    if (!origin)
      throw new TransportError(
        `The service at ${new URL(from.origin).host} redirects to ${url?.host || "nowhere"}, which is no host of this cloud; the token was not sent there.`,
        {
          code: "PURVIEW_UNTRUSTED_REDIRECT",
          advice:
            "Check connectionUri and environment, and whether something between here and the service meddles with traffic.",
        },
      );
    // Somebody else may have moved on already; their host is the younger one.
    if (this.#target !== undefined && this.#target !== from) return;
    this.#target = { origin, cookies: new CookieJar() };
    this.#settled = true;
    void this.#options.cache?.set(this.#options.cacheKey, origin);
  }

  /** The host that a next link names, if it is the one we talk to; its path is then safe to ask. */
  owns(link: URL, target: Target): boolean {
    const { hosts } = this.#options;
    return (
      hosts.regionOrigin(link) === target.origin || (hosts.allows(link) && isSameHost(link, new URL(target.origin)))
    );
  }

  /** Forgets the regional host after a connection failure or when the organisation is not found there. */
  forget(target: Target): boolean {
    if (this.#target !== target || target.origin === this.#options.front) return false;
    this.#target = undefined;
    this.#settled = false;
    void this.#options.cache?.set(this.#options.cacheKey, undefined);
    return true;
  }

  #current(): Target {
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

/** This very machine has several names. */
const isSameHost = (a: URL, b: URL): boolean =>
  a.origin === b.origin || (isLoopback(a.hostname) && isLoopback(b.hostname) && a.port === b.port);
