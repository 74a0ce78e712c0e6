import type { Clock } from "../clock";
import type { CallOptions, CmdletResult, CmdletCall, Rights } from "../transport/channel";
import type { ListOptions, ListQuery, Listing, Stamp } from "./listing";
import type { TenantFacts } from "./tenant-facts";

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
  list(query: ListQuery, options?: ListOptions): Promise<Listing>;
  /** The listing that is already there, without asking. */
  peek(query: ListQuery): Listing | undefined;
  write(call: CmdletCall, options?: CallOptions): Promise<CmdletResult>;
  /** A cmdlet that reads, outside the snapshot. */
  read(call: CmdletCall, options?: CallOptions): Promise<CmdletResult>;
  /** Runs `task` while holding the lock of that key (a policy's GUID or lowered name); FIFO; tasks of other keys run side by side. */
  withLock<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Runs `task` in one of the tenant's `maxDistributing` slots. */
  withDistributionSlot<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Aborts when the session is being closed (Cancel, SIGINT, SIGTERM, exit). */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}
