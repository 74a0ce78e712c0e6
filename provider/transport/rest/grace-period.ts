import type { Clock } from "../../clock";

/**
 * A signal that follows `signal` a moment later: a write that is under way gets the chance to report its outcome before it is
 * aborted. `done()` must be called when the write has ended.
 */
export function afterGrace(
  signal: AbortSignal | undefined,
  clock: Clock,
  graceMs: number,
): { readonly signal: AbortSignal | undefined; done(): void } {
  if (!signal) return { signal, done: () => undefined };
  const ender = new AbortController();
  const timer = new AbortController();
  const follow = (): void => {
    void clock.sleep(graceMs, timer.signal).then(
      () => ender.abort(signal.reason),
      () => undefined,
    );
  };
  if (signal.aborted) follow();
  else signal.addEventListener("abort", follow, { once: true });
  return {
    signal: ender.signal,
    done: () => {
      signal.removeEventListener("abort", follow);
      timer.abort(new Error("done"));
    },
  };
}
