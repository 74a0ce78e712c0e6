import { readFile } from "node:fs/promises";
import * as tls from "node:tls";
import type * as UndiciModule from "undici";
import type { Dispatcher } from "undici";
import { ConfigError } from "../errors";
import { propertyOf } from "../values";
import type { NetworkSettings } from "./network-settings";
import { chooseProxy, proxyFor, type Env } from "./proxy";

type Undici = typeof UndiciModule;

const CONNECT_TIMEOUT_MS = 30_000;

/** How one host is reached. */
export interface Path {
  readonly dispatcher: Dispatcher;
  /** Address of the proxy in between, credentials included. */
  readonly proxy: string | undefined;
}

/** The connections of one session: the direct ones, and those through each proxy in use. */
export interface Dispatchers {
  readonly undici: Undici;
  /** @param direct Never through a proxy. */
  to(url: URL, direct?: boolean): Path;
  destroy(): Promise<void>;
}

/**
 * What a connection trusts, when caFile adds to it; undefined = what Node trusts anyway.
 * @throws ConfigError
 */
export async function trustedAuthorities({ caFile }: Pick<NetworkSettings, "caFile">): Promise<string[] | undefined> {
  if (caFile === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(caFile, "utf8");
  } catch (error) {
    throw unusableCaFile(`cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
  const own = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g);
  if (!own) throw unusableCaFile("has no PEM certificate");
  // Newer Node lists what it trusts by default, NODE_EXTRA_CA_CERTS included; `ca` alone would replace that.
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return [...(getCACertificates?.("default") ?? tls.rootCertificates), ...own];
}

const unusableCaFile = (why: string): ConfigError =>
  new ConfigError(`The file of the setting caFile ${why}.`, {
    code: "PURVIEW_CONFIG_INVALID",
    property: "caFile",
    advice: "Give a PEM file of certificate authorities.",
  });

/** A proxy that did not open a tunnel and did not say why; nothing of the request has left by then. */
export class TunnelError extends Error {
  readonly syscall = "connect";
  constructor(readonly code: "PROXY_CLOSED" | "PROXY_SILENT") {
    super("no tunnel");
  }
}

const tunnelFailure = (error: unknown): unknown => {
  const code = propertyOf(error, "code");
  // undici takes a closed socket for a reason to connect again, at once and without end.
  if (code === "UND_ERR_SOCKET" || propertyOf(error, "name") === "HTTPParserError")
    return new TunnelError("PROXY_CLOSED");
  return code === "UND_ERR_HEADERS_TIMEOUT" ? new TunnelError("PROXY_SILENT") : error;
};

/** The connections to a proxy itself, on which tunnels are asked for. */
function tunnels({ Pool }: Undici, proxy: URL, options: object): Dispatcher {
  const pool = new Pool(proxy, { ...options, headersTimeout: CONNECT_TIMEOUT_MS });
  const connect = pool.connect.bind(pool) as (wish: object) => Promise<unknown>;
  return Object.assign(pool, {
    connect: (wish: object) =>
      connect(wish).catch((error: unknown) => {
        throw tunnelFailure(error);
      }),
  });
}

export async function openDispatchers(settings: NetworkSettings, env: Env): Promise<Dispatchers> {
  const [undici, ca, choice] = await Promise.all([
    import("undici"),
    trustedAuthorities(settings),
    chooseProxy(settings, env),
  ]);
  // Node's own limit of 300 s without headers is shorter than a long cmdlet (docs/service/admin-api.md#retries).
  const limits = { headersTimeout: settings.requestTimeoutMs + 5000, bodyTimeout: settings.requestTimeoutMs + 5000 };
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...(ca && { ca }) };
  const opened = new Map<string | undefined, Dispatcher>();
  const open = (proxy: string | undefined): Dispatcher =>
    proxy === undefined
      ? new undici.Agent({ ...limits, connect })
      : new undici.ProxyAgent({
          ...limits,
          connect,
          uri: proxy,
          requestTls: connect,
          proxyTls: connect,
          clientFactory: (origin, options) => tunnels(undici, origin, options),
        });
  return {
    undici,
    to: (url, direct) => {
      const proxy = direct ? undefined : proxyFor(choice, url);
      const dispatcher = opened.get(proxy) ?? open(proxy);
      opened.set(proxy, dispatcher);
      return { dispatcher, proxy };
    },
    destroy: async () => {
      await Promise.all([...opened.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}
