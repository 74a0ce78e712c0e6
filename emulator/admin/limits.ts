import type { FastifyReply } from "fastify";
import type { World } from "../world";

const WINDOW_MS = 5 * 60_000;

/** The concurrency cap and the rate headers per tenant (docs/service/admin-api.md#response-headers). */
export class Limits {
  readonly #inFlight = new Map<string, number>();
  readonly #windows = new Map<string, { endsAt: number; endsAtWall: number; used: number }>();

  /** Counts the request until its answer is gone; false = too many at a time. */
  enter(world: World, tenantId: string, reply: FastifyReply): boolean {
    const running = (this.#inFlight.get(tenantId) ?? 0) + 1;
    this.#inFlight.set(tenantId, running);
    reply.raw.once("close", () => this.#inFlight.set(tenantId, (this.#inFlight.get(tenantId) ?? 1) - 1));
    reply.header("x-concurrencycount", running).header("x-combinedapponlyconcurrencycount", running);
    return running <= world.settings.maxConcurrent;
  }

  /** Seconds to wait when the window is used up; undefined = go on. */
  spend(world: World, tenantId: string, reply: FastifyReply): number | undefined {
    const now = world.clock.now();
    let window = this.#windows.get(tenantId);
    const wall = world.clock.wall();
    // By either clock: a manual one that stands still must not use up its only window.
    if (!window || now >= window.endsAt || wall >= window.endsAtWall) {
      window = { endsAt: now + WINDOW_MS, endsAtWall: wall + WINDOW_MS, used: 0 };
      this.#windows.set(tenantId, window);
    }
    window.used++;
    const { rateLimit } = world.settings;
    reply
      .header("rate-limit-limit", rateLimit)
      .header("rate-limit-remaining", Math.max(0, rateLimit - window.used))
      .header("rate-limit-reset", new Date(window.endsAt).toISOString());
    return window.used > rateLimit ? (window.endsAt - now) / 1000 : undefined;
  }

  reset(): void {
    this.#windows.clear();
  }
}
