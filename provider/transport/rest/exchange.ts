import type { Token, TokenCache } from "../../auth";
import type { Clock } from "../../clock";
import {
  MAX_RESPONSE_MB,
  neverSent,
  retryAfterMs,
  RetryableFailure,
  withRetries,
  type Http,
  type HttpResponse,
  type Retry,
} from "../../http";
import {
  type AuthError,
  CancelledError,
  OutcomeUnknownError,
  type PurviewError,
  ThrottledError,
  TransportError,
} from "../../errors";

import { claimsOf } from "./claims";
import { challengedAgain, failureOf, refusalError, remedyFor, type Refusal, type RefusalSubject } from "./error-map";
import { afterGrace } from "./grace-period";
import { headersFor, type CallHeaders, type ConnectionHeaders } from "./headers";
import type { Pace } from "./pace";
import type { Host, Route } from "./route";

export interface ExchangeDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly tokens: TokenCache;
  readonly route: Route;
  readonly pace: Pace;
  readonly connection: ConnectionHeaders;
  readonly tenant: string;
  readonly requestTimeoutMs: number;
  /** Shows people why nothing happens for a while. */
  readonly notify: (message: string) => void;
  /** Called for each request that was throttled, with the clock time when it was sent. */
  readonly throttled?: ((sentAtMs: number) => void) | undefined;
  /** 0 … 1, for spreading retries. */
  readonly random: () => number;
}

/** One request of one cmdlet; `read` decides what the response means. */
export interface ExchangeRequest<T> {
  readonly method: "GET" | "POST";
  /** With query; below the service's origin. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly headers: CallHeaders;
  /** Asked for whenever the request is sent. */
  readonly extraHeaders?: (() => { readonly [name: string]: string }) | undefined;
  /** It changes something: never sent again unless it certainly did nothing. */
  readonly writes: boolean;
  readonly object?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Reads a 2xx body; throws TransportError when it is malformed. */
  read(text: string, target: Host): T;
  /** Hears of an error response before any other request is sent. */
  readonly refused?: ((refusal: Refusal) => void) | undefined;
}

/** All knobs of the retries, as undici's RetryHandler has them together; attempts as in Microsoft's own module (docs/service/admin-api.md#retries). */
const RETRIES = {
  backoff: { first: 2000, factor: 2, max: 60_000 },
  /** Intervals are spread over so much of their length. */
  jitter: { least: 0.75, span: 0.5 },
  attempts: { transient: 5, timeout: 2, connect: 3, malformed: 3 },
  /** No waits, so no retries: the next request is another one. */
  most: { redirects: 4, renewals: 2, rediscoveries: 1 },
} as const;

/** A write under way gets so long to report its outcome after a cancellation. */
const WRITE_GRACE_MS = 3000;

/** What repeating a request says nothing new of. */
const FINAL = new Set(["PURVIEW_RESPONSE_TOO_LARGE", "PURVIEW_LIST_INCOMPLETE"]);

/** What was done so far for one request, over all its attempts. */
interface Steps {
  redirects: number;
  renewals: number;
  rediscoveries: number;
}

interface Sent {
  readonly target: Host;
  readonly response: HttpResponse;
  readonly atMs: number;
}

