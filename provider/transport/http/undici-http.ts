import { readFile } from "node:fs/promises";
import * as tls from "node:tls";
import type * as UndiciModule from "undici";
import type { Dispatcher, Response } from "undici";
import type { Clock } from "../../clock";
import { isLoopback, type Http, type HttpAnswer, type HttpRequest } from "../../clouds";
import { CancelledError, ConfigError, TransportError } from "../../errors";
import { networkFailure } from "./failure";
import type { NetworkSettings } from "./network-settings";
import { chooseProxy, type Env } from "./proxy";

type Undici = typeof UndiciModule;

/** Largest answer that is read; a page of 1,000 of the largest rules stays far below. */
const MAX_BYTES = 128 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 30_000;

async function authorities(settings: NetworkSettings): Promise<string[] | undefined> {
  if (settings.caFile === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(settings.caFile, "utf8");
  } catch (error) {
    throw unusableCaFile(`cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
  const own = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  if (!own) throw unusableCaFile("holds no PEM certificate");
  // Newer Node tells what it trusts by default, NODE_EXTRA_CA_CERTS included; `ca` alone would replace that.
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return [...(getCACertificates?.("default") ?? tls.rootCertificates), ...own];
}

const unusableCaFile = (why: string): ConfigError =>
  new ConfigError(`The file of the setting caFile ${why}.`, {
    code: "PURVIEW_CONFIG_INVALID",
    property: "caFile",
    advice: "Give a PEM file of certificate authorities.",
  });

async function makeDispatcher(undici: Undici, settings: NetworkSettings, env: Env): Promise<Dispatcher> {
  const ca = await authorities(settings);
  const proxy = await chooseProxy(settings, env);
  // Node's own limit of 300 s without headers is shorter than a long cmdlet (admin-api.md 5.3).
  const limits = { headersTimeout: settings.requestTimeoutMs + 5000, bodyTimeout: settings.requestTimeoutMs + 5000 };
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...(ca && { ca }) };
  if (!proxy.http && !proxy.https) return new undici.Agent({ ...limits, connect });
  return new undici.EnvHttpProxyAgent({
    ...limits,
    connect,
    httpProxy: proxy.http ?? "",
    httpsProxy: proxy.https ?? "",
    noProxy: proxy.direct,
    requestTls: connect,
    proxyTls: connect,
  });
}

/** Reads a body up to the limit; what goes wrong is told, not thrown: the status is worth keeping (admin-api.md 5.1). */
async function readBody(response: Response, maxBytes: number): Promise<Pick<HttpAnswer, "text" | "bodyProblem">> {
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
    const code = (error as { cause?: { code?: unknown } }).cause?.code ?? (error as { code?: unknown }).code;
    return { text: undefined, bodyProblem: String(code).startsWith("Z_") ? "undecodable" : "lost" };
  }
  return { text: new TextDecoder("utf-8").decode(Buffer.concat(chunks)) };
}

/** undici's own fetch with one dispatcher for identity platform and service alike. */
export class UndiciHttp implements Http {
  readonly #settings: NetworkSettings;
  readonly #env: Env;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  #ready: Promise<{ readonly undici: Undici; readonly dispatcher: Dispatcher }> | undefined;

  constructor(settings: NetworkSettings, env: Env, clock: Clock, maxBytes = MAX_BYTES) {
    this.#settings = settings;
    this.#env = env;
    this.#clock = clock;
    this.#maxBytes = maxBytes;
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    const url = new URL(request.url);
    const limitMs = request.timeoutMs ?? this.#settings.requestTimeoutMs;
    this.#assertSecure(url);
    const { undici, dispatcher } = await this.#open();
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
      const response = await undici.fetch(url, {
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
        throw new TransportError(`${url.host} did not answer within ${Math.round(limitMs / 1000)} s.`, {
          code: "PURVIEW_TIMEOUT",
          advice: "Try again; requestTimeout sets how long to wait.",
        });
      throw networkFailure(url.host, error);
    } finally {
      timer.abort(new Error("done"));
      request.signal?.removeEventListener("abort", cancel);
    }
  }

  async close(): Promise<void> {
    const ready = await this.#ready?.catch(() => undefined);
    this.#ready = undefined;
    await ready?.dispatcher.destroy();
  }

  #open(): Promise<{ readonly undici: Undici; readonly dispatcher: Dispatcher }> {
    this.#ready ??= import("undici").then(async (undici) => ({
      undici,
      dispatcher: await makeDispatcher(undici, this.#settings, this.#env),
    }));
    return this.#ready;
  }

  /** Link-local plain http is how cloud machines tell their identity; everything else outside this machine needs TLS. */
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
