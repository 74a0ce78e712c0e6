import {
  AuthError,
  DeployingError,
  ExistsError,
  NotFoundError,
  PermissionError,
  ServiceError,
  ThrottledError,
  printable,
  type ErrorContext,
  type PurviewError,
} from "../../errors";
import { parseRecord } from "../../values";
import { readFailure, type ServiceFailure } from "./error-text";

/** An error response, or an `error` inside a successful one. */
export interface Refusal {
  readonly status: number;
  /** Undefined when the body could not be read. */
  readonly text: string | undefined;
  readonly requestId?: string | undefined;
  /** Clock time in ms when the request was sent. */
  readonly requestedAtMs?: number | undefined;
  /** `X-ExceptionType` header. */
  readonly exceptionType?: string | undefined;
}

/** What the refused request was about; for messages only. */
export interface RefusalSubject {
  readonly cmdlet: string;
  readonly object?: string | undefined;
  readonly tenant: string;
  readonly identity: string;
}

const NOT_FOUND = new Set([
  "ErrorRuleNotFoundException",
  "ErrorPolicyNotFoundException",
  "ManagementObjectNotFoundException",
  "ErrorComplianceTagNotFoundException",
]);
/** Not the object itself, but something that the cmdlet needs. */
const SOMETHING_ELSE = /^(Rms|Command|Cmdlet|Parameter)/;
const isNotFound = (type: string, status: number): boolean =>
  NOT_FOUND.has(type) ||
  (status === 404 && (type === "" || (/NotFoundException$/.test(type) && !SOMETHING_ELSE.test(type))));
const EXISTS =
  /^(ComplianceRuleAlreadyExistsInScenario|CompliancePolicyAlreadyExistsInScenario|CompliancePolicyAlreadyExists|ADObjectAlreadyExists)Exception$/;
const DELETING = /(PendingDeletion(Policy|Rule)?|IsDeleted)Exception$/;
const TRANSIENT_TYPES =
  /^(DCOverloaded|SuitabilityDirectory|ServerInMM|ADServerSettingsChanged|StorageTransient|ServerBusy|Transient|BackendCommunication|EnableSpoAipMigrationIsDisabled)(Exception)?$|^CmdletProxyNotAvailable/;
const TRANSIENT_TEXT =
  /DCOverloadedException|SuitabilityDirectoryException|ServerInMMException|ADServerSettingsChangedException|StorageTransientException|CmdletProxyNotAvailable|ServerBusyException|BackendCommunicationException|issue may be transient/;
const LIMIT_TEXT =
  /maximum number of (?:concurrent|connections|sessions)|too many (?:sessions|connections|concurrent|requests)|sessions? limit/i;
const WRONG_ANCHOR = /organization container|Parameter name: orgUnit/i;
const NOT_ALLOWED =
  /is not allowed to call|not present in the role definition|isn't supported in this scenario|is not recognized as (?:the|a) name of a cmdlet/i;

/** What an error response says; plain text and HTML included. */
export function failureOf(refusal: Refusal): ServiceFailure {
  const text = refusal.text?.replaceAll("\0", "").trim() ?? "";
  const envelope = parseRecord(text);
  const read = envelope ? readFailure(envelope["error"] ?? envelope) : {};
  const type = read.type ?? (refusal.exceptionType && refusal.exceptionType.split(/[.+]/).at(-1));
  const plain = !envelope && text !== "" && !/^</.test(text) ? text : undefined;
  const said = read.text ?? plain;
  return { ...read, ...(type && { type }), ...(said && { text: printable(said) }) };
}

/** What the transport can do about a refusal. */
export type Remedy = "throttled" | "renewToken" | "wrongAnchor" | "transient" | "none";

export function remedyFor(refusal: Refusal, failure: ServiceFailure): Remedy {
  const said = failure.text ?? "";
  if (refusal.status === 429 || (refusal.status >= 400 && LIMIT_TEXT.test(said))) return "throttled";
  if (refusal.status === 401) return "renewToken";
  if (WRONG_ANCHOR.test(said)) return "wrongAnchor";
  if ([502, 503, 504].includes(refusal.status)) return "transient";
  if (TRANSIENT_TYPES.test(failure.type ?? "") || TRANSIENT_TEXT.test(said)) return "transient";
  // Deterministic errors come wrapped in 500 as well: only one without a reason is worth another attempt.
  return refusal.status === 500 && !failure.type && hasNoReason(failure) ? "transient" : "none";
}

const hasNoReason = ({ text }: ServiceFailure): boolean =>
  text === undefined || /^(error executing cmdlet|internal server error|an error has occurred)\.?$/i.test(text);

/** Role groups of Security & Compliance that hold the rights of most of its cmdlets (docs/service/role-groups.md#rights). */
const ROLE_ADVICE =
  "Put the identity into a role group that holds this cmdlet (Compliance Administrator, or Organization Management), and give an app the app role Exchange.ManageAsApp; docs/sign-in/permissions.md shows the commands.";

