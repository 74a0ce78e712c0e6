import type { HttpResponse } from "../http";
import { TransportError } from "../errors";
import type { AuthContext } from "./token-source";

const TRIES = 4;
/** A machine's identity endpoint that is being renewed says 410, and is back within 70 s (Microsoft's IMDS page). */
const GONE = { status: 410, tries: 8, waitMs: 10_000 };
/** Shorter waits are not worth a message. */
const TOLD_FROM_MS = 2000;

/** Not worth another try: wrong certificates, a proxy's refusal (each try counts against the account). */
const AGAIN = new Set(["PURVIEW_CONNECT_FAILED", "PURVIEW_CONNECTION_LOST", "PURVIEW_TIMEOUT"]);

const retryAfterMs = (answer: HttpResponse): number | undefined => {
  const seconds = Number.parseFloat(answer.header("retry-after") ?? "");
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 120) * 1000 : undefined;
};

/** How long to wait before the next try; undefined when the answer is final. */
function pauseMs(answer: HttpResponse, attempt: number, backOffMs: number): number | undefined {
  if (answer.status === GONE.status) return attempt < GONE.tries ? GONE.waitMs : undefined;
  const transient = answer.status === 408 || answer.status === 429 || answer.status >= 500;
  return transient && attempt < TRIES ? (retryAfterMs(answer) ?? backOffMs) : undefined;
}

/** A token or metadata request, again after 429, 5xx and lost connections: asking for a token twice harms nobody. */
export async function throttled(
  { clock, notify }: Pick<AuthContext, "clock" | "notify">,
  signal: AbortSignal | undefined,
  send: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt++) {
    const backOff = 1000 * 2 ** (attempt - 1);
    try {
      const answer = await send();
      const waitMs = pauseMs(answer, attempt, backOff);
      if (waitMs === undefined) return answer;
      if (waitMs >= TOLD_FROM_MS)
        notify?.(
          `The identity platform is busy (status ${answer.status}); asking again in ${Math.ceil(waitMs / 1000)} s …`,
        );
      await clock.sleep(waitMs, signal);
    } catch (error) {
      const again = error instanceof TransportError && AGAIN.has(error.code) && attempt < TRIES - 1;
      if (!again || signal?.aborted) throw error;
      await clock.sleep(backOff, signal);
    }
  }
}
