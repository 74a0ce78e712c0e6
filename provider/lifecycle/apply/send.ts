import { DeployingError, isPurviewError } from "../../errors";
import type { CmdletResult, CmdletCall } from "../../transport/channel";
import { whileWriting } from "../observe/coalesce";
import { isPast, type Operation, pause, titleIn } from "../operation/operation";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/** Sends one write. While the policy "is being deployed" the service refuses it, so it is tried again until the deadline. */
export async function send(operation: Operation, call: CmdletCall, deadline: number): Promise<CmdletResult> {
  const { session, kind, signal, reporter, title } = operation;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.6, LONGEST_WAIT_MS)) {
    try {
      const answer = await whileWriting(session, kind.noun, () => session.write(call, { signal }));
      relay(operation, call, answer);
      return answer;
    } catch (error) {
      if (!(error instanceof DeployingError)) throw error;
      if (isPast(operation, deadline)) throw stillDeploying(operation, call, error);
    }
    reporter.progress(`${title}: its policy is being deployed; ${call.cmdlet} is tried again …`);
    await pause(operation, waitMs, deadline);
  }
}

/** The answer knows a GUID at most: who waited for what, how long, and what to do is known here. */
function stillDeploying(operation: Operation, { cmdlet }: CmdletCall, { context }: DeployingError): DeployingError {
  const seconds = Math.round((operation.session.clock.now() - operation.startedAtMs) / 1000);
  return new DeployingError(
    `${titleIn(operation)}: after ${seconds} s its policy is still being deployed, so ${cmdlet} was refused to the end.`,
    {
      ...context,
      advice: "Run `pulumi up` again later; raise `settleTimeout` or the resource's customTimeouts to wait longer.",
    },
  );
}

/** The service's "no settings have been modified" is noise to people: what came of a write is proved by reading it back. */
const NOISE = /no settings of .* have been modified/i;

function relay({ reporter, title }: Operation, call: CmdletCall, { warnings }: CmdletResult): void {
  for (const warning of warnings) if (!NOISE.test(warning)) reporter.warn(`${title}: ${call.cmdlet} warns: ${warning}`);
}

/** Short class names of the service's errors (admin-api.md 5.4). */
export const serviceTypeOf = (error: unknown): string =>
  isPurviewError(error) ? (error.context.serviceType ?? "") : "";

export const saysExists = (error: unknown): boolean =>
  /^(?!Location|Label).*AlreadyExists(InScenario)?Exception$/.test(serviceTypeOf(error)) ||
  (isPurviewError(error) &&
    (error.code === "PURVIEW_EXISTS" || /already exists/i.test(error.context.serviceMessage ?? "")));

/** Set or Remove of something that is being deleted. */
export const saysPendingDeletion = (error: unknown): boolean =>
  /(PendingDeletion(Policy|Rule)|IsDeleted)Exception$/.test(serviceTypeOf(error)) ||
  (isPurviewError(error) && /pending deletion state/i.test(error.context.serviceMessage ?? ""));
