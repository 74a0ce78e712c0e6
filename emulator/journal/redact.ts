import type { IncomingHttpHeaders } from "node:http";
import type { Json } from "../contract";

export const REDACTED = "[redacted]";

const SECRET_HEADERS = new Set(["authorization", "proxy-authorization", "cookie", "x-identity-header", "secret"]);
const SECRET_NAME =
  /^(client_secret|client_assertion|assertion|password|refresh_token|access_token|id_token|code|code_verifier|device_code|.*password.*|.*secret.*|.*credential.*)$/i;

export function redactHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => {
    if (SECRET_HEADERS.has(name)) return [name, REDACTED];
    return [name, Array.isArray(value) ? value.join(", ") : (value ?? "")];
  });
  return Object.fromEntries(entries);
}

/** Form fields of a token request and query strings. */
export const redactForm = (form: URLSearchParams): { [name: string]: Json } =>
  Object.fromEntries([...form].map(([name, value]) => [name, SECRET_NAME.test(name) ? REDACTED : value]));

/** Cmdlet parameters: what the catalogue's names give away as a credential is hidden at any depth. */
export const redactParameters = (parameters: { readonly [name: string]: Json }): { [name: string]: Json } =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isSecretParameter(name) ? REDACTED : redactValue(value)]),
  );

function redactValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(redactValue);
  return value === null || typeof value !== "object" ? value : redactParameters(value);
}

const isSecretParameter = (name: string): boolean =>
  /^(password|credential|.*secret|.*accesstoken|.*privatekey)$/i.test(name);

export function redactPath(url: string): string {
  const [path, query] = url.split("?", 2);
  if (query === undefined) return url;
  const parts = query.split("&").map((part) => {
    const [name = ""] = part.split("=", 1);
    return SECRET_NAME.test(decodeURIComponentSafely(name)) ? `${name}=${encodeURIComponent(REDACTED)}` : part;
  });
  return `${path}?${parts.join("&")}`;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
