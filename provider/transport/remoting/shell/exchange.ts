import type { Clock } from "../../../clock";
import { TransportError } from "../../../errors";
import { neverSent } from "../../../http";
import type { RemotingCredentials } from "../credentials";
import { HttpRefusal, WsmanFault, reconnect, type OperationRequest, type Reply, type WsmanConnection } from "../wsman";
import { PipelineOverdue } from "./failures";

export interface ExchangeLimits {
  readonly signal?: AbortSignal | undefined;
  /** Clock time in ms. */
  readonly deadlineMs: number;
}

/** How long the server may hold one request, and how much longer we wait for what it says. */
const REQUEST = { operationMs: 60_000, onTheWayMs: 30_000 };
/** What a server that is busy wants without saying how long. */
const BUSY_MS = 5000;

/** Requests of one shell: with a new credential where the old one ran out, after the pauses that quotas want. */
export class ShellExchange {
  readonly connection: WsmanConnection;
  readonly #credentials: RemotingCredentials;
  readonly #clock: Clock;

  constructor(connection: WsmanConnection, credentials: RemotingCredentials, clock: Clock) {
    this.connection = connection;
    this.#credentials = credentials;
    this.#clock = clock;
  }

  /**
   * @throws WsmanFault, HttpRefusal, PipelineOverdue, and what the network throws
   */
  async perform(request: OperationRequest, limits: ExchangeLimits): Promise<Reply> {
    let renewed = false;
    let reconnected = false;
    for (;;) {
      const timeoutMs = this.#timeLeft(limits, REQUEST.operationMs + REQUEST.onTheWayMs);
      try {
        return await this.connection.post(request, {
          signal: limits.signal,
          timeoutMs,
          operationTimeoutMs: Math.min(REQUEST.operationMs, timeoutMs),
        });
      } catch (error) {
        const waitMs = pauseFor(error);
        // Nothing was executed by then.
        if (waitMs !== undefined && this.#clock.now() + waitMs <= limits.deadlineMs)
          await this.#clock.sleep(waitMs, limits.signal);
        else if (isUnauthorized(error) && !renewed) {
          renewed = true;
          await this.#renew(limits.signal);
        } else if (isDisconnected(error) && !reconnected) {
          reconnected = true;
          await this.connection.post(reconnect, { signal: limits.signal, timeoutMs });
        } else throw error;
      }
    }
  }

  /** A token lives an hour, a cmdlet may begin at its end (docs/service/remoting.md#open). */
  async #renew(signal: AbortSignal | undefined): Promise<void> {
    const { connection } = this;
    connection.signInAs(await this.#credentials.renew(connection.credential, signal));
  }

  #timeLeft({ deadlineMs }: ExchangeLimits, wishedMs: number): number {
    const left = deadlineMs - this.#clock.now();
    if (left <= 0) throw new PipelineOverdue(false);
    return Math.min(left, wishedMs);
  }
}

const isUnauthorized = (error: unknown): boolean => error instanceof HttpRefusal && error.details.status === 401;
const isDisconnected = (error: unknown): boolean => error instanceof WsmanFault && error.kind === "disconnected";

/** What to wait before the same request again; undefined where that makes no sense, or is not safe. */
function pauseFor(error: unknown): number | undefined {
  if (error instanceof WsmanFault && error.kind === "quota") return error.retryAfterMs ?? BUSY_MS;
  if (error instanceof HttpRefusal && error.details.status === 429) return error.details.retryAfterMs ?? BUSY_MS;
  return undefined;
}

/** The request may have arrived, and its answer is lost. */
export const isLostAnswer = (error: unknown): boolean =>
  (error instanceof TransportError && !neverSent(error)) || (error instanceof HttpRefusal && !error.isUntouched);
