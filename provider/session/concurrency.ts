/** How many cmdlets run at a time with a tenant: data in, limit out (additive increase, multiplicative decrease, as TCP does). */
export interface Concurrency {
  /** At least 1; its whole part is the limit. */
  readonly limit: number;
  /** When it was last halved. What was sent before then says nothing about the present limit. */
  readonly halvedAtMs: number;
  /** Answers in a row that took much longer than their cmdlet usually does. */
  readonly slowInARow: number;
  /** What a cmdlet usually takes, by its name. */
  readonly usualMs: ReadonlyMap<string, number>;
}

/** What the service did with one cmdlet. */
export type Observation =
  | { readonly outcome: "throttled"; readonly sentAtMs: number; readonly atMs: number }
  | {
      readonly outcome: "answered";
      readonly cmdlet: string;
      readonly sentAtMs: number;
      readonly atMs: number;
      /** Every slot was taken: only then a higher limit would have been of use. */
      readonly saturated: boolean;
    };

const INITIAL = 3;
/** Longer than this is slow: no jitter of the network, and more than the service's own variation. */
const SLOW = { factor: 1.5, marginMs: 200 };
/** How fast a longer time becomes the usual one; a shorter one is the usual one at once. */
const ADAPTATION = 0.05;

export const initialConcurrency = (max: number): Concurrency => ({
  limit: Math.min(INITIAL, max),
  halvedAtMs: -Infinity,
  slowInARow: 0,
  usualMs: new Map(),
});

const halved = (state: Concurrency, atMs: number): Concurrency => ({
  ...state,
  limit: Math.max(1, state.limit / 2),
  halvedAtMs: atMs,
  slowInARow: 0,
});

/**
 * The limit after one more observation: halved when the service throttles or a whole round of answers was slow, one more after
 * a whole round of quick ones, never above `max`.
 */
export function observe(state: Concurrency, max: number, seen: Observation): Concurrency {
  // Several requests that were under way together are one event.
  if (seen.sentAtMs <= state.halvedAtMs) return state;
  if (seen.outcome === "throttled") return halved(state, seen.atMs);
  const tookMs = seen.atMs - seen.sentAtMs;
  const usual = Math.min(state.usualMs.get(seen.cmdlet) ?? tookMs, tookMs);
  const usualMs = new Map(state.usualMs).set(seen.cmdlet, usual + (tookMs - usual) * ADAPTATION);
  if (tookMs > usual * SLOW.factor + SLOW.marginMs) {
    const slow = { ...state, usualMs, slowInARow: state.slowInARow + 1 };
    return slow.slowInARow >= state.limit ? halved(slow, seen.atMs) : slow;
  }
  const limit = seen.saturated ? Math.min(max, state.limit + 1 / state.limit) : state.limit;
  return { limit, halvedAtMs: state.halvedAtMs, slowInARow: 0, usualMs };
}
