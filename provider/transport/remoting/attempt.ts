import { CancelledError, ThrottledError, TransportError, isPurviewError } from "../../errors";
import { neverSent, RetryableFailure } from "../../http";
import { failureOf, remedyFor, type RefusalSubject } from "../rest";
import {
  refusalOf,
  faultError,
  httpError,
  inputError,
  limitError,
  lostError,
  overdueError,
  unknownOutcome,
} from "./error-map";
import type { PipelineResult } from "./psrp";
import { AskedForInput, PipelineOverdue, SessionLimitReached, ShellLost } from "./shell/failures";
import { HttpRefusal, WsmanFault } from "./wsman";

/** One attempt at a cmdlet, for what is said of it when it fails. */
export interface Attempt {
  readonly subject: RefusalSubject;
  readonly writes: boolean;
  readonly requestTimeoutMs: number;
  /** Host of the service, for messages. */
  readonly host: string;
  /** The caller does not want it any more. */
  readonly aborted: boolean;
}

/** As on REST, where the same failures have the same numbers. */
const ATTEMPTS = { lost: 5, connect: 3, transient: 5 };
/** What callers of Exchange wait until a session of theirs may be free (docs/service/remoting.md#quotas). */
const SESSION_WAIT_MS = 70_000;

const UNREADABLE = new Set([
  ...["PURVIEW_RESPONSE_MALFORMED", "PURVIEW_RESPONSE_TOO_LARGE", "PURVIEW_RESPONSE_TRUNCATED"],
]);

const thrower =
  (error: Error): (() => never) =>
  () => {
    throw error;
  };

/** What to throw for a failed attempt: an error of the package, or one that is worth another attempt. */
export function judged(error: unknown, attempt: Attempt): unknown {
  const { subject, writes, requestTimeoutMs, host, aborted } = attempt;
  if (aborted && isInterruption(error)) return writes ? unknownOutcome(error, subject) : cancelled(error);
  if (error instanceof SessionLimitReached)
    return new RetryableFailure({
      cause: "sessions",
      afterMs: SESSION_WAIT_MS,
      maxWaitMs: requestTimeoutMs,
      settle: thrower(limitError(error.message, subject)),
    });
  if (error instanceof ShellLost) return lost(error, attempt);
  if (error instanceof PipelineOverdue)
    return writes && error.started ? unknownOutcome(error, subject) : overdueError(subject, requestTimeoutMs);
  if (error instanceof AskedForInput) return inputError(error.question, subject);
  if (error instanceof WsmanFault) return faultError(error, subject);
  if (error instanceof HttpRefusal) return refused(error, attempt);
  if (neverSent(error)) return unreachable(error);
  if (error instanceof TransportError && UNREADABLE.has(error.code))
    return writes ? unknownOutcome(error, subject) : error;
  return isPurviewError(error)
    ? error
    : new TransportError(`The remote session with ${host} failed.`, {
        code: "PURVIEW_CONNECTION_LOST",
        cause: error,
      });
}

/** Not what the service or the network said, but that nobody waits for it any more. */
const isInterruption = (error: unknown): boolean =>
  error instanceof CancelledError ||
  !(
    isPurviewError(error) ||
    error instanceof WsmanFault ||
    error instanceof HttpRefusal ||
    error instanceof ShellLost ||
    error instanceof AskedForInput ||
    error instanceof PipelineOverdue ||
    error instanceof SessionLimitReached
  );

const cancelled = (error: unknown): CancelledError =>
  error instanceof CancelledError
    ? error
    : new CancelledError("The operation was cancelled.", { code: "PURVIEW_CANCELLED", cause: error });

function lost(error: ShellLost, { subject, writes, aborted }: Attempt): unknown {
  const { cause, started } = error;
  if (writes && started) return unknownOutcome(cause, subject);
  if (aborted) return cancelled(cause);
  if (neverSent(cause)) return unreachable(cause);
  return new RetryableFailure({
    cause: "lost",
    maxAttempts: ATTEMPTS.lost,
    settle: thrower(isPurviewError(cause) ? cause : lostError(cause instanceof Error ? cause : error, subject)),
  });
}

const unreachable = (error: TransportError): unknown =>
  error.code === "PURVIEW_CONNECT_FAILED"
    ? new RetryableFailure({ cause: "connect", maxAttempts: ATTEMPTS.connect, settle: thrower(error) })
    : error;

/** Only opening a shell ends so: a command that was answered like this has lost its shell. */
function refused(error: HttpRefusal, { subject, host }: Attempt): unknown {
  const known = httpError(error, subject, host);
  if (error.isUntouched) return known;
  return new RetryableFailure({
    cause: "transient",
    maxAttempts: ATTEMPTS.transient,
    afterMs: error.details.retryAfterMs,
    settle: thrower(known),
  });
}

/** A cmdlet that the service itself wants to be tried again; undefined for all others. */
export function retryWanted(
  result: PipelineResult,
  error: Error,
  { writes, subject, requestTimeoutMs }: Attempt,
): unknown {
  const record = result.thrown ?? result.errors[0];
  if (!record) return undefined;
  const refusal = refusalOf(record);
  const remedy = remedyFor(refusal, failureOf(refusal));
  if (remedy === "throttled" && error instanceof ThrottledError)
    return new RetryableFailure({ cause: "throttled", maxWaitMs: requestTimeoutMs, settle: thrower(error) });
  if (remedy !== "transient") return undefined;
  if (writes) return unknownOutcome(error, subject);
  return new RetryableFailure({ cause: "transient", maxAttempts: ATTEMPTS.transient, settle: thrower(error) });
}
