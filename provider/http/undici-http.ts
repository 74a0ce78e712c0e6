import type { Response } from "undici";
import type { Clock } from "../clock";
import type { Http, HttpRequest, HttpResponse } from "./http";
import { isLoopback } from "./loopback";
import { CancelledError, TransportError } from "../errors";
import { propertyOf } from "../values";
import { openDispatchers, type Dispatchers } from "./dispatchers";
import { networkFailure } from "./failure";
import type { NetworkSettings } from "./network-settings";
import { proxyName, type Env } from "./proxy";

/** Largest response that is read; a page of 1,000 of the largest rules stays far below. */
export const MAX_RESPONSE_MB = 128;
const MAX_BYTES = MAX_RESPONSE_MB * 1024 * 1024;

/**
 * Reads a body up to the limit; a failure is returned, not thrown: the status is worth keeping
 * (docs/service/admin-api.md#unreadable-body).
 */
async function readBody(response: Response, maxBytes: number): Promise<Pick<HttpResponse, "text" | "bodyProblem">> {
  if (!response.body) return { text: "" };
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) return { text: undefined, bodyProblem: "tooLarge" };
      chunks.push(chunk);
    }
  } catch (error) {
    const code = propertyOf(propertyOf(error, "cause"), "code") ?? propertyOf(error, "code");
    return { text: undefined, bodyProblem: String(code).startsWith("Z_") ? "undecodable" : "lost" };
  }
  return { text: new TextDecoder("utf-8").decode(Buffer.concat(chunks)) };
}

/** undici's own fetch, with the same proxy and certificates for identity platform and service. */
export class UndiciHttp implements Http {
  readonly #settings: NetworkSettings;
  readonly #env: Env;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  #ready: Promise<Dispatchers> | undefined;
  #closed = false;

  constructor(settings: NetworkSettings, env: Env, clock: Clock, maxBytes = MAX_BYTES) {
    this.#settings = settings;
    this.#env = env;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    const url = new URL(request.url);
    const limitMs = request.timeoutMs ?? this.#settings.requestTimeoutMs;
    this.#assertSecure(url);
    if (this.#closed)
      throw new CancelledError(`${url.host} was not called: the session is closed.`, { code: "PURVIEW_CANCELLED" });
    const dispatchers = await this.#open();
    const { dispatcher, proxy } = dispatchers.to(url, request.direct);
    const ender = new AbortController();
    const timer = new AbortController();
    const cancel = (): void => ender.abort(request.signal?.reason);
    if (request.signal?.aborted) throw cancelled(url.host, request.signal);
    request.signal?.addEventListener("abort", cancel, { once: true });
    void this.#clock.sleep(limitMs, timer.signal).then(
      () => ender.abort(new Error("time is up")),
      () => undefined,
    );
    try {
      const response = await dispatchers.undici.fetch(url, {
        method: request.method,
        dispatcher,
        redirect: "manual",
        signal: ender.signal,
        ...(request.headers && { headers: { ...request.headers } }),
        ...(request.body !== undefined && { body: request.body }),
      });
      const body = await readBody(response, this.#maxBytes);
      if (body.bodyProblem && ender.signal.aborted) throw ender.signal.reason;
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        setCookies: response.headers.getSetCookie(),
        ...body,
      };
    } catch (error) {
      if (request.signal?.aborted) throw cancelled(url.host, request.signal);
      if (ender.signal.aborted)
        throw new TransportError(`${url.host} did not respond within ${Math.round(limitMs / 1000)} s.`, {
          code: "PURVIEW_TIMEOUT",
          advice: "Try again; requestTimeout sets how long to wait.",
        });
      throw networkFailure(url.host, error, proxy && proxyName(proxy));
    } finally {
      timer.abort(new Error("done"));
      request.signal?.removeEventListener("abort", cancel);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const ready = await this.#ready?.catch(() => undefined);
    await ready?.destroy();
  }

  #open(): Promise<Dispatchers> {
    this.#ready ??= openDispatchers(this.#settings, this.#env);
    return this.#ready;
  }

  /** Link-local plain http is the identity endpoint of cloud machines; everything else outside this machine needs TLS. */
  #assertSecure(url: URL): void {
    if (url.protocol === "https:" || isLoopback(url.hostname) || /^169\.254(\.\d{1,3}){2}$/.test(url.hostname)) return;
    throw new TransportError(`${url.host} would be reached over plain http; nothing was sent.`, {
      code: "PURVIEW_INSECURE_URI",
      advice: "Use https.",
    });
  }
}

const cancelled = (host: string, signal: AbortSignal): CancelledError =>
  signal.reason instanceof CancelledError
    ? signal.reason
    : new CancelledError(`The request to ${host} was cancelled.`, { code: "PURVIEW_CANCELLED", cause: signal.reason });
