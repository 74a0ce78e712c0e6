import type { Token, TokenCache } from "../../auth";
import type { Clock } from "../../clock";
import type { Http, HttpResponse } from "../../http";
import { CancelledError, OutcomeUnknownError, ThrottledError, TransportError } from "../../errors";
import { neverSent } from "../../http";
import { claimsOf } from "./claims";
import { failureOf, refusalError, remedyFor, type Attempt, type Refusal } from "./error-map";
import { later } from "./grace";
import { headersFor, type CallHeaders, type ConnectionHeaders } from "./headers";
import type { Pace } from "./pace";
import { retryAfterMs } from "./retry-after";
import type { Route, Target } from "./route";

export interface ExchangeDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly tokens: TokenCache;
  readonly route: Route;
  readonly pace: Pace;
  readonly connection: ConnectionHeaders;
  readonly tenant: string;
  readonly requestTimeoutMs: number;
  /** Says to people why nothing happens for a while. */
  readonly notify: (message: string) => void;
  /** 0 … 1, for spreading retries. */
  readonly random: () => number;
}

/** One request of one cmdlet; what the answer is made of, `read` decides. */
export interface ExchangeRequest<T> {
  readonly method: "GET" | "POST";
  /** With query; below the service's origin. */
  readonly path: string;
  readonly body?: string | undefined;
  readonly headers: CallHeaders;
  readonly extraHeaders?: { readonly [name: string]: string } | undefined;
  /** It changes something: never sent again unless it certainly did nothing. */
  readonly writes: boolean;
  readonly object?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Reads a 2xx body; throws TransportError when it is no answer. */
  read(text: string, target: Target): T;
}

/** As many tries as Microsoft's own module (docs/service/admin-api.md#retries). */
const TRANSIENT_TRIES = 5;
const CONNECT_TRIES = 3;
const NONSENSE_TRIES = 3;
const MAX_REDIRECTS = 4;
const BACK_OFF_MS = 2000;
const LONGEST_BACK_OFF_MS = 60_000;
const WRITE_GRACE_MS = 3000;

interface Tally {
  transient: number;
  connect: number;
  nonsense: number;
  throttled: number;
  waitedMs: number;
  redirects: number;
  renewals: number;
  rediscoveries: number;
}

interface Sent {
  readonly target: Target;
  readonly answer: HttpResponse;
}