/** People have other ways to rights than apps. */
const roleAdvice = (identity: string): string =>
  identity.startsWith("user ")
    ? `Have an administrator add ${identity.slice("user ".length)} to a role group that holds this cmdlet (Microsoft Purview portal: Settings > Roles and scopes > Role groups; e.g. Compliance Administrator, or Organization Management). It takes up to an hour; then sign in again. Who is in no role group at all may run nothing; \`purview doctor\` shows it.`
    : ROLE_ADVICE;

/** A new token that was asked for with the challenge's claims was challenged again: no further one would help. */
export function challengedAgain(identity: string, what: string, context: ErrorContext): AuthError {
  return new AuthError(
    `The service asked ${identity} to sign in again for ${what}, and asked the same of every new token (claims challenge).`,
    {
      ...context,
      code: "PURVIEW_CLAIMS_CHALLENGE",
      advice: identity.startsWith("app ")
        ? "A Conditional Access policy for workload identities does not accept where this app runs, or it was reported as at risk: an administrator sees which in the Entra sign-in log of the app (service principal sign-ins), and can allow its network location or confirm it as safe."
        : "A Conditional Access policy does not accept this sign-in (its location, device or strength), or the session was revoked: run `purview login` from a place and a device that the policy accepts; the Entra sign-in log names the policy.",
    },
  );
}

/** The error that a refusal becomes, by the service's short class name first, by status and text where there is none. */
export function refusalError(refusal: Refusal, subject: RefusalSubject): PurviewError {
  const failure = failureOf(refusal);
  const on = subject.object ? ` on ${subject.object}` : "";
  const context = (code: string, advice?: string): ErrorContext => ({
    code,
    cmdlet: subject.cmdlet,
    object: subject.object,
    tenant: subject.tenant,
    requestId: refusal.requestId,
    requestedAtMs: refusal.requestedAtMs,
    serviceMessage: failure.text,
    serviceType: failure.type,
    status: refusal.status,
    advice,
  });
  const what = `${subject.cmdlet}${on} in tenant ${subject.tenant}`;
  const type = failure.type ?? "";
  const said = failure.text ?? "";
  const remedy = remedyFor(refusal, failure);
  if (remedy === "throttled")
    return new ThrottledError(
      `${what} was throttled.`,
      context("PURVIEW_THROTTLED", "Try again later, or lower maxConcurrency."),
    );
  if (remedy === "renewToken")
    return new AuthError(
      `The service rejected the token of ${subject.identity} for ${what}.`,
      context(
        "PURVIEW_UNAUTHORIZED",
        subject.identity.startsWith("user ")
          ? `The service responds like this to people who are in no role group. ${roleAdvice(subject.identity)}`
          : "The service responds like this when Exchange.ManageAsApp or a role is missing; `purview doctor` shows the token's roles.",
      ),
    );
  if (remedy === "wrongAnchor")
    return new ServiceError(
      `The service does not find the organization of tenant ${subject.tenant}.`,
      context("PURVIEW_ORGANIZATION", "Set organization to the initial domain, e.g. contoso.onmicrosoft.com."),
    );
  if (/PolicyLockConflictException$/.test(type) || /being deployed\. Once deployed/i.test(said))
    return new DeployingError(`${what} failed: the policy is still being deployed.`, context("PURVIEW_DEPLOYING"));
  if (EXISTS.test(type))
    return new ExistsError(`${what}: an object with that name exists already.`, context("PURVIEW_EXISTS"));
  if (isNotFound(type, refusal.status))
    return new NotFoundError(`${what}: the service does not find it.`, context("PURVIEW_NOT_FOUND"));
  if (DELETING.test(type))
    return new ServiceError(
      `${what}: it is being deleted.`,
      context("PURVIEW_PENDING_DELETION", "The service completes that on its own; the name stays reserved until then."),
    );
  if (refusal.status === 403 || NOT_ALLOWED.test(said))
    return new PermissionError(
      `${subject.identity} is not allowed to run ${what}.`,
      context("PURVIEW_PERMISSION", roleAdvice(subject.identity)),
    );
  if (type === "InvalidLicenseException")
    return new ServiceError(
      `${what}: a license is missing.`,
      context("PURVIEW_LICENSE", "Check the tenant's licenses for this feature."),
    );
  if (/Enable-OrganizationCustomization/.test(said))
    return new ServiceError(
      `${what}: the organization is not customized yet.`,
      context("PURVIEW_ORGANIZATION_CUSTOMIZATION", "Run Enable-OrganizationCustomization once in Exchange Online."),
    );
  const code = refusal.status >= 500 ? "PURVIEW_SERVICE_FAILED" : "PURVIEW_SERVICE_REFUSED";
  return new ServiceError(
    `${what} ${refusal.status >= 500 ? "failed" : "was refused"}${failure.text ? "" : ` (status ${refusal.status})`}.`,
    context(code),
  );
}
