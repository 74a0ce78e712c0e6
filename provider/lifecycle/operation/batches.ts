import { setMaxListeners } from "node:events";
import { abortable } from "../../clock";
import type { Session } from "../../session";
import type { WriteLog } from "./write-log";

/** How long a read-back waits at most for others of its kind that are under way, so that one list shows them all, ms. */
const SHARE_MS = 20_000;
const SHARE_STEP_MS = 40;
/** Nobody joined for so many times as the last list took: those who are missing do not come this time. */
const QUIET_LISTS = 2;
const LEAST_QUIET_MS = 300;
const LONGEST_QUIET_MS = 2_000;
/** A smaller batch than last time may be an accident, a few of them in a row are not. */
const REMEMBERED = 0.75;

/** When a shared list is asked for: after the writes of its noun that are under way, or after a wait in ms. */
export type Turn = "afterWrites" | { readonly waitMs: number };

/** Who waits for one list that has not been asked for yet. */
interface Batch {
  readonly result: Promise<unknown>;
  joined: number;
  joinedAtMs: number;
}

/** Those who wait for a list again and again: how many to expect the next time. */
interface Demand {
  /** Waiting for the list, asked for or not. */
  waiting: number;
  /** The most who were writing or waiting at the same time since the list was last asked for. */
  most: number;
  expected: number;
  /** How long the last list took. */
  listMs: number;
}

export interface BatchRequest<T> {
  readonly noun: string;
  /** What is asked for: requests of the same key and turn share one list. */
  readonly key: string;
  readonly turn: Turn;
  readonly signal: AbortSignal;
  readonly list: () => Promise<T>;
  /** Asks for the one object that this request is about, where that is possible: used when nobody else waits. */
  readonly single?: (() => Promise<T>) | undefined;
}

/**
 * Lists that are about to be asked for. All who ask before one starts share it: a hundred objects that wait for the same thing
 * cost one request a turn, not a hundred.
 */
export class Batches {
  readonly #session: Session;
  readonly #writes: WriteLog;
  readonly #open = new Map<string, Batch>();
  readonly #demands = new Map<string, Demand>();

  constructor(session: Session, writes: WriteLog) {
    this.#session = session;
    this.#writes = writes;
    // Every wait of every operation listens to it; the warning about eleven listeners would be about nothing.
    setMaxListeners(0, session.closing);
  }

  async join<T>(request: BatchRequest<T>): Promise<T> {
    const { turn, signal } = request;
    const key = `${turn === "afterWrites" ? turn : "wait"} ${request.key}`;
    const demand = this.#demands.get(key) ?? { waiting: 0, most: 0, expected: 1, listMs: 0 };
    this.#demands.set(key, demand);
    const batch = this.#open.get(key) ?? {
      joined: 0,
      joinedAtMs: 0,
      result: Promise.resolve().then(() => this.#run(request, key, demand)),
    };
    this.#open.set(key, batch);
    batch.joined += 1;
    batch.joinedAtMs = this.#session.clock.now();
    demand.waiting += 1;
    try {
      return (await abortable(batch.result, signal)) as T;
    } finally {
      demand.waiting -= 1;
    }
  }

  async #run<T>(request: BatchRequest<T>, key: string, demand: Demand): Promise<T> {
    const { noun, turn, list, single } = request;
    const { clock, closing } = this.#session;
    let isAlone = false;
    try {
      if (turn === "afterWrites") await this.#company(noun, key, demand);
      else await clock.sleep(turn.waitMs, closing);
      isAlone = this.#open.get(key)?.joined === 1;
    } finally {
      this.#open.delete(key);
    }
    const askedAtMs = clock.now();
    const result = await (isAlone && single ? single() : list());
    demand.listMs = clock.now() - askedAtMs;
    return result;
  }

  /**
   * Waits for writes of the noun that are under way, and for as many companions as have been seen: the engine starts the next
   * operations when the last ones end, one after the other, and each list that goes off too early is one request more.
   */
  async #company(noun: string, key: string, demand: Demand): Promise<void> {
    const { clock, closing } = this.#session;
    const until = clock.now() + SHARE_MS;
    const quietMs = Math.min(Math.max(LEAST_QUIET_MS, QUIET_LISTS * demand.listMs), LONGEST_QUIET_MS);
    for (;;) {
      await clock.sleep(SHARE_STEP_MS, closing);
      const { joined, joinedAtMs } = this.#open.get(key) ?? { joined: 0, joinedAtMs: 0 };
      const writing = this.#writes.running(noun);
      demand.most = Math.max(demand.most, writing + demand.waiting);
      const isQuiet = clock.now() - joinedAtMs >= quietMs;
      const isComplete = writing === 0 && (joined >= demand.expected || isQuiet);
      if (!isComplete && clock.now() < until) continue;
      demand.expected = Math.max(joined, demand.most, Math.floor(demand.expected * REMEMBERED));
      demand.most = 0;
      return;
    }
  }
}
