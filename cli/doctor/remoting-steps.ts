import { allCmdlets } from "../../catalogue";
import { systemClock } from "../../provider/clock";
import { UndiciHttp, type HttpResponse } from "../../provider/http";
import { remotingAddress } from "../../provider/session";
import { REMOTING_ADVICE } from "../../provider/transport/remoting";
import type { DoctorContext } from "./context";
import { failed, ok, skipped, type Step, type StepResult, warning } from "./step";

/** The service counts the sessions of every client of a user (docs/service/remoting.md#connect-trouble). */
const ALLOWED = 5;

/** A request without credentials: whatever answers is WinRM's front end, or says that it is not. */
async function knock(context: DoctorContext, signal: AbortSignal): Promise<readonly [URL, HttpResponse]> {
  const { settings, env, location } = context;
  const url = remotingAddress(settings, location?.serviceOrigin ?? "");
  const http = new UndiciHttp(settings, env, systemClock);
  try {
    const headers = { "content-type": "application/soap+xml;charset=UTF-8" };
    return [url, await http.send({ method: "POST", url: url.href, headers, body: "", timeoutMs: 30_000, signal })];
  } finally {
    await http.close();
  }
}

const winrm: Step = {
  id: "winrm",
  title: "WinRM endpoint",
  run: async (context, signal) => {
    const [url, { status }] = await knock(context, signal);
    if (status === 404 || status === 440 || status === 410)
      return failed(`${url.host}${url.pathname} answers with status ${status}`, REMOTING_ADVICE.path);
    return ok(`${url.host}${url.pathname} answers (status ${status})`);
  },
};

const authentication: Step = {
  id: "authentication",
  title: "Authentication offered",
  run: async (context, signal) => {
    const [, response] = await knock(context, signal);
    return offered(response);
  },
};

function offered({ status, header }: HttpResponse): StepResult {
  if (status >= 300 && status < 400) return ok("the front door redirects to the tenant's backend first");
  const challenge = header("www-authenticate");
  if (status !== 401 || challenge === undefined)
    return warning(
      `the endpoint does not ask for credentials (status ${status})`,
      "Check connectionUri, and for a proxy that answers in the service's place.",
    );
  const schemes = [...challenge.matchAll(/(?:^|,\s*)([A-Za-z]+)(?=\s|,|$)/g)].map(([, scheme = ""]) => scheme);
  if (schemes.some((scheme) => scheme.toLowerCase() === "basic")) return ok(schemes.join(", "));
  return failed(
    `${schemes.join(", ") || "nothing"}, but not Basic`,
    "Basic authentication must be allowed on the way and at the service: tokens are sent as its password.",
  );
}

const shell: Step = {
  id: "shell",
  title: "Remote session",
  run: async ({ session }, signal) => {
    const { remoteSessions, serviceHost } = await session.connection(signal);
    await session.rights(signal);
    return remoteSessions ? ok(`opened on ${serviceHost()}`) : skipped("over REST");
  },
};

const cmdlets: Step = {
  id: "cmdlets",
  title: "Cmdlets imported",
  run: async ({ session }, signal) => {
    const rights = await session.rights(signal);
    const known = allCmdlets().map(({ name }) => name);
    const imported = known.filter((name) => rights.mayCall(name));
    if (imported.length > 0) return ok(`${imported.length} of ${known.length} that pulumi-purview knows`);
    return failed("none of Security & Compliance", REMOTING_ADVICE.enable);
  },
};

const sessions: Step = {
  id: "sessions",
  title: "Sessions in use",
  run: async ({ session, settings }, signal) => {
    const { remoteSessions } = await session.connection(signal);
    return ok(
      `${remoteSessions?.() ?? 0} by this command, at most ${settings.maxSessions} by a program (maxSessions), ${ALLOWED} by all clients of the account`,
    );
  },
};

/** In place of the regional host of REST. */
export const remotingSteps: readonly Step[] = [winrm, authentication];
export const remotingSessionSteps: readonly Step[] = [shell, cmdlets, sessions];
