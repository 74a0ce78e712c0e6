import { abandonable } from "../auth";
import type { Clock } from "../clock";
import type { WireObject } from "../transport/channel";
import type { ListQuery, Listing, Stamp } from "./contract";

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

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1);

/** The same question whatever the order and case of its parameters. */
export function queryKey({ cmdlet, parameters }: ListQuery): string {
  const sorted = Object.entries(parameters).map(([name, value]): [string, unknown] => [name.toLowerCase(), value]);
  return `${cmdlet.toLowerCase()} ${JSON.stringify(sorted.sort(byName))}`;
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

  async list(
    query: ListQuery,
    options: { readonly after?: Stamp; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Listing> {
    const { after = 0, signal } = options;
    const key = queryKey(query);
    const entry = this.#entries.get(key) ?? {};
    this.#entries.set(key, entry);
    if (entry.done && entry.done.startedAt > after) return entry.done;
    return abandonable(this.#youngEnough(query, entry, after), signal);
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
