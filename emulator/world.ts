import type { Clock } from "./clock";
import type { Faults } from "./faults/faults";
import type { Keys } from "./identity/keys";
import type { Journal } from "./journal/journal";
import type { Tenants } from "./tenants/tenants";

export type ErrorForm = "pipe" | "pipe-empty" | "json" | "json-class" | "plain";

export type RedirectForm = "direct" | "port446" | "none";

/** What is fixed for the life of one emulator. */
export interface Settings {
  readonly seed: number;
  readonly errors: ErrorForm;
  readonly redirect: RedirectForm;
  /** Requests of one tenant in flight at a time before the 429; the service's own number is unknown. */
  readonly maxConcurrent: number;
  /** Requests of one tenant per window (`Rate-Limit-Limit`). */
  readonly rateLimit: number;
  /** Hide the cmdlets that need a search-only session from full ones. */
  readonly strictSessions: boolean;
  /** Life of an access token, seconds. */
  readonly tokenLifetime: number;
}

/** Where the two listeners answer; known once they listen. */
export interface Places {
  url: string;
  regionUrl: string;
}

/** Everything that the parts of the emulator share. One per emulator, nothing at module level. */
export interface World {
  readonly settings: Settings;
  readonly places: Places;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly tenants: Tenants;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Aborted when the emulator stops. */
  readonly stopping: AbortSignal;
  /** To be called after every change that `--state` must keep, before the answer leaves; without an id: everything. */
  saved(tenantId?: string): void;
}
