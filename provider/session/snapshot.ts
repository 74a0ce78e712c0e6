import { abortable, type Clock } from "../clock";
import type { WireObject } from "../values";
import { queryKey, type ListOptions, type ListQuery, type Listing, type Stamp } from "./listing";

/** Asks the service for a whole list; calls `started` at the moment the request leaves. */
export type AskList = (query: ListQuery, started: () => void) => Promise<readonly WireObject[]>;

interface Running {
  /** Undefined while it waits for its turn: then it serves everybody. */
  startedAt: Stamp | undefined;
  readonly listing: Promise<Listing>;
}

interface Entry {
  done?: Listing;
  running?: Running | undefined;
  /** The request after the running one, for all who need a younger list. */
  next?: Promise<Listing> | undefined;
}

/** The lists of one session: each is asked for once, and again only for those who need it younger, all of them together. */
export class Snapshot {
  readonly #ask: AskList;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #stamp: Stamp = 0;

  constructor(ask: AskList, clock: Clock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  stamp(): Stamp {
    return ++this.#stamp;
  }

  peek(query: ListQuery): Listing | undefined {
    return this.#entries.get(queryKey(query))?.done;
  }

  async list(query: ListQuery, options: ListOptions = {}): Promise<Listing> {
    const { after = 0, signal } = options;
    const key = queryKey(query);
    const entry = this.#entries.get(key) ?? {};
    this.#entries.set(key, entry);
    if (entry.done && entry.done.startedAt > after) return entry.done;
    return abortable(this.#youngEnough(query, entry, after), signal);
  }

  #youngEnough(query: ListQuery, entry: Entry, after: Stamp): Promise<Listing> {
    const { running } = entry;
    if (!running) return this.#start(query, entry);
    if (running.startedAt === undefined || running.startedAt > after) return running.listing;
    entry.next ??= running.listing
      .catch(() => undefined)
      .then(() => {
        entry.next = undefined;
        return this.#start(query, entry);
      });
    return entry.next;
  }

  #start(query: ListQuery, entry: Entry): Promise<Listing> {
    let startedAtMs = this.#clock.now();
    const ask = async (): Promise<Listing> => {
      const objects = await this.#ask(query, () => {
        startedAtMs = this.#clock.now();
        running.startedAt ??= this.stamp();
      });
      return { objects, startedAt: (running.startedAt ??= this.stamp()), startedAtMs, query };
    };
    const listing = Promise.resolve().then(ask);
    const running: Running = { startedAt: undefined, listing };
    entry.running = running;
    void listing.then(
      (done) => {
        entry.running = undefined;
        entry.done = done;
      },
      () => (entry.running = undefined),
    );
    return listing;
  }
}