/** Sends one request until it has an outcome: the retries that are safe, new tokens, redirects, the tenant's pauses. */
export class Exchange {
  readonly #deps: ExchangeDeps;

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
  }

  async perform<T>(request: ExchangeRequest<T>): Promise<T> {
    const { clock, tokens, pace } = this.#deps;
    const tally: Tally = {
      transient: 0,
      connect: 0,
      nonsense: 0,
      throttled: 0,
      waitedMs: 0,
      redirects: 0,
      renewals: 0,
      rediscoveries: 0,
    };
    for (;;) {
      assertRunning(request.signal);
      await pace.wait(request.signal).catch((error: unknown) => this.#interrupted(request, error));
      const token = await tokens.get(request.signal);
      let target: Target | undefined;
      let sent: Sent;
      try {
        sent = await this.#deps.route.through(
          async (current) => {
            const answered = await this.#send(request, (target = current), token);
            if (isRedirect(answered)) this.#redirect(request, tally, answered);
            return answered;
          },
          ({ answer }) => answer.status < 300,
        );
      } catch (error) {
        await this.#afterFailure(request, tally, target, error);
        continue;
      }
      sent.target.cookies.take(sent.answer.setCookies, clock.now());
      if (isRedirect(sent)) continue;
      if (sent.answer.status >= 400) await this.#afterRefusal(request, tally, sent, token);
      else {
        const read = this.#read(request, tally, sent);
        if ("value" in read) return read.value;
        await this.#backOff(request, tally.nonsense);
      }
    }
  }

  async #send<T>(request: ExchangeRequest<T>, target: Target, token: Token): Promise<Sent> {
    const { http, clock, connection } = this.#deps;
    const cookie = target.cookies.header();
    const grace = request.writes ? later(request.signal, clock, WRITE_GRACE_MS) : undefined;
    try {
      const answer = await http.send({
        method: request.method,
        url: target.origin + request.path,
        headers: {
          ...headersFor(connection, request.headers, token.value),
          ...request.extraHeaders,
          ...(cookie !== undefined && { cookie }),
        },
        body: request.body,
        signal: grace ? grace.signal : request.signal,
      });
      return { target, answer };
    } finally {
      grace?.done();
    }
  }

  #read<T>(
    request: ExchangeRequest<T>,
    tally: Tally,
    { target, answer }: Sent,
  ): { readonly value: T } | { readonly again: true } {
    try {
      if (answer.bodyProblem === "tooLarge")
        throw new TransportError(`The answer to ${request.headers.cmdlet} is too large to be true.`, {
          code: "PURVIEW_RESPONSE_TOO_LARGE",
        });
      if (answer.text === undefined && answer.status !== 204)
        throw new TransportError(`The answer to ${request.headers.cmdlet} broke off.`, {
          code: "PURVIEW_RESPONSE_TRUNCATED",
        });
      if (answer.status === 204 && request.writes) return { value: request.read(`{"value":[]}`, target) };
      return { value: request.read(answer.text ?? "", target) };
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (request.writes) throw this.#outcomeUnknown(request, error);
      if (
        ++tally.nonsense >= NONSENSE_TRIES ||
        error.code === "PURVIEW_RESPONSE_TOO_LARGE" ||
        error.code === "PURVIEW_LIST_INCOMPLETE"
      )
        throw error;
      return { again: true };
    }
  }

  #redirect<T>(request: ExchangeRequest<T>, tally: Tally, { target, answer }: Sent): void {
    if (++tally.redirects > MAX_REDIRECTS)
      throw new TransportError(`The service sends ${request.headers.cmdlet} from host to host without end.`, {
        code: "PURVIEW_REDIRECT_LOOP",
        tenant: this.#deps.tenant,
        advice: "Check organization: the service finds the tenant's region by it.",
      });
    this.#deps.route.follow(answer.header("location"), target);
  }

  async #afterFailure<T>(
    request: ExchangeRequest<T>,
    tally: Tally,
    target: Target | undefined,
    error: unknown,
  ): Promise<void> {
    const unsent = neverSent(error);
    if (unsent && target && tally.rediscoveries === 0 && this.#deps.route.forget(target)) {
      tally.rediscoveries++;
      return;
    }
    if (unsent) {
      const code = (error as TransportError).code;
      if (code !== "PURVIEW_CONNECT_FAILED" || ++tally.connect >= CONNECT_TRIES) throw error;
      return this.#backOff(request, tally.connect);
    }
    const lost = error instanceof TransportError && ["PURVIEW_CONNECTION_LOST", "PURVIEW_TIMEOUT"].includes(error.code);
    if (!lost && !(error instanceof CancelledError && request.writes && target)) throw error;
    if (request.writes) throw this.#outcomeUnknown(request, error);
    const limit = error instanceof TransportError && error.code === "PURVIEW_TIMEOUT" ? 2 : TRANSIENT_TRIES;
    if (++tally.transient >= limit) throw error;
    await this.#backOff(request, tally.transient);
  }

  async #afterRefusal<T>(
    request: ExchangeRequest<T>,
    tally: Tally,
    { target, answer }: Sent,
    token: Token,
  ): Promise<void> {
    const refusal: Refusal = {
      status: answer.status,
      text: answer.text,
      requestId: answer.header("request-id") ?? request.headers.requestId,
      exceptionType: answer.header("x-exceptiontype"),
    };
    const failure = failureOf(refusal);
    const refused = (): Error => refusalError(refusal, this.#attempt(request));
    const told = retryAfterMs(answer.header("retry-after"), this.#deps.clock.now());
    switch (remedyFor(refusal, failure)) {
      case "throttled":
        return this.#throttle(request, tally, told, refused);
      case "renewToken": {
        if (++tally.renewals > 2) throw refused();
        const claims = claimsOf(answer.header("www-authenticate"));
        await this.#deps.tokens.renew(token, { claims, signal: request.signal });
        return;
      }
      case "wrongAnchor":
        if (++tally.rediscoveries > 1 || !this.#deps.route.forget(target)) throw refused();
        return;
      case "transient": {
        // A front end that says in words that it is busy has not begun; any other 5xx may come after the deed.
        const untouched = answer.status === 503 && failure.text !== undefined;
        if (request.writes && !untouched) throw this.#outcomeUnknown(request, refused());
        if (++tally.transient >= TRANSIENT_TRIES) throw refused();
        return this.#backOff(request, tally.transient, told);
      }
      default:
        throw refused();
    }
  }

  /** Too many requests or sessions: the whole tenant waits, people are told, and time has an end. */
  async #throttle<T>(
    request: ExchangeRequest<T>,
    tally: Tally,
    told: number | undefined,
    refused: () => Error,
  ): Promise<void> {
    const { pace, notify, requestTimeoutMs } = this.#deps;
    const waitMs = told ?? this.#spread(BACK_OFF_MS * 2 ** tally.throttled);
    tally.throttled++;
    tally.waitedMs += waitMs;
    if (tally.waitedMs > requestTimeoutMs) {
      const error = refused();
      if (error instanceof ThrottledError && told !== undefined) error.retryAfterMs = told;
      throw error;
    }
    pace.pause(waitMs);
    notify(
      `The service has too many requests or sessions of tenant ${this.#deps.tenant}; waiting ${Math.ceil(waitMs / 1000)} s …`,
    );
  }

  #spread(ms: number): number {
    return Math.min(ms, LONGEST_BACK_OFF_MS) * (0.75 + this.#deps.random() / 2);
  }

  async #backOff<T>(request: ExchangeRequest<T>, attempt: number, told?: number): Promise<void> {
    const ms = told ?? this.#spread(BACK_OFF_MS * 2 ** (attempt - 1));
    await this.#deps.clock.sleep(ms, request.signal).catch((error: unknown) => this.#interrupted(request, error));
  }

  #interrupted<T>(request: ExchangeRequest<T>, error: unknown): never {
    assertRunning(request.signal);
    throw error;
  }

  #attempt<T>(request: ExchangeRequest<T>): Attempt {
    return {
      cmdlet: request.headers.cmdlet,
      object: request.object,
      tenant: this.#deps.tenant,
      identity: this.#deps.tokens.source.identity,
    };
  }

  #outcomeUnknown<T>(request: ExchangeRequest<T>, cause: unknown): OutcomeUnknownError {
    const { cmdlet, object, tenant } = this.#attempt(request);
    return new OutcomeUnknownError(
      `${cmdlet}${object ? ` on ${object}` : ""} in tenant ${tenant} was sent, but its answer was lost.`,
      {
        code: "PURVIEW_OUTCOME_UNKNOWN",
        cmdlet,
        object,
        tenant,
        requestId: request.headers.requestId,
        advice: "Run `pulumi up` again: it looks before it writes.",
        cause,
      },
    );
  }
}

const isRedirect = ({ answer }: Sent): boolean => answer.status >= 300 && answer.status < 400;

function assertRunning(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw signal.reason instanceof CancelledError
    ? signal.reason
    : new CancelledError("The operation was cancelled.", { code: "PURVIEW_CANCELLED", cause: signal.reason });
}
