import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Json } from "../contract";
import type { World } from "../world";

/** Default and greatest page (docs/service/admin-api.md#paging). */
const MAX_PAGE = 1000;
/** Life of a link, by the text of its own error. */
const LINK_LIFE_MS = 30 * 60_000;
/** Backends that an anchor may lead to. */
const BACKENDS = 3;
/** Where the tenant in the path leads to, for requests with neither cookie nor anchor: links hold for them too. */
const OF_THE_TENANT = BACKENDS;
const COOKIE = "exchangecookie";

export interface Page {
  readonly rows: readonly { readonly [property: string]: Json }[];
  readonly warnings: readonly string[];
  /** .NET class of the rows of a CLIXML answer; absent = the answer is JSON. */
  readonly clixmlType?: string;
  /** Continuation token; absent on the last page. */
  readonly next?: string;
}

interface Rest extends Omit<Page, "next"> {
  /** Whose answer it is. */
  readonly cmdlet: string;
  readonly tenantId: string;
  readonly backend: number;
  readonly size: number;
  readonly expiresAt: number;
}

/** Links of answers that did not fit in one page. They live on one backend only, for 30 minutes of the emulator's clock. */
export class Paging {
  readonly #rests = new Map<string, Rest>();

  /** `Prefer: odata.maxpagesize=N`. */
  sizeFor(request: FastifyRequest): number {
    const wanted = /odata\.maxpagesize\s*=\s*"?(\d+)/i.exec(String(request.headers.prefer ?? ""))?.[1];
    const size = wanted === undefined ? MAX_PAGE : Number(wanted);
    return size >= 1 ? Math.min(size, MAX_PAGE) : MAX_PAGE;
  }

  /** The cookie holds to a backend, else the anchor does, else the tenant. A link that loses what it came with is lost. */
  backendFor(request: FastifyRequest, reply: FastifyReply): number {
    const cookie = new RegExp(`(?:^|;\\s*)${COOKIE}=be(\\d)`).exec(request.headers.cookie ?? "")?.[1];
    const anchor = String(request.headers["x-anchormailbox"] ?? "").toLowerCase();
    const backend =
      cookie !== undefined
        ? Number(cookie) % (BACKENDS + 1)
        : anchor
          ? createHash("sha256").update(anchor).digest()[0]! % BACKENDS
          : OF_THE_TENANT;
    reply.header("x-calculatedbetarget", `be${backend}.emulator.local`);
    if (cookie === undefined) reply.header("set-cookie", `${COOKIE}=be${backend}; path=/; HttpOnly`);
    return backend;
  }

  first(world: World, origin: Pick<Rest, "tenantId" | "cmdlet" | "backend" | "size">, page: Omit<Page, "next">): Page {
    return this.#cut({ ...page, ...origin, expiresAt: world.clock.now() + LINK_LIFE_MS });
  }

  /** The cmdlet that a link goes on with: a GET does not say it. */
  cmdletOf(token: string | null): string | null {
    return (token !== null && this.#rests.get(token)?.cmdlet) || null;
  }

  /** Undefined: expired, unknown, or of another backend or tenant. */
  follow(world: World, tenantId: string, backend: number, token: string): Page | undefined {
    const rest = this.#rests.get(token);
    if (!rest || rest.tenantId !== tenantId || rest.backend !== backend || world.clock.now() >= rest.expiresAt)
      return undefined;
    return this.#cut({ ...rest, expiresAt: world.clock.now() + LINK_LIFE_MS });
  }

  reset(): void {
    this.#rests.clear();
  }

  #cut(all: Rest): Page {
    const { rows, size, warnings, clixmlType } = all;
    const page = { warnings, ...(clixmlType !== undefined && { clixmlType }) };
    if (rows.length <= size) return { ...page, rows };
    for (const [token, { expiresAt }] of this.#rests)
      if (expiresAt < all.expiresAt - LINK_LIFE_MS) this.#rests.delete(token);
    const next = randomBytes(18).toString("base64url");
    this.#rests.set(next, { ...all, rows: rows.slice(size) });
    return { ...page, rows: rows.slice(0, size), next };
  }
}
