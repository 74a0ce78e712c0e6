import { lookup } from "node:dns/promises";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { proxyFor, trustedAuthorities } from "../../provider/http";
import type { DoctorContext } from "./context";

const LIMIT_MS = 10_000;

export const portOf = (url: URL): number => Number(url.port || (url.protocol === "https:" ? 443 : 80));

/** The proxy in front of this host, if there is one. */
export function proxyBefore({ proxy }: DoctorContext, url: URL): URL | undefined {
  const address = proxy && proxyFor(proxy, url);
  return address === undefined ? undefined : new URL(address);
}

/** The hosts that connections really go to: the proxies, else the hosts themselves; each once. */
export function connectedTo(context: DoctorContext, hosts: readonly URL[]): readonly URL[] {
  const all = hosts.map((url) => proxyBefore(context, url) ?? url);
  return all.filter(({ host }, index) => all.findIndex((other) => other.host === host) === index);
}

function opened(socket: Socket, event: "connect" | "secureConnect", signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const stop = (): void => end(new Error("interrupted"));
    signal.addEventListener("abort", stop, { once: true });
    socket.setTimeout(LIMIT_MS, () => end(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
    socket.once("error", end);
    socket.once(event, () => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
  });
}

const nameOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, "");

export const resolveName = async (url: URL): Promise<string> =>
  (await lookup(nameOf(url), { all: true })).map(({ address }) => address).join(", ");

/** @returns This machine's own address for that connection. */
export async function openPort(url: URL, signal: AbortSignal, port = portOf(url)): Promise<string> {
  const socket = connect(port, nameOf(url));
  await opened(socket, "connect", signal);
  const { localAddress } = socket;
  socket.destroy();
  return localAddress ?? "?";
}

export async function shakeHands(url: URL, context: DoctorContext, signal: AbortSignal): Promise<string> {
  const ca = await trustedAuthorities(context.settings);
  const socket = connectTls({ host: nameOf(url), port: portOf(url), servername: url.hostname, ...(ca && { ca }) });
  await opened(socket, "secureConnect", signal);
  const { issuer, valid_to: until } = socket.getPeerCertificate();
  const protocol = socket.getProtocol();
  socket.destroy();
  return `${protocol}, certificate of ${String(issuer.O ?? issuer.CN)}, until ${until}`;
}
