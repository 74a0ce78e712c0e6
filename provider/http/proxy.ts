import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isLoopback } from "./loopback";
import { ConfigError } from "../errors";
import type { NetworkSettings } from "./network-settings";
import { reachedDirectly } from "./no-proxy";

export type Env = { readonly [name: string]: string | undefined };

/** Which proxy requests take; `undefined` = none. */
export interface ProxyChoice {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** Hosts that are reached directly, in the form of NO_PROXY. */
  readonly direct: string;
  /** Where the choice comes from, for `purview doctor`. */
  readonly from: string;
}

/** The identity endpoint of cloud machines: through a proxy it would return the proxy's identity, if any. */
const LINK_LOCAL = "169.254.0.0/16";
/** Never behind a proxy that the environment names. */
const THIS_MACHINE = "localhost,127.0.0.0/8,::1";

const joined = (...lists: readonly string[]): string => lists.filter(Boolean).join(",");

const read = (env: Env, name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;

function withCredentials(address: string, settings: NetworkSettings): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname)
    throw new ConfigError("The setting proxyUrl is not a URL.", {
      code: "PURVIEW_CONFIG_INVALID",
      property: "proxyUrl",
      advice: "Give it as http://host:port or https://host:port.",
    });
  if (settings.proxyUsername !== undefined) url.username = encodeURIComponent(settings.proxyUsername);
  if (settings.proxyPassword !== undefined) url.password = encodeURIComponent(settings.proxyPassword.reveal());
  return url.href;
}

/** Output of Windows' own tools: `host:port` or `http=host:port;https=host:port`. */
export function windowsProxy(text: string): { http?: string; https?: string } {
  const value = text.trim();
  if (!value.includes("=")) return value ? { http: value, https: value } : {};
  const parts = value.split(";").map((part) => part.split("=", 2).map((word) => word.trim()));
  const of = (scheme: string): string | undefined => parts.findLast(([name]) => name === scheme)?.[1];
  const [http, https] = [of("http"), of("https")];
  return { ...(http && { http }), ...(https && { https }) };
}

const run = promisify(execFile);

async function askWindows(type: string): Promise<{ http?: string; https?: string }> {
  try {
    if (type === "WinHttpConfig") {
      const { stdout } = await run("netsh", ["winhttp", "show", "proxy"], { windowsHide: true });
      return windowsProxy(/:\s+([^\s]*[:=][^\s]*)\s*$/m.exec(stdout)?.[1] ?? "");
    }
    const key = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
    const { stdout } = await run("reg", ["query", key], { windowsHide: true });
    if (!/ProxyEnable\s+REG_DWORD\s+0x1/.test(stdout)) return {};
    return windowsProxy(/ProxyServer\s+REG_SZ\s+(\S+)/.exec(stdout)?.[1] ?? "");
  } catch {
    return {};
  }
}

/**
 * `proxyUrl` first; else, unless `proxyAccessType` is `None`, Windows' own settings where it names them, else HTTPS_PROXY and
 * HTTP_PROXY (each for its own scheme). NO_PROXY counts everywhere.
 */
export async function chooseProxy(
  settings: NetworkSettings,
  env: Env,
  platform = process.platform,
): Promise<ProxyChoice> {
  const noProxy = read(env, "NO_PROXY") ?? "";
  const none: ProxyChoice = { http: undefined, https: undefined, direct: "", from: "none" };
  if (settings.proxyUrl !== undefined) {
    const address = withCredentials(settings.proxyUrl, settings);
    return { http: address, https: address, direct: joined(noProxy, LINK_LOCAL), from: "proxyUrl" };
  }
  const type = settings.proxyAccessType;
  if (type === "None") return none;
  const direct = joined(noProxy, THIS_MACHINE, LINK_LOCAL);
  const system = type !== undefined && platform === "win32" ? await askWindows(type) : {};
  const found = {
    http: system.http ?? read(env, "HTTP_PROXY"),
    https: system.https ?? read(env, "HTTPS_PROXY"),
  };
  if (!found.http && !found.https) return none;
  const address = (value: string | undefined): string | undefined => value && withCredentials(value, settings);
  const from = system.https || system.http ? `Windows (${type})` : "environment";
  return { http: address(found.http), https: address(found.https), direct, from };
}

/** The proxy that a request takes; undefined when it goes directly. */
export function proxyFor(choice: ProxyChoice, url: URL): string | undefined {
  const address = url.protocol === "http:" ? choice.http : choice.https;
  return address === undefined || reachedDirectly(choice.direct, url) ? undefined : address;
}

/** For messages: the proxy without its credentials. */
export function proxyName(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.protocol}//${url.host}${isLoopback(url.hostname) ? " (this machine)" : ""}` : "(unreadable)";
}
