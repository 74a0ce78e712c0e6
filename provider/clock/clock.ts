import { setTimeout as delay } from "node:timers/promises";

/** The only place where time passes: tests put their own clock in its stead. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. Keeps the process running while it waits. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { ref: true, ...(signal && { signal }) }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error;
    });
  },
};
