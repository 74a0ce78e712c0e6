import { clouds, isLoopback, known, loginOrigins, readEndpoints } from "../../provider/clouds";
import { targetTenant } from "../../provider/session";
import { PurviewError } from "../../provider/errors";
import type { Patient } from "./context";
import { connectedTo, openPort, portOf, proxyBefore, resolveName, shakeHands } from "./reach";
import { failed, skipped, warning, well, type Step } from "./step";

const loginHost = ({ settings, way }: Patient): URL => {
  const [origin = ""] = loginOrigins(readEndpoints(settings), targetTenant(settings, way ?? {}));
  return new URL(origin);
};

/** The front door, where the settings alone tell it; else discovery does. */
function toldFront({ settings }: Patient): URL | undefined {
  const { front } = readEndpoints(settings);
  if (front ?? settings.environment === undefined) return front;
  return new URL(`https://${(known(settings.environment) ?? clouds.public).frontDoors[0]}`);
}

/** Identity platform and front door as far as the settings tell them. */
const hostsOf = (patient: Patient): readonly URL[] =>
  [loginHost(patient), toldFront(patient)].filter((url) => url !== undefined);

const reason = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return error instanceof PurviewError ? message : (code ?? message);
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

const DNS_ADVICE = "Check DNS; behind a proxy set proxyUrl or HTTPS_PROXY.";
const TCP_ADVICE =
  "A firewall seems to block it: outgoing port 443 must be open to these hosts (or to the proxy: check proxyUrl, HTTPS_PROXY and NO_PROXY).";
const TLS_ADVICE = "If something between here and there re-signs traffic, name its certificate authority in caFile.";

const names: Step<Patient> = {
  id: "names",
  title: "Name resolution",
  run: (patient) => tried(connectedTo(patient, hostsOf(patient)), resolveName, DNS_ADVICE),
};

const tcp: Step<Patient> = {
  id: "tcp",
  title: "TCP",
  run: (patient, signal) =>
    tried(
      connectedTo(patient, hostsOf(patient)),
      async (url) => `port ${portOf(url)} is open (from ${await openPort(url, signal)})`,
      TCP_ADVICE,
    ),
};

/** Not needed by REST: told because the documentation of PowerShell asks for it. */
const port80: Step<Patient> = {
  id: "port80",
  title: "TCP port 80",
  run: async (patient, signal) => {
    const login = loginHost(patient);
    if (isLoopback(login.hostname)) return skipped("not asked for on this machine");
    if (proxyBefore(patient, login)) return skipped("behind a proxy");
    try {
      await openPort(login, signal, 80);
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
    const secure = hostsOf(patient).filter(({ protocol }) => protocol === "https:");
    if (secure.length === 0) return Promise.resolve(skipped("plain http on this machine"));
    const direct = secure.filter((url) => !proxyBefore(patient, url));
    if (direct.length === 0) return Promise.resolve(skipped("through the proxy; discovery below goes the same way"));
    return tried(direct, (url) => shakeHands(url, patient, signal), TLS_ADVICE);
  },
};

/** Only once discovery has told which cloud it is. */
export const frontDoor: Step<Patient> = {
  id: "frontDoor",
  title: "Front door",
  run: async (patient, signal) => {
    const { location } = patient;
    const told = toldFront(patient);
    if (!location || told?.host === new URL(location.serviceOrigin).host) return skipped("reached above");
    const url = new URL(location.serviceOrigin);
    if (proxyBefore(patient, url)) return skipped("through the proxy");
    const steps: readonly (readonly [() => Promise<string>, string])[] = [
      [() => resolveName(url), DNS_ADVICE],
      [() => openPort(url, signal).then(() => `port ${portOf(url)} is open`), TCP_ADVICE],
      [() => shakeHands(url, patient, signal), TLS_ADVICE],
    ];
    const lines: string[] = [];
    for (const [step, advice] of steps) {
      const result = await tried([url], step, advice);
      if (result.status === "failed") return { ...result, lines: [...lines, ...result.lines] };
      lines.push(...result.lines);
    }
    return well(...lines);
  },
};

export const networkSteps: readonly Step<Patient>[] = [names, tcp, port80, encryption];
