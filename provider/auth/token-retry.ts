import { TransportError } from "../errors";
import { retryAfterMs, RetryableFailure, withRetries, type HttpResponse } from "../http";
import type { AuthContext } from "./token-source";

/** All knobs of the retries of token and metadata requests. */
const RETRIES = {
  backoff: { first: 1000, factor: 2, max: 8000 },
  attempts: { status: 4, network: 3 },
  /** A machine's identity endpoint that is being updated returns 410, and is back within 70 s (Microsoft's IMDS page). */
  gone: { status: 410, attempts: 8, waitMs: 10_000 },
  longestWaitMs: 120_000,
  /** Shorter waits are not worth a message. */
  notifyFromMs: 2000,
} as const;

/** Not worth another attempt: wrong certificates, a proxy that rejected us (each attempt counts against the account). */
const TRANSIENT = new Set(["PURVIEW_CONNECT_FAILED", "PURVIEW_CONNECTION_LOST", "PURVIEW_TIMEOUT"]);

/** Throws where the response is not final. */
function finalOrRetry(response: HttpResponse, nowMs: number): HttpResponse {
  const { status } = response;
  const { gone, attempts, longestWaitMs } = RETRIES;
  const failure = { cause: "request", settle: () => response };
  if (status === gone.status)
    throw new RetryableFailure({ ...failure, maxAttempts: gone.attempts, afterMs: gone.waitMs });
  if (status !== 408 && status !== 429 && status < 500) return response;
  const askedMs = retryAfterMs(response.header("retry-after"), nowMs);
  const afterMs = askedMs === undefined ? undefined : Math.min(askedMs, longestWaitMs);
  throw new RetryableFailure({ ...failure, maxAttempts: attempts.status, afterMs });
}

/** A token or metadata request, again after 429, 5xx and lost connections: requesting a token twice does no harm. */
export async function sendWithRetries(
  { clock, notify }: Pick<AuthContext, "clock" | "notify">,
  signal: AbortSignal | undefined,
  send: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  let status = 0;
  const attempt = async (): Promise<HttpResponse> => {
    status = 0;
    try {
      const response = await send();
      status = response.status;
      return finalOrRetry(response, clock.now());
    } catch (error) {
      if (!(error instanceof TransportError) || !TRANSIENT.has(error.code) || signal?.aborted) throw error;
      const settle = (): never => {
        throw error;
      };
      throw new RetryableFailure({ cause: "request", maxAttempts: RETRIES.attempts.network, settle });
    }
  };
  return await withRetries(attempt, {
    clock,
    backoff: RETRIES.backoff,
    wait: async ({ waitMs }) => {
      if (status !== 0 && waitMs >= RETRIES.notifyFromMs)
        notify?.(`The identity platform is busy (status ${status}); trying again in ${Math.ceil(waitMs / 1000)} s …`);
      await clock.sleep(waitMs, signal);
    },
  });
}
