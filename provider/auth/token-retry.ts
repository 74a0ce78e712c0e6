import type { HttpAnswer } from "../clouds";
import { TransportError, isPurviewError } from "../errors";
import type { AuthContext } from "./source";

const TRIES = 4;

const retryAfterMs = (answer: HttpAnswer): number | undefined => {
  const seconds = Number.parseFloat(answer.header("retry-after") ?? "");
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 120) * 1000 : undefined;
};

/** A token or metadata request, again after 429, 5xx and lost connections: asking for a token twice harms nobody. */
export async function throttled(
  context: Pick<AuthContext, "clock">,
  signal: AbortSignal | undefined,
  send: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const backOff = 1000 * 2 ** (attempt - 1);
    try {
      const answer = await send();
      const transient = answer.status === 429 || answer.status >= 500;
      if (!transient || attempt >= TRIES) return answer;
      await context.clock.sleep(retryAfterMs(answer) ?? backOff, signal);
    } catch (error) {
      const again = error instanceof TransportError && isPurviewError(error) && error.retryable && attempt < TRIES - 1;
      if (!again || signal?.aborted) throw error;
      await context.clock.sleep(backOff, signal);
    }
  }
}
