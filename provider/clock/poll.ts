import type { Clock } from "./clock";

/** Intervals between attempts: the first one, by what it grows, and where it stops growing. */
export interface Backoff {
  /** Milliseconds. */
  readonly first: number;
  readonly factor: number;
  /** Milliseconds. */
  readonly max: number;
}

/** The interval after attempt number `attempt` (from 1), in milliseconds. */
export const backoffMs = ({ first, factor, max }: Backoff, attempt: number): number =>
  Math.min(first * factor ** (attempt - 1), max);

export interface PollOptions extends Backoff {
  /** Clock time in ms. The last probe is made at the deadline, never after it. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Replaces the clock's wait where several who poll the same share one; it must end with the signal. */
  readonly wait?: ((ms: number) => Promise<void>) | undefined;
}

export interface PollTurn {
  /** From 1. */
  readonly attempt: number;
  /** What was waited before this turn, in ms; 0 in the first one. */
  readonly waitedMs: number;
}

/**
 * Probes at once and then after growing intervals, until a probe returns something other than undefined.
 * @returns what the probe returned; undefined when the deadline has passed
 * @throws what the probe throws, and the signal's reason
 */
export async function poll<T>(
  clock: Clock,
  options: PollOptions,
  probe: (turn: PollTurn) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { deadline, signal, wait = (ms: number) => clock.sleep(ms, signal) } = options;
  let waitedMs = 0;
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const found = await probe({ attempt, waitedMs });
    if (found !== undefined) return found;
    const left = deadline - clock.now();
    if (left <= 0) return undefined;
    waitedMs = Math.min(backoffMs(options, attempt), left);
    await wait(waitedMs);
  }
}
