import { clouds, known, loginOrigins, readEndpoints } from "../../provider/clouds";
import { isLoopback } from "../../provider/http";
import { targetTenant } from "../../provider/session";
import { PurviewError } from "../../provider/errors";
import type { DoctorContext } from "./context";
import { connectedTo, openPort, portOf, proxyBefore, resolveName, shakeHands } from "./reach";
import { failed, ok, skipped, type Step, warning } from "./step";

const loginHost = ({ settings, credential }: DoctorContext): URL => {
  const [origin = ""] = loginOrigins(readEndpoints(settings), targetTenant(settings, credential ?? {}));
  return new URL(origin);
};

/** The front door, where the settings alone determine it; else discovery does. */
function configuredFrontDoor({ settings }: DoctorContext): URL | undefined {
  const { front } = readEndpoints(settings);
  if (front ?? settings.environment === undefined) return front;
  return new URL(`https://${(known(settings.environment) ?? clouds.public).frontDoors[0]}`);
}

/** Identity platform and front door, as far as the settings determine them. */
const hostsOf = (context: DoctorContext): readonly URL[] =>
  [loginHost(context), configuredFrontDoor(context)].filter((url) => url !== undefined);

const reason = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return error instanceof PurviewError ? message : (code ?? message);
};

const tryEach = async (hosts: readonly URL[], attempt: (url: URL) => Promise<string>, advice: string) => {
  const lines: string[] = [];
  for (const url of hosts) {
    try {
      lines.push(`${url.hostname}: ${await attempt(url)}`);
    } catch (error) {
      return failed(`${url.hostname}: ${reason(error)}`, advice);
    }
  }
  return ok(...lines);
};

const DNS_ADVICE = "Check DNS; behind a proxy set proxyUrl or HTTPS_PROXY.";
const TCP_ADVICE =
  "A firewall may block it: outgoing port 443 must be open to these hosts (or to the proxy: check proxyUrl, HTTPS_PROXY and NO_PROXY).";
const TLS_ADVICE = "If a proxy inspects TLS traffic on the way, name its certificate authority in the setting caFile.";

const names: Step = {
  id: "names",
  title: "Name resolution",
  run: (context) => tryEach(connectedTo(context, hostsOf(context)), resolveName, DNS_ADVICE),
};

const tcp: Step = {
  id: "tcp",
  title: "TCP",
  run: (context, signal) =>
    tryEach(
      connectedTo(context, hostsOf(context)),
      async (url) => `port ${portOf(url)} is open (from ${await openPort(url, signal)})`,
      TCP_ADVICE,
    ),
};

/** REST does not need it; checked because the documentation of PowerShell asks for it. */
const port80: Step = {
  id: "port80",
  title: "TCP port 80",
  run: async (context, signal) => {
    const login = loginHost(context);
    if (isLoopback(login.hostname)) return skipped("the emulator does not need it");
    if (proxyBefore(context, login)) return skipped("behind a proxy");
    try {
      await openPort(login, signal, 80);
      return ok("open (pulumi-purview does not need it)");
    } catch (error) {
      return warning(
        `blocked (${reason(error)})`,
        context.settings.transport === "remoting"
          ? "Microsoft's page asks for TCP port 80 to be open for remote PowerShell; pulumi-purview itself needs port 443 only."
          : "pulumi-purview does not need port 80; only PowerShell's remote sessions did.",
      );
    }
  },
};

const encryption: Step = {
  id: "tls",
  title: "TLS",
  run: (context, signal) => {
    const secure = hostsOf(context).filter(({ protocol }) => protocol === "https:");
    if (secure.length === 0) return Promise.resolve(skipped("plain http on this machine"));
    const direct = secure.filter((url) => !proxyBefore(context, url));
    if (direct.length === 0) return Promise.resolve(skipped("through the proxy; the step OpenID discovery tests it"));
    return tryEach(direct, (url) => shakeHands(url, context, signal), TLS_ADVICE);
  },
};

/** Only after discovery has found the cloud. */
export const frontDoor: Step = {
  id: "frontDoor",
  title: "Front door",
  run: async (context, signal) => {
    const { location } = context;
    const configured = configuredFrontDoor(context);
    if (!location || configured?.host === new URL(location.serviceOrigin).host)
      return skipped("tested by the steps above");
    const url = new URL(location.serviceOrigin);
    if (proxyBefore(context, url)) return skipped("through the proxy");
    const steps: readonly (readonly [() => Promise<string>, string])[] = [
      [() => resolveName(url), DNS_ADVICE],
      [() => openPort(url, signal).then(() => `port ${portOf(url)} is open`), TCP_ADVICE],
      [() => shakeHands(url, context, signal), TLS_ADVICE],
    ];
    const lines: string[] = [];
    for (const [step, advice] of steps) {
      const result = await tryEach([url], step, advice);
      if (result.status === "failed") return { ...result, lines: [...lines, ...result.lines] };
      lines.push(...result.lines);
    }
    return ok(...lines);
  },
};

export const networkSteps: readonly Step[] = [names, tcp, port80, encryption];
