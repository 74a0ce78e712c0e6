import { backoffMs, type Backoff, type Clock } from "../clock";

/** What is known of an attempt that is worth another one. */
export interface Failure<T> {
  /** Attempts are counted per cause. */
  readonly cause: string;
  /** So many attempts may end with this cause; default: any number, while `maxWaitMs` lasts. */
  readonly maxAttempts?: number;
  /** So long may be waited for this cause in all. */
  readonly maxWaitMs?: number;
  /** What the server asked for; default: the backoff's interval. */
  readonly afterMs?: number | undefined;
  /** The outcome when there is no further attempt: returns it or throws. */
  settle(): T;
}

/** Thrown by an attempt that is worth another one. */
export class RetryableFailure<T> extends Error {
  constructor(readonly failure: Failure<T>) {
    super(failure.cause);
  }
}

/** One wait before the next attempt. */
export interface Retry {
  readonly cause: string;
  readonly waitMs: number;
  /** From 1: so many attempts have ended with this cause. */
  readonly attempt: number;
}

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly backoff: Backoff;
  /** Spreads the backoff's intervals, lest many who failed together come back together. */
  readonly jitter?: (ms: number) => number;
  /** Default: waits on the clock. */
  readonly wait?: (retry: Retry) => Promise<void>;
}

/** Runs attempts until one ends with something other than a RetryableFailure, or the failure's limits are reached. */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, signal, backoff, jitter = (ms: number) => ms } = options;
  const wait = options.wait ?? (({ waitMs }: Retry) => clock.sleep(waitMs, signal));
  const counts = new Map<string, { attempts: number; waitedMs: number }>();
  const { default: pRetry } = await import("p-retry");
  try {
    return await pRetry(attempt, {
      // Limits are those of each failure, and time passes on our clock.
      retries: Infinity,
      minTimeout: 0,
      onFailedAttempt: async ({ error }) => {
        if (!(error instanceof RetryableFailure)) throw error;
        const { cause, maxAttempts = Infinity, maxWaitMs = Infinity, afterMs } = error.failure as Failure<T>;
        const { attempts, waitedMs } = counts.get(cause) ?? { attempts: 0, waitedMs: 0 };
        const waitMs = afterMs ?? jitter(backoffMs(backoff, attempts + 1));
        if (attempts + 1 >= maxAttempts || waitedMs + waitMs > maxWaitMs) throw error;
        counts.set(cause, { attempts: attempts + 1, waitedMs: waitedMs + waitMs });
        await wait({ cause, waitMs, attempt: attempts + 1 });
      },
    });
  } catch (error) {
    if (error instanceof RetryableFailure) return (error as RetryableFailure<T>).failure.settle();
    throw error;
  }
}
