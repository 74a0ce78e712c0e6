import { setTimeout as delay } from "node:timers/promises";

/** Resolves after `ms`, or at once when the signal aborts. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  delay(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);

/** What the promise gives, or `fallback` when it takes longer than `ms`. */
export async function within<T, F>(promise: Promise<T>, ms: number, fallback: F): Promise<T | F> {
  const stop = new AbortController();
  const late = delay(ms, fallback, { signal: stop.signal }).catch(() => fallback);
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}
