import { locate } from "../observe/locate";
import type { Timed } from "../operation/operation";
import { send } from "./send";
import { type Distribution, distributionFailed } from "./settle";

/** After RetryDistribution the old status may be read for a while, ms. */
const OLD_STATUS_MS = 30_000;

/**
 * An update with nothing to write resumes a distribution that failed, by asking the service once (docs/behavior.md#rule-6).
 * @returns What is waited for from now on; undefined = there was nothing to resume.
 */
export async function retryDistribution(operation: Timed, failed: Distribution): Promise<Distribution | undefined> {
  const { session, run, reporter, title } = operation;
  const { kind, id, name, queries } = failed;
  const cmdlet = kind.cmdlets.update;
  const can = kind.updateSets.some((set) => set.parameters.has("RetryDistribution"));
  if (cmdlet === undefined || !can) return undefined;
  const observed = kind === operation.kind ? failed.seen : await observe();
  if (!observed || !distributionFailed(observed)) return undefined;
  reporter.info(`${title}: the distribution of "${name}" had failed; the service is asked to retry it.`);
  const parameters = { [kind.cmdlets.identityParameter]: id, RetryDistribution: true };
  await send(operation, { cmdlet, parameters });
  run.writes.mark(kind.noun, id, name);
  return { ...failed, seen: undefined, ignoreFailureUntilMs: session.clock.now() + OLD_STATUS_MS };

  async function observe() {
    const presence = await locate({ ...operation, kind }, { queries, id });
    return presence.state === "present" ? presence.observed : undefined;
  }
}
