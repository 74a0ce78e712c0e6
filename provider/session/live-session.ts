import { abortable, type Clock, eitherSignal } from "../clock";
import { CancelledError } from "../errors";
import type { TenantLocation } from "../clouds";
import type { CallOptions, CmdletResult, CmdletCall, Rights } from "../transport/channel";
import type { Connected } from "./connect";
import type { ListOptions, ListQuery, Listing, Stamp } from "./listing";
import type { Session } from "./session";
import type { AdaptiveSlots } from "./adaptive-slots";
import { Locks, Slots } from "./slots";
import { Snapshot } from "./snapshot";
import type { TenantFacts } from "./tenant-facts";

export interface LiveSessionOptions {
  readonly clock: Clock;
  /** Where the session's cmdlets run; `connect` reports to it what was throttled. */
  readonly slots: AdaptiveSlots;
  readonly maxDistributing: number;
  readonly locate: (signal: AbortSignal) => Promise<TenantLocation>;
  readonly connect: (location: TenantLocation, signal: AbortSignal) => Promise<Connected>;
  /** Ends what `connect` opened, also when it never succeeded. */
  readonly disconnect: () => Promise<void>;
}

/** The engine gives 5 s; writes under way get 3 of them to report their outcome. */
const CLOSE_MS = 3900;
const REMOVE_MS = 1000;

/** The session of a process over one channel. */
export class LiveSession implements Session {
  readonly clock: Clock;
  readonly #options: LiveSessionOptions;
  readonly #closer = new AbortController();
  readonly #distributing: Slots;
  readonly #locks = new Locks();
  readonly #snapshot: Snapshot;
  readonly #running = new Set<Promise<unknown>>();
  #location: Promise<TenantLocation> | undefined;
  #connected: Promise<Connected> | undefined;
  #rights: Promise<Rights> | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.#distributing = new Slots(options.maxDistributing);
    this.#snapshot = new Snapshot(
      async (query, started) => (await this.#listAll(query, started)).objects,
      options.clock,
    );
  }

  get closing(): AbortSignal {
    return this.#closer.signal;
  }

  async facts(signal?: AbortSignal): Promise<TenantFacts> {
    return (await this.connection(signal)).facts;
  }

  /** Where the tenant is, found without signing in; a failure is not kept. */
  location(signal?: AbortSignal): Promise<TenantLocation> {
    if (this.closing.aborted) return Promise.reject(this.closing.reason as Error);
    if (!this.#location) {
      const location = this.#track(this.#options.locate(this.closing));
      this.#location = location;
      location.catch(() => {
        if (this.#location === location) this.#location = undefined;
      });
    }
    return abortable(this.#location, eitherSignal(this.closing, signal));
  }

  /** Signs in when first needed; a failure is not kept, the next caller tries again. */
  connection(signal?: AbortSignal): Promise<Connected> {
    if (this.closing.aborted) return Promise.reject(this.closing.reason as Error);
    if (!this.#connected) {
      const connected = this.#track(this.#connect());
      this.#connected = connected;
      connected.catch(() => {
        if (this.#connected === connected) this.#connected = undefined;
      });
    }
    return abortable(this.#connected, eitherSignal(this.closing, signal));
  }

  rights(signal?: AbortSignal): Promise<Rights> {
    if (!this.#rights) {
      const rights = this.#track(this.#askRights());
      this.#rights = rights;
      rights.catch(() => {
        if (this.#rights === rights) this.#rights = undefined;
      });
    }
    return abortable(this.#rights, eitherSignal(this.closing, signal));
  }

  stamp(): Stamp {
    return this.#snapshot.stamp();
  }

  list(query: ListQuery, options: ListOptions = {}): Promise<Listing> {
    return this.#snapshot.list(query, { ...options, signal: eitherSignal(this.closing, options.signal) });
  }

  peek(query: ListQuery): Listing | undefined {
    return this.#snapshot.peek(query);
  }

  write(call: CmdletCall, options: CallOptions = {}): Promise<CmdletResult> {
    return this.#call(call, eitherSignal(this.closing, options.signal));
  }

  read(call: CmdletCall, options: CallOptions = {}): Promise<CmdletResult> {
    return this.#call(call, eitherSignal(this.closing, options.signal));
  }

  withLock<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#locks.run(key, task, eitherSignal(this.closing, signal));
  }

  withDistributionSlot<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#distributing.run(task, eitherSignal(this.closing, signal));
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closer.abort(new CancelledError("The session is being closed.", { code: "PURVIEW_CANCELLED" }));
    await this.#within(CLOSE_MS, Promise.allSettled(this.#running));
    // Remote sessions are removed on the server, which takes the network.
    const removed = this.#connected?.then(({ channel }) => channel.close()).catch(() => undefined);
    if (removed) await this.#within(REMOVE_MS, removed);
    await this.#options.disconnect();
  }

  async #within(ms: number, work: Promise<unknown>): Promise<void> {
    const late = new AbortController();
    await Promise.race([work, this.clock.sleep(ms, late.signal).catch(() => undefined)]);
    late.abort(new Error("done"));
  }

  async #connect(): Promise<Connected> {
    return await this.#options.connect(await this.location(), this.closing);
  }

  async #askRights(): Promise<Rights> {
    const { channel } = await this.connection();
    return this.#options.slots.run(() => channel.rights({ signal: this.closing }), this.closing);
  }

  async #call(call: CmdletCall, signal: AbortSignal): Promise<CmdletResult> {
    const { channel } = await this.connection(signal);
    return this.#options.slots.runTimed(call.cmdlet, () => this.#track(channel.invoke(call, { signal })), signal);
  }

  async #listAll(query: ListQuery, started: () => void): Promise<CmdletResult> {
    const { channel } = await this.connection(this.closing);
    return this.#options.slots.run(() => {
      started();
      return this.#track(channel.invoke(query, { signal: this.closing }));
    }, this.closing);
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const forget = (): void => void this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }
}
