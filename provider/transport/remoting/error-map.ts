import {
  AuthError,
  OutcomeUnknownError,
  PermissionError,
  printable,
  ServiceError,
  ThrottledError,
  TransportError,
  type ErrorContext,
  type PurviewError,
} from "../../errors";
import { readDetail, type Refusal, type RefusalSubject } from "../rest";
import type { ErrorRecord } from "./psrp";
import { withoutPrefix, type HttpRefusal, type WsmanFault } from "./wsman";

/** Classes of exceptions that say nothing. */
const GENERIC = /^(System\.)?(Exception|RuntimeException|RemoteException|CmdletInvocationException|ErrorRecord)$/;

/** `[FailureCategory=Cmdlet-ManagementObjectNotFoundException]` in a fully qualified id. */
const CATEGORY = /FailureCategory=[A-Za-z]+-(\w+)/;

/** Status of HTTP that a category of PowerShell amounts to. */
const STATUS: { readonly [category: string]: number } = {
  ObjectNotFound: 404,
  PermissionDenied: 403,
  SecurityError: 403,
  LimitsExceeded: 429,
  QuotaExceeded: 429,
};

const NOT_A_COMMAND = /CommandNotFound/;

/** An error record in the form in which the REST channel has the service's refusals, so that both become the same errors. */
export function refusalOf(record: ErrorRecord): Refusal {
  const { message, fullyQualifiedErrorId, category, reason } = record;
  const detail = readDetail(withoutPrefix(message));
  const candidates = [detail.type, CATEGORY.exec(fullyQualifiedErrorId)?.[1], reason];
  const type = candidates.find((one) => one !== undefined && one !== "" && !GENERIC.test(one));
  const isCommand = NOT_A_COMMAND.test(fullyQualifiedErrorId) || NOT_A_COMMAND.test(type ?? "");
  return {
    status: isCommand ? 400 : (STATUS[category] ?? 400),
    text: JSON.stringify({ error: { innererror: { message: detail.text, ...(type !== undefined && { type }) } } }),
    requestId: /RequestId=([^,\]\s]+)/i.exec(fullyQualifiedErrorId)?.[1],
  };
}

const contextOf = ({ cmdlet, object, tenant }: RefusalSubject): Omit<ErrorContext, "code"> => ({
  cmdlet,
  object,
  tenant,
});

const whatOf = ({ cmdlet, object, tenant }: RefusalSubject): string =>
  `${cmdlet}${object ? ` on ${object}` : ""} in tenant ${tenant}`;

/** docs/service/remoting.md#connect-trouble */
export const ADVICE = {
  password:
    "A common reason is a wrong password; an app needs Exchange.ManageAsApp and a role. The account must be enabled for remote PowerShell.",
  limit:
    "The service allows five remote sessions at a time (some tenants fewer). Sessions that were not disconnected count until they expire, after 15 minutes: close other PowerShell windows (Disconnect-ExchangeOnline), or lower maxSessions.",
  enable:
    "The account must be enabled for remote PowerShell (Set-User -RemotePowerShellEnabled $true), and needs a role; docs/sign-in/permissions.md shows the commands.",
  address:
    "The shell is not found when this machine's outgoing IP address changes (an SNAT pool with several addresses, a VPN), when it was idle for too long, or when the backend was restarted: use one outgoing address for the service.",
  path: "Check connectionUri: it ends in /powershell-liveid/. The service itself offers remote PowerShell only to some organizations; elsewhere use transport: rest.",
} as const;

/** A fault of WS-Management that ended a request. */
export function faultError(fault: WsmanFault, subject: RefusalSubject): PurviewError {
  const said = withoutPrefix(fault.message);
  const context = (code: string, advice?: string): ErrorContext => ({
    ...contextOf(subject),
    code,
    advice,
    serviceMessage: printable(said),
    requestId: fault.requestId,
    cause: fault,
  });
  switch (fault.kind) {
    case "denied":
      return new PermissionError(
        `${subject.identity} may not use remote PowerShell (${whatOf(subject)}).`,
        context("PURVIEW_PERMISSION", ADVICE.enable),
      );
    case "quota":
    case "sessionLimit":
      return new ThrottledError(`${whatOf(subject)} was throttled.`, context("PURVIEW_THROTTLED", ADVICE.limit));
    default:
      return new ServiceError(`Remote PowerShell refused ${whatOf(subject)}.`, context("PURVIEW_SERVICE_REFUSED"));
  }
}

/** An answer of HTTP alone. */
export function httpError({ details }: HttpRefusal, subject: RefusalSubject, host: string): PurviewError {
  const { status, failureCategory, requestId } = details;
  const context = (code: string, advice?: string): ErrorContext => ({
    ...contextOf(subject),
    code,
    advice,
    status,
    requestId,
    serviceMessage: failureCategory && printable(failureCategory),
  });
  if (status === 401)
    return new AuthError(
      `${host} rejected the credentials of ${subject.identity} for a remote session.`,
      context("PURVIEW_UNAUTHORIZED", ADVICE.password),
    );
  if (status === 403)
    return new PermissionError(
      `${subject.identity} may not open a remote session with ${host}.`,
      context("PURVIEW_PERMISSION", ADVICE.enable),
    );
  if (status === 429 || status === 503)
    return new ThrottledError(`${whatOf(subject)} was throttled.`, context("PURVIEW_THROTTLED", "Try again later."));
  if (status === 404 || status === 440)
    return new TransportError(
      `${host} has no remote PowerShell at this address (status ${status}).`,
      context("PURVIEW_SERVICE_REFUSED", ADVICE.path),
    );
  return new ServiceError(
    `${host} answered ${whatOf(subject)} with status ${status} instead of remote PowerShell.`,
    context(status >= 500 ? "PURVIEW_SERVICE_FAILED" : "PURVIEW_SERVICE_REFUSED", ADVICE.path),
  );
}

export const limitError = (said: string, subject: RefusalSubject): ThrottledError =>
  new ThrottledError(`No remote session could be opened for ${whatOf(subject)}: too many are open.`, {
    ...contextOf(subject),
    code: "PURVIEW_THROTTLED",
    serviceMessage: printable(said),
    advice: ADVICE.limit,
  });

export const lostError = (cause: Error, subject: RefusalSubject): TransportError =>
  new TransportError(`The remote session of ${whatOf(subject)} was lost again and again.`, {
    ...contextOf(subject),
    code: "PURVIEW_SESSION_LOST",
    serviceMessage: printable(withoutPrefix(cause.message)),
    advice: ADVICE.address,
    cause,
  });

export const overdueError = (subject: RefusalSubject, limitMs: number): TransportError =>
  new TransportError(`${whatOf(subject)} did not end within ${Math.round(limitMs / 1000)} s; it was stopped.`, {
    ...contextOf(subject),
    code: "PURVIEW_TIMEOUT",
    advice: "Try again; requestTimeout sets how long to wait.",
  });

export const inputError = (question: string, subject: RefusalSubject): ServiceError =>
  new ServiceError(`${whatOf(subject)} asked for interactive input and was stopped.`, {
    ...contextOf(subject),
    code: "PURVIEW_SERVICE_REFUSED",
    serviceMessage: printable(question),
    advice: "Pass what it asks for as a parameter (extraParameters).",
  });

export const unknownOutcome = (cause: unknown, subject: RefusalSubject): OutcomeUnknownError =>
  new OutcomeUnknownError(`${whatOf(subject)} was sent, but its response was lost.`, {
    ...contextOf(subject),
    code: "PURVIEW_OUTCOME_UNKNOWN",
    advice: "Run `pulumi up` again: it checks what exists before it writes.",
    cause,
  });
