import { isPast, type Timed } from "./operation";

/** Waits between attempts, ms: the first, by how much each is longer than the one before, and the longest. */
export interface Backoff {
  readonly firstMs: number;
  readonly factor: number;
  readonly longestMs: number;
}

/** Every wait of the lifecycle. */
export const BACKOFF = {
  /** For a list that shows what was written, distributed or removed. */
  list: { firstMs: 1_000, factor: 1.5, longestMs: 10_000 },
  /** For a policy that "is being deployed", and for an object that is still in use. */
  write: { firstMs: 2_000, factor: 1.6, longestMs: 30_000 },
  /** For an object after a write whose answer was lost. */
  lookup: { firstMs: 2_000, factor: 1, longestMs: 2_000 },
  /** For a number that another resource of the program is about to leave. */
  number: { firstMs: 2_000, factor: 1, longestMs: 2_000 },
  /** For a name that the service has reserved for a deleted object. */
  name: { firstMs: 15_000, factor: 1, longestMs: 15_000 },
} as const satisfies Readonly<Record<string, Backoff>>;

/**
 * Calls `probe` until it returns something: at once, then with longer and longer waits until the operation's deadline has passed.
 * The probe does the waiting, so that several can wait for one list.
 * @param probe Gets the wait in ms that comes before this attempt, 0 the first time.
 * @returns What the probe returned; undefined = the deadline passed.
 */
export async function poll<T>(
  operation: Timed,
  { firstMs, factor, longestMs }: Backoff,
  probe: (waitMs: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let waitMs = 0; ;) {
    operation.signal.throwIfAborted();
    const result = await probe(waitMs);
    if (result !== undefined || isPast(operation)) return result;
    const left = operation.deadline - operation.session.clock.now();
    waitMs = Math.min(Math.max(firstMs, waitMs * factor), longestMs, left);
  }
}
