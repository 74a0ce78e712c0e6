import { DeployingError, isPurviewError } from "../../errors";
import type { CmdletCall, CmdletResult } from "../../transport/channel";
import { type Operation, pause, type Timed, titleIn } from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";

/** Sends one write. While the policy "is being deployed" the service refuses it, so it is tried again until the deadline. */
export async function send(operation: Timed, call: CmdletCall): Promise<CmdletResult> {
  const { session, kind, run, signal, reporter, title } = operation;
  let refused: DeployingError | undefined;
  const answer = await poll(operation, BACKOFF.write, async (waitMs) => {
    if (waitMs > 0) reporter.progress(`${title}: its policy is being deployed; ${call.cmdlet} is tried again …`);
    await pause(operation, waitMs);
    try {
      return await run.writes.during(kind.noun, () => session.write(call, { signal }));
    } catch (error) {
      if (!(error instanceof DeployingError)) throw error;
      refused = error;
      return undefined;
    }
  });
  if (!answer) throw stillDeploying(operation, call, refused);
  relayWarnings(operation, call, answer);
  return answer;
}

/** The service's refusal names a GUID at most: who waited for what, how long, and what to do is known here. */
function stillDeploying(operation: Timed, { cmdlet }: CmdletCall, refused: DeployingError | undefined): DeployingError {
  const seconds = Math.round((operation.session.clock.now() - operation.startedAtMs) / 1000);
  return new DeployingError(
    `${titleIn(operation)}: after ${seconds} s its policy is still being deployed, so ${cmdlet} was refused to the end.`,
    {
      ...refused?.context,
      code: "PURVIEW_DEPLOYING",
      advice: "Run `pulumi up` again later; raise `settleTimeout` or the resource's customTimeouts to wait longer.",
    },
  );
}

/** The service's "no settings have been modified" is noise: the read-back shows what came of a write. */
const NOISE = /no settings of .* have been modified/i;

function relayWarnings({ reporter, title }: Operation, call: CmdletCall, { warnings }: CmdletResult): void {
  for (const warning of warnings) if (!NOISE.test(warning)) reporter.warn(`${title}: ${call.cmdlet} warns: ${warning}`);
}

/** Short class names of the service's errors (docs/service/errors.md#class-names). */
export const serviceTypeOf = (error: unknown): string =>
  isPurviewError(error) ? (error.context.serviceType ?? "") : "";

export const isAlreadyExists = (error: unknown): boolean =>
  /^(?!Location|Label).*AlreadyExists(InScenario)?Exception$/.test(serviceTypeOf(error)) ||
  (isPurviewError(error) &&
    (error.code === "PURVIEW_EXISTS" || /already exists/i.test(error.context.serviceMessage ?? "")));

/** Set or Remove of something that is being deleted. */
export const isPendingDeletion = (error: unknown): boolean =>
  /(PendingDeletion(Policy|Rule)|IsDeleted)Exception$/.test(serviceTypeOf(error)) ||
  (isPurviewError(error) && /pending deletion state/i.test(error.context.serviceMessage ?? ""));