/** Sends one request until it has an outcome: the retries that are safe, new tokens, redirects, the tenant's pauses. */
export class Exchange {
  readonly #deps: ExchangeDeps;

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
  }

  async perform<T>(request: ExchangeRequest<T>): Promise<T> {
    const { clock, random } = this.#deps;
    const steps: Steps = { redirects: 0, renewals: 0, rediscoveries: 0 };
    const { least, span } = RETRIES.jitter;
    return await withRetries(() => this.#attempt(request, steps), {
      clock,
      backoff: RETRIES.backoff,
      jitter: (ms) => ms * (least + span * random()),
      wait: (retry) => this.#wait(request, retry),
    });
  }

  /** One attempt: redirects and new tokens included, since neither is waited for. */
  async #attempt<T>(request: ExchangeRequest<T>, steps: Steps): Promise<T> {
    const { clock, tokens, pace } = this.#deps;
    for (;;) {
      assertRunning(request.signal);
      await this.#interruptible(request, pace.wait(request.signal));
      const token = await tokens.get(request.signal);
      const sent = await this.#reach(request, steps, token);
      if (!sent) continue;
      sent.target.cookies.take(sent.response.setCookies, clock.now());
      if (isRedirect(sent)) continue;
      if (sent.response.status < 400) return this.#read(request, sent);
      await this.#afterRefusal(request, steps, sent, token);
    }
  }

  /** Undefined when the regional host could not be reached and the front door is asked again. */
  async #reach<T>(request: ExchangeRequest<T>, steps: Steps, token: Token): Promise<Sent | undefined> {
    const { route } = this.#deps;
    let target: Host | undefined;
    try {
      return await route.through(
        async (current) => {
          const sent = await this.#send(request, (target = current), token);
          if (isRedirect(sent)) this.#redirect(request, steps, sent);
          if (sent.response.status >= 400) request.refused?.(refusalOf(request.headers, sent));
          return sent;
        },
        ({ response }) => response.status < 300,
      );
    } catch (error) {
      const unsent = neverSent(error);
      if (unsent && target && steps.rediscoveries < RETRIES.most.rediscoveries && route.forget(target)) {
        steps.rediscoveries++;
        return undefined;
      }
      throw unsent ? this.#unreachable(error) : this.#lost(request, target, error);
    }
  }

  async #send<T>(request: ExchangeRequest<T>, target: Host, token: Token): Promise<Sent> {
    const { http, clock, connection } = this.#deps;
    const cookie = target.cookies.header();
    const grace = request.writes ? afterGrace(request.signal, clock, WRITE_GRACE_MS) : undefined;
    try {
      const atMs = clock.now();
      const response = await http.send({
        method: request.method,
        url: target.origin + request.path,
        headers: {
          ...headersFor(connection, request.headers, token.value),
          ...request.extraHeaders?.(),
          ...(cookie !== undefined && { cookie }),
        },
        body: request.body,
        signal: grace ? grace.signal : request.signal,
      });
      return { target, response, atMs };
    } finally {
      grace?.done();
    }
  }

  #read<T>(request: ExchangeRequest<T>, { target, response }: Sent): T {
    const { cmdlet } = request.headers;
    try {
      if (response.bodyProblem === "tooLarge")
        throw new TransportError(`The response to ${cmdlet} exceeds ${MAX_RESPONSE_MB} MB.`, {
          code: "PURVIEW_RESPONSE_TOO_LARGE",
        });
      if (response.text === undefined && response.status !== 204)
        throw new TransportError(`The response to ${cmdlet} was truncated.`, { code: "PURVIEW_RESPONSE_TRUNCATED" });
      if (response.status === 204 && request.writes) return request.read(`{"value":[]}`, target);
      return request.read(response.text ?? "", target);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (request.writes) throw this.outcomeUnknown(request, error);
      throw FINAL.has(error.code) ? error : retryable("malformed", RETRIES.attempts.malformed, error);
    }
  }

  #redirect<T>(request: ExchangeRequest<T>, steps: Steps, { target, response }: Sent): void {
    if (++steps.redirects > RETRIES.most.redirects)
      throw new TransportError(`The service redirected ${request.headers.cmdlet} too many times.`, {
        code: "PURVIEW_REDIRECT_LOOP",
        tenant: this.#deps.tenant,
        advice: "Check organization: the service finds the tenant's region by it.",
      });
    this.#deps.route.follow(response.header("location"), target);
  }

  /** What to throw for a request that certainly never left. */
  #unreachable(error: unknown): unknown {
    const connecting = error instanceof TransportError && error.code === "PURVIEW_CONNECT_FAILED";
    return connecting ? retryable("connect", RETRIES.attempts.connect, error) : error;
  }

  /** What to throw for a request that may have arrived. */
  #lost<T>(request: ExchangeRequest<T>, target: Host | undefined, error: unknown): unknown {
    const timeout = error instanceof TransportError && error.code === "PURVIEW_TIMEOUT";
    const lost = timeout || (error instanceof TransportError && error.code === "PURVIEW_CONNECTION_LOST");
    if (request.writes && (lost || (error instanceof CancelledError && target)))
      return this.outcomeUnknown(request, error);
    return lost ? retryable("transient", RETRIES.attempts[timeout ? "timeout" : "transient"], error) : error;
  }

  /** Returns when the request may be sent again at once; else throws. */
  async #afterRefusal<T>(request: ExchangeRequest<T>, steps: Steps, sent: Sent, token: Token): Promise<void> {
    const { response, target } = sent;
    const { clock, tokens, route, throttled, requestTimeoutMs } = this.#deps;
    const refusal = refusalOf(request.headers, sent);
    const failure = failureOf(refusal);
    const refused = refusalError(refusal, this.#subject(request));
    const afterMs = retryAfterMs(response.header("retry-after"), clock.now());
    switch (remedyFor(refusal, failure)) {
      case "throttled":
        throttled?.(sent.atMs);
        if (refused instanceof ThrottledError && afterMs !== undefined) refused.retryAfterMs = afterMs;
        throw new RetryableFailure({
          cause: "throttled",
          maxWaitMs: requestTimeoutMs,
          afterMs,
          settle: thrower(refused),
        });
      case "renewToken": {
        const claims = claimsOf(response.header("www-authenticate"));
        if (++steps.renewals > RETRIES.most.renewals)
          throw claims === undefined ? refused : this.#challengedAgain(request, refused);
        await tokens.renew(token, { claims, signal: request.signal });
        return;
      }
      case "wrongAnchor":
        if (++steps.rediscoveries > RETRIES.most.rediscoveries || !route.forget(target)) throw refused;
        return;
      case "transient": {
        // A front end that says in words that it is busy has not begun; any other 5xx may come after the write.
        const untouched = response.status === 503 && failure.text !== undefined;
        if (request.writes && !untouched) throw this.outcomeUnknown(request, refused);
        throw retryable("transient", RETRIES.attempts.transient, refused, afterMs);
      }
      default:
        throw refused;
    }
  }

  /** Too many requests or sessions: the whole tenant waits, and people are shown why. */
  async #wait<T>(request: ExchangeRequest<T>, { cause, waitMs }: Retry): Promise<void> {
    const { pace, notify, clock, tenant } = this.#deps;
    if (cause !== "throttled") return await this.#interruptible(request, clock.sleep(waitMs, request.signal));
    pace.pause(waitMs);
    notify(`The service throttles requests or sessions of tenant ${tenant}; waiting ${Math.ceil(waitMs / 1000)} s …`);
  }

  async #interruptible<T>(request: ExchangeRequest<T>, wait: Promise<void>): Promise<void> {
    try {
      await wait;
    } catch (error) {
      assertRunning(request.signal);
      throw error;
    }
  }

  #challengedAgain<T>(request: ExchangeRequest<T>, { context, code }: PurviewError): AuthError {
    const { cmdlet, object, tenant, identity } = this.#subject(request);
    return challengedAgain(identity, `${cmdlet}${object ? ` on ${object}` : ""} in tenant ${tenant}`, {
      ...context,
      code,
    });
  }

  #subject<T>(request: ExchangeRequest<T>): RefusalSubject {
    return {
      cmdlet: request.headers.cmdlet,
      object: request.object,
      tenant: this.#deps.tenant,
      identity: this.#deps.tokens.source.identity,
    };
  }

  /** The error of a write whose response says nothing about it. */
  outcomeUnknown<T>(request: ExchangeRequest<T>, cause: unknown): OutcomeUnknownError {
    const { cmdlet, object, tenant } = this.#subject(request);
    return new OutcomeUnknownError(
      `${cmdlet}${object ? ` on ${object}` : ""} in tenant ${tenant} was sent, but its response was lost.`,
      {
        code: "PURVIEW_OUTCOME_UNKNOWN",
        cmdlet,
        object,
        tenant,
        requestId: request.headers.requestId,
        advice: "Run `pulumi up` again: it checks what exists before it writes.",
        cause,
      },
    );
  }
}

const refusalOf = ({ requestId }: CallHeaders, { response, atMs }: Sent): Refusal => ({
  status: response.status,
  text: response.text,
  requestId: response.header("request-id") ?? requestId,
  requestedAtMs: atMs,
  exceptionType: response.header("x-exceptiontype"),
});

const thrower =
  (error: Error): (() => never) =>
  () => {
    throw error;
  };

const retryable = (cause: string, maxAttempts: number, error: Error, afterMs?: number): RetryableFailure<never> =>
  new RetryableFailure({ cause, maxAttempts, afterMs, settle: thrower(error) });

const isRedirect = ({ response }: Sent): boolean => response.status >= 300 && response.status < 400;

function assertRunning(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw signal.reason instanceof CancelledError
    ? signal.reason
    : new CancelledError("The operation was cancelled.", { code: "PURVIEW_CANCELLED", cause: signal.reason });
}
