import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { connect as connectTls, rootCertificates } from "node:tls";
import { clouds, isLoopback, known, readEndpoints } from "../../provider/clouds";
import type { Patient } from "./context";
import { failed, skipped, warning, well, type Step } from "./step";

const LIMIT_MS = 10_000;

/** Identity platform and front door as far as the settings tell them; discovery may still find another cloud. */
function hostsOf({ settings }: Patient): readonly URL[] {
  const { login, front, possible } = readEndpoints(settings);
  const cloud = known(settings.environment ?? possible[0] ?? "public") ?? clouds.public;
  const both = [login ?? new URL(`https://${cloud.loginHosts[0]}`), front ?? new URL(`https://${cloud.frontDoors[0]}`)];
  return both.filter(({ host }, index) => both.findIndex((other) => other.host === host) === index);
}

const portOf = (url: URL): number => Number(url.port || (url.protocol === "https:" ? 443 : 80));

/** The proxy in front of these hosts, if there is one. */
function proxyOf({ proxy }: Patient): URL | undefined {
  const address = proxy?.https ?? proxy?.http;
  return address === undefined ? undefined : new URL(address);
}

/** What must be reachable directly: the proxy, else the hosts themselves. */
const direct = (patient: Patient): readonly URL[] => {
  const proxy = proxyOf(patient);
  return proxy ? [proxy] : hostsOf(patient);
};

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

const reason = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};

const tried = async (hosts: readonly URL[], attempt: (url: URL) => Promise<string>, advice: string) => {
  const lines: string[] = [];
  for (const url of hosts) {
    try {
      lines.push(`${url.hostname}: ${await attempt(url)}`);
    } catch (error) {
      return failed(`${url.hostname}: ${reason(error)}`, advice);
    }
  }
  return well(...lines);
};

const names: Step<Patient> = {
  id: "names",
  title: "Name resolution",
  run: (patient) =>
    tried(
      direct(patient),
      async ({ hostname }) =>
        (await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true })).map(({ address }) => address).join(", "),
      "Check DNS; behind a proxy set proxyUrl or HTTPS_PROXY.",
    ),
};

const tcp: Step<Patient> = {
  id: "tcp",
  title: "TCP",
  run: (patient, signal) =>
    tried(
      direct(patient),
      async (url) => {
        const socket = connect(portOf(url), url.hostname.replace(/^\[|\]$/g, ""));
        await opened(socket, "connect", signal);
        const { localAddress } = socket;
        socket.destroy();
        return `port ${portOf(url)} is open (from ${localAddress ?? "?"})`;
      },
      "A firewall seems to block it: outgoing port 443 must be open to these hosts (or to the proxy).",
    ),
};

/** Not needed by REST: told because the documentation of PowerShell asks for it. */
const port80: Step<Patient> = {
  id: "port80",
  title: "TCP port 80",
  run: async (patient, signal) => {
    const [login] = hostsOf(patient);
    if (!login || isLoopback(login.hostname)) return skipped("not asked for on this machine");
    if (proxyOf(patient)) return skipped("behind a proxy");
    try {
      const socket = connect(80, login.hostname);
      await opened(socket, "connect", signal);
      socket.destroy();
      return well("open (this product does not need it)");
    } catch (error) {
      return warning(
        `blocked (${reason(error)})`,
        "This product does not need port 80; PowerShell's remote sessions did.",
      );
    }
  },
};

const encryption: Step<Patient> = {
  id: "tls",
  title: "TLS",
  run: (patient, signal) => {
    const hosts = hostsOf(patient).filter(({ protocol }) => protocol === "https:");
    if (hosts.length === 0) return Promise.resolve(skipped("plain http on this machine"));
    if (proxyOf(patient)) return Promise.resolve(skipped("through the proxy; discovery below goes the same way"));
    const { caFile } = patient.settings;
    const ca = caFile === undefined ? undefined : [...rootCertificates, readFileSync(caFile, "utf8")];
    return tried(
      hosts,
      async (url) => {
        const socket = connectTls({
          host: url.hostname,
          port: portOf(url),
          servername: url.hostname,
          ...(ca && { ca }),
        });
        await opened(socket, "secureConnect", signal);
        const { issuer, valid_to: until } = socket.getPeerCertificate();
        const protocol = socket.getProtocol();
        socket.destroy();
        return `${protocol}, certificate of ${String(issuer.O ?? issuer.CN)}, until ${until}`;
      },
      "If something between here and there re-signs traffic, name its certificate authority in caFile.",
    );
  },
};

export const networkSteps: readonly Step<Patient>[] = [names, tcp, port80, encryption];
