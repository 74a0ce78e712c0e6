import { NotFoundError } from "../errors";
import type { Kind } from "../kinds";
import type { Properties } from "../values";
import type { Connection, Observed, UpdateRequest, Written } from "./types";
import { refuseRivals } from "./guard/conflicts";
import { converge, type Converged, inSlot, type Target } from "./apply/converge";
import { outputsFor, type Outcome, settled, waitingFor } from "./apply/finish";
import { locate } from "./observe/locate";
import type { Whereabouts } from "./observe/list-queries";
import { freshness, markWritten, writtenAt } from "./observe/list";
import { beginOperation, deadlineFrom, type Operation, run, textOf, titleIn } from "./operation/operation";
import { unproven } from "./apply/verify";
import { resolverBetween } from "./observe/references";
import { send } from "./apply/send";
import type { Waiting } from "./apply/settle";
import { readObject } from "./object/state";
import { lockKeyOf, parentOf, pick, underLock, whereOf } from "./observe/parent";
import { refuseForeign } from "./guard/tenant";
import { awaitTargets } from "./apply/await-references";

export async function update(connection: Connection, kind: Kind, request: UpdateRequest): Promise<Written> {
  const { desired, recorded } = request;
  const name = textOf(desired, "name") ?? textOf(recorded.outputs, "name");
  const operation = beginOperation(connection, kind, request, name);
  return await run(operation, async () => {
    const facts = await refuseForeign(operation, recorded.outputs);
    const resolve = await awaitTargets(operation, desired);
    refuseRivals(operation, { id: recorded.id, desired, ignored: request.ignored, resolve });
    const where = await whereOf(operation, { ...recorded.outputs, ...desired }, resolve);
    const parent = await parentOf(operation, { ...recorded.outputs, ...desired }, resolve);
    return await underLock(operation, lockKeyOf(operation, recorded.id, parent), async () => {
      const actual = await fresh(operation, request, where, name);
      const target: Target = {
        kind,
        id: recorded.id,
        name: actual.name,
        where,
        actual,
        desired,
        declaredBefore: recorded.declared,
        recorded: recorded.inputs ?? recorded.outputs,
        ignored: request.ignored,
        resolve: await resolverBetween(connection.session, kind, [desired, actual.properties], operation.signal),
        parent,
      };
      const outcome = { facts, desired: shownAs(request), resolve: target.resolve };
      return await inSlot(operation, target, () => writeAndSettle(operation, target, outcome));
    });
  });
}

/** Ignored properties keep the value that state has; outputs show them as they are. */
const shownAs = ({ desired, recorded, ignored }: UpdateRequest): Properties => ({
  ...desired,
  ...pick(
    recorded.outputs,
    ignored.filter((path) => path in recorded.outputs && path in desired),
  ),
});

async function writeAndSettle(operation: Operation, target: Target, outcome: Outcome): Promise<Written> {
  const deadline = deadlineFrom(operation);
  const converged = await converge(operation, target, deadline);
  if (converged.differences.length > 0) throw unproven(operation, converged.differences, converged.observed);
  const outputs = outputsFor(operation, converged.observed, {
    ...outcome,
    resolve: converged.resolve ?? outcome.resolve,
  });
  const waiting = await waitingFor(operation, { ...target, seen: converged.observed }, target.parent, false);
  if (!waiting) return { id: target.id, outputs };
  const retry = !converged.sent && (await retryDistribution(operation, waiting, converged, deadline));
  const end = retry ? { ...waiting, seen: undefined } : waiting;
  return await settled(operation, { id: target.id, outputs }, end, deadline, retry);
}

/** An update with nothing to write resumes a distribution that failed, by asking the service once (design 4, rule 6). */
async function retryDistribution(
  operation: Operation,
  waiting: Waiting,
  { observed }: Converged,
  deadline: number,
): Promise<boolean> {
  const { session, kind } = operation;
  const { kind: target, id } = waiting;
  const seen = target === kind ? observed : await look(operation, waiting);
  const cmdlet = target.cmdlets.update;
  const can = target.updateSets.some((set) => set.parameters.has("RetryDistribution"));
  if (!seen || !/^(error|failed|partial)/i.test(seen.distributionStatus ?? "") || !can || cmdlet === undefined)
    return false;
  operation.reporter.info(
    `${operation.title}: the distribution of "${waiting.name}" had failed; the service is asked to retry it.`,
  );
  await send(
    operation,
    { cmdlet, parameters: { [target.cmdlets.identityParameter]: id, RetryDistribution: true } },
    deadline,
  );
  markWritten(session, target.noun, id, waiting.name);
  return true;
}

async function look({ session, signal }: Operation, { kind, id, where }: Waiting): Promise<Observed | undefined> {
  const presence = await locate({ session, kind, where, id, after: writtenAt(session, kind.noun, id), signal });
  return presence.state === "present" ? readObject(kind, presence.entry.object) : undefined;
}

async function fresh(
  operation: Operation,
  { recorded }: UpdateRequest,
  where: Whereabouts,
  name: string | undefined,
): Promise<Observed> {
  const { session, kind, signal } = operation;
  const stamps = [writtenAt(session, kind.noun, recorded.id), freshness(session, where.likely)].filter(
    (s) => s !== undefined,
  );
  const after = stamps.length > 0 ? Math.max(...stamps) : undefined;
  const presence = await locate({ session, kind, where, id: recorded.id, name, after, signal });
  if (presence.state === "present") return readObject(kind, presence.entry.object);
  throw new NotFoundError(`${titleIn(operation)} is gone, so it cannot be updated.`, {
    code: "PURVIEW_GONE",
    noun: kind.noun,
    object: recorded.id,
    advice: "Run `pulumi up` again (or `pulumi up --refresh`): the preview then shows that it is made anew.",
  });
}
