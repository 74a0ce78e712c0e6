import type { Clock } from "../clock";
import type { Environment } from "../clouds";
import type { CmdletAnswer, CmdletCall, Rights, WireObject } from "../transport/channel";

export type { Environment } from "../clouds";

/** Who and where a session is; known only after sign-in. */
export interface TenantFacts {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: Environment;
  /** e.g. `app <client id>`; for messages. */
  readonly identity: string;
}

/** A moment of this session's order of events: later stamps are larger. Not a time. */
export type Stamp = number;

/** A whole list of the service: every page of one Get cmdlet with one set of parameters. */
export interface ListQuery {
  readonly cmdlet: string;
  readonly parameters: CmdletCall["parameters"];
}

export interface Listing {
  readonly objects: readonly WireObject[];
  /** Stamp of the moment the request was sent: what was written before it may be in it. */
  readonly startedAt: Stamp;
  /** Clock time of the same moment, ms. */
  readonly startedAtMs: number;
  /** What was asked: a list by parent does not repeat the parent in its objects. */
  readonly query?: ListQuery | undefined;
}

/** Where messages for people go; hosts pass the engine's Log, the CLI its terminal. Secrets are masked before they get here. */
export interface Reporter {
  warn(message: string): void;
  info(message: string): void;
  /** A status line that the next one replaces. */
  progress(message: string): void;
}

export interface WriteOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one session of a process with one tenant as one identity. Connects when first used, single-flight. Holds the shared
 * snapshot of lists: a query is asked once per process, unless someone needs it younger than a stamp; all who wait for a
 * younger one share the next request.
 */
export interface Session {
  readonly clock: Clock;
  facts(signal?: AbortSignal): Promise<TenantFacts>;
  rights(signal?: AbortSignal): Promise<Rights>;
  /** The stamp of now: `list(query, { after: stamp() })` is a list that was asked for after this call. */
  stamp(): Stamp;
  list(
    query: ListQuery,
    options?: { readonly after?: Stamp; readonly signal?: AbortSignal | undefined },
  ): Promise<Listing>;
  /** The listing that is already there, without asking. */
  peek(query: ListQuery): Listing | undefined;
  /** Every listing read so far, of any query: for references to objects whose list is there anyway. */
  write(call: CmdletCall, options?: WriteOptions): Promise<CmdletAnswer>;
  /** A cmdlet that reads, outside the snapshot. */
  read(call: CmdletCall, options?: WriteOptions): Promise<CmdletAnswer>;
  /** Runs `task` while holding the lock of that key (a policy's GUID or lowered name); FIFO; tasks of other keys run side by side. */
  withLock<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Runs `task` in one of the tenant's `maxDistributing` slots. */
  withDistributionSlot<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Aborts when the session is being closed (Cancel, SIGINT, SIGTERM, exit). */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}
