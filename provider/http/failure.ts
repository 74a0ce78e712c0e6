import { TransportError } from "../errors";
import { isList, propertyOf, textOf } from "../values";

/** The innermost errors, where Node and undici keep the reason. */
function* reasons(error: unknown, depth = 0): Generator<object> {
  if (typeof error !== "object" || error === null || depth > 5) return;
  const errors = propertyOf(error, "errors");
  if (isList(errors)) for (const one of errors) yield* reasons(one, depth + 1);
  yield* reasons(propertyOf(error, "cause"), depth + 1);
  yield error;
}

const NEVER_SENT = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "EHOSTDOWN"],
  ...["UND_ERR_CONNECT_TIMEOUT", "ENETDOWN"],
]);
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/;

const meaning: { readonly [code: string]: string } = {
  ECONNREFUSED: "the connection was refused",
  ENOTFOUND: "its name does not exist in DNS",
  EAI_AGAIN: "DNS did not resolve its name",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no network route to it",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
  ETIMEDOUT: "the connection timed out",
  PROXY_CLOSED: "it closed the connection",
  PROXY_SILENT: "the connection timed out",
};

/**
 * What a failed exchange means. `PURVIEW_CONNECT_FAILED`, `PURVIEW_TLS` and `PURVIEW_PROXY`: the request certainly never left;
 * `PURVIEW_CONNECTION_LOST`: it may have arrived.
 * @param via The proxy in between, as people may read it.
 */
export function networkFailure(host: string, error: unknown, via?: string): TransportError {
  const found = [...reasons(error)];
  const code = found.map((one) => propertyOf(one, "code")).find((one): one is string => typeof one === "string");
  const messages = found.map((one) => textOf(propertyOf(one, "message")) ?? "").join(" ");
  const proxy = /Proxy (?:response|Authentication Required) \((\d+)\)/.exec(messages)?.[1];
  const named = `The proxy${via ? ` ${via}` : ""} on the way to ${host}`;
  if (proxy !== undefined)
    return new TransportError(
      proxy === "407"
        ? `${named} rejected the credentials (proxy authentication required).`
        : `${named} rejected the connection (status ${proxy}).`,
      {
        code: "PURVIEW_PROXY",
        advice: "Check proxyUrl, proxyUsername and proxyPassword, and that the proxy allows this host.",
      },
    );
  if (code && TLS.test(code))
    return new TransportError(`The TLS certificate of ${host} is not trusted or is not valid for it (${code}).`, {
      code: "PURVIEW_TLS",
      advice: "If a proxy inspects TLS traffic, set caFile to its certificate authority.",
    });
  const connecting = found.some((one) => ["connect", "getaddrinfo"].includes(String(propertyOf(one, "syscall"))));
  if ((code && NEVER_SENT.has(code)) || connecting || /before secure TLS connection|bad port/.test(messages))
    return new TransportError(
      `${via ? named : host} cannot be reached: ${(code && meaning[code]) ?? code ?? "no connection"}.`,
      {
        code: "PURVIEW_CONNECT_FAILED",
        advice: "Check network, proxy and firewall (port 443); `purview doctor` shows each step.",
      },
    );
  return new TransportError(`The connection to ${host} was lost${code ? ` (${code})` : ""}.`, {
    code: "PURVIEW_CONNECTION_LOST",
  });
}

/** The request certainly never reached the service. */
export const neverSent = (error: unknown): error is TransportError =>
  error instanceof TransportError && ["PURVIEW_CONNECT_FAILED", "PURVIEW_TLS", "PURVIEW_PROXY"].includes(error.code);
