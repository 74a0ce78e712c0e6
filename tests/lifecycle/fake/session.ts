import { OutcomeUnknownError } from "../../../provider/errors";
import type { Reporter } from "../../../provider/lifecycle";
import type { ListQuery, Listing, Session, Stamp, TenantFacts } from "../../../provider/session";
import type { Settings } from "../../../provider/session/settings";
import type { CmdletResult, CmdletCall, Rights } from "../../../provider/transport/channel";
import { LeapingClock } from "./clock";
import { FakeService } from "./service";

export const TENANT: TenantFacts = {
  tenantId: "11111111-1111-4111-8111-111111111111",
  organization: "contoso.onmicrosoft.com",
  environment: "public",
  identity: "app test",
};

export const SETTINGS: Settings = {
  logLevel: "off",
  drift: "live",
  maxSessions: 2,
  maxConcurrency: 3,
  maxDistributing: 1,
  requestTimeoutMs: 960_000,
  settleTimeoutMs: 600_000,
  settle: "distributed",
  adoptExisting: false,
  deletionProtection: "none",
};

interface Asked {
  readonly startedAt: Stamp;
  readonly listing: Promise<Listing>;
}

/** The session contract over a FakeService, with its snapshot, locks and slots. */
export class FakeSession implements Session {
  readonly clock = new LeapingClock();
  readonly service = new FakeService(this.clock);
  readonly #closing = new AbortController();
  readonly closing = this.#closing.signal;
  readonly #lists = new Map<string, Asked>();
  readonly #known = new Map<string, Listing>();
  readonly #locks = new Map<string, Promise<unknown>>();
  #stamp = 0;
  forbidden = new Set<string>();
  /** Answers that get lost after the service acted, by cmdlet, so many times. */
  lost = new Map<string, number>();
  /** Calls that never reach the service, by cmdlet. */
  lostBefore = new Map<string, number>();
  latencyMs = 10;
  writing = 0;
  mostWriting = 0;

  async facts(): Promise<TenantFacts> {
    return TENANT;
  }

  async rights(): Promise<Rights> {
    return { mayCall: (cmdlet) => !this.forbidden.has(cmdlet), mayPass: () => undefined };
  }

  stamp(): Stamp {
    return ++this.#stamp;
  }

  list(
    query: ListQuery,
    { after, signal }: { after?: Stamp; signal?: AbortSignal | undefined } = {},
  ): Promise<Listing> {
    signal?.throwIfAborted();
    const key = JSON.stringify(query);
    const asked = this.#lists.get(key);
    if (asked && (after === undefined || asked.startedAt >= after)) return asked.listing;
    const startedAt = this.stamp();
    const listing = this.#ask(query, startedAt).then((known) => {
      this.#known.set(key, known);
      return known;
    });
    this.#lists.set(key, { startedAt, listing });
    return listing;
  }

  async #ask(query: ListQuery, startedAt: Stamp): Promise<Listing> {
    const startedAtMs = this.clock.now();
    const objects = this.service.run(query);
    await this.clock.sleep(this.latencyMs);
    return { objects, startedAt, startedAtMs, query };
  }

  peek(query: ListQuery): Listing | undefined {
    return this.#known.get(JSON.stringify(query));
  }

  async write(call: CmdletCall): Promise<CmdletResult> {
    this.writing += 1;
    this.mostWriting = Math.max(this.mostWriting, this.writing);
    try {
      await this.clock.sleep(this.latencyMs);
      if (this.#loses(this.lostBefore, call)) throw this.#lostAnswer(call);
      const objects = this.service.run(call);
      if (this.#loses(this.lost, call)) throw this.#lostAnswer(call);
      return { objects, warnings: [] };
    } finally {
      this.writing -= 1;
    }
  }

  #loses(losses: Map<string, number>, { cmdlet }: CmdletCall): boolean {
    const left = losses.get(cmdlet) ?? 0;
    losses.set(cmdlet, left - 1);
    return left > 0;
  }

  #lostAnswer({ cmdlet }: CmdletCall): OutcomeUnknownError {
    return new OutcomeUnknownError(`The answer to ${cmdlet} was lost.`, { code: "PURVIEW_OUTCOME_UNKNOWN", cmdlet });
  }

  async read(call: CmdletCall): Promise<CmdletResult> {
    return { objects: this.service.run(call), warnings: [] };
  }

  withLock<T>(key: string, task: () => Promise<T>): Promise<T> {
    const turn = (this.#locks.get(key) ?? Promise.resolve()).then(task, task);
    this.#locks.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  }

  withDistributionSlot<T>(task: () => Promise<T>): Promise<T> {
    return this.withLock("slot", task);
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error("closed"));
  }
}

export class Notes implements Reporter {
  readonly warnings: string[] = [];
  readonly infos: string[] = [];
  readonly progresses: string[] = [];
  warn(message: string): void {
    this.warnings.push(message);
  }
  info(message: string): void {
    this.infos.push(message);
  }
  progress(message: string): void {
    this.progresses.push(message);
  }
}
