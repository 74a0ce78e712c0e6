import type { Listing, Stamp } from "../../session";
import { normalizeName } from "./names";

/** What is remembered of a listing once a younger one has taken its place. */
export interface PastListing {
  readonly startedAt: Stamp;
  readonly startedAtMs: number;
  /** Normalized. */
  readonly ids: ReadonlySet<string>;
}

/** Three prove an absence that lasts: where the object was seen, where it was missed, where it is missing still. */
const KEPT = 3;

/** Earlier listings of each query: "gone" needs two that lie apart. */
export class ListingHistory {
  readonly #past = new Map<string, readonly PastListing[]>();
  readonly #known = new WeakSet<Listing>();
  readonly #confirmations = new Map<string, Promise<Listing>>();

  add(key: string, listing: Listing, idsOf: () => readonly string[]): void {
    if (this.#known.has(listing)) return;
    this.#known.add(listing);
    const { startedAt, startedAtMs } = listing;
    const ids = new Set(idsOf().map(normalizeName));
    this.#past.set(key, [...(this.#past.get(key) ?? []).slice(1 - KEPT), { startedAt, startedAtMs, ids }]);
  }

  /** The listings since the object was last seen, all of which lack it; only those that started after the stamp. */
  lacking(key: string, id: string, after: Stamp | undefined): readonly PastListing[] {
    const past = this.#past.get(key) ?? [];
    const seenAt = past.findLastIndex(({ ids }) => ids.has(normalizeName(id)));
    return past.slice(seenAt + 1).filter(({ startedAt }) => after === undefined || startedAt >= after);
  }

  /** One confirming list serves all who need it. */
  confirm(key: string, list: () => Promise<Listing>): Promise<Listing> {
    const running = this.#confirmations.get(key);
    if (running) return running;
    const confirmation = list().finally(() => this.#confirmations.delete(key));
    this.#confirmations.set(key, confirmation);
    return confirmation;
  }
}
