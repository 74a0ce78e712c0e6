import { GuardError, NotFoundError, OutcomeUnknownError, ServiceError } from "../errors";
import type { Kind } from "../kinds";
import type { CmdletCall } from "../transport/channel";
import { sendWhenUnused } from "./apply/in-use";
import { isPendingDeletion } from "./apply/send";
import { rejectProtectedDelete } from "./guard/deletion-protection";
import { requireAccepted } from "./guard/refuse";
import { requireRights } from "./guard/rights";
import { rejectForeign } from "./guard/tenant";
import { isSingleton } from "./object/state";
import { listTogether } from "./observe/list";
import { locate } from "./observe/locate";
import { onResource, underLock } from "./observe/parent";
import { resolverFor } from "./observe/references";
import {
  beginOperation,
  type Operation,
  perform,
  type ResourceOperation,
  startClock,
  tenantOf,
  textOf,
  type TimedResourceOperation,
  titleIn,
} from "./operation/operation";
import { BACKOFF, poll } from "./operation/poll";
import { resourceKey } from "./operation/resource-facts";
import { planDelete } from "./plan/plan";
import type { Connection, DeleteRequest, Observed, Refusal } from "./types";

const ATTEMPTS = 3;
/** How long a list may show what is gone, ms. */
const LAG_MS = 30_000;

/** Idempotent: what is gone, or is being deleted, is deleted. */
export async function remove(connection: Connection, kind: Kind, request: DeleteRequest): Promise<void> {
  const { recorded } = request;
  const begun = beginOperation(connection, kind, request, textOf(recorded.outputs, "name") ?? recorded.id);
  await perform(begun, async () => {
    const facts = await rejectForeign(begun, recorded.outputs);
    // A singleton belongs to the tenant: nothing is sent, the stack only forgets it (rule 8).
    if (isSingleton(kind) || kind.cmdlets.remove === undefined) return;
    const resolve = await resolverFor(begun, recorded.outputs);
    const operation = await onResource(begun, { desired: {}, recorded, ignored: [], resolve, facts });
    await underLock(operation, recorded.id, async () => {
      const presence = await locate(operation, {
        queries: operation.queries,
        id: recorded.id,
        recorded: recorded.outputs,
        name: textOf(recorded.outputs, "name"),
      });
      if (presence.state !== "present") return;
      if (begun.run.resources.isAdopted(kind.noun, recorded.id)) return reportAdopted(operation);
      rejectDelete(operation, request, presence.observed);
      const calls = await callsFor(operation, request, presence.observed);
      await sendAll(startClock(operation), presence.observed, calls);
    });
  });
}

function rejectDelete(operation: Operation, { recorded, logicalName }: DeleteRequest, { name }: Observed): void {
  const { kind, run } = operation;
  const key = resourceKey(kind.noun, logicalName, name);
  if (run.resources.isGone(kind.noun, recorded.id)) throw notGone(operation);
  const refused = run.resources.replacementRefusal(key);
  if (refused) throw replacementRefused(operation, refused);
  // A replacement that the program allows has been judged by its diff or check.
  const isReplaced = run.resources.isReplaced(recorded.id) || run.resources.isReplaceAllowed(key);
  if (!isReplaced) rejectProtectedDelete(operation, recorded);
}

async function callsFor(
  operation: ResourceOperation,
  { recorded: { id, inputs, outputs } }: DeleteRequest,
  actual: Observed,
): Promise<readonly CmdletCall[]> {
  const { kind, resolve, parent } = operation;
  const plan = planDelete(kind, { id, recorded: inputs ?? outputs, actual, resolve, parent: parent?.observed });
  requireAccepted(operation, plan);
  const calls = plan.steps.map((step) => step.call);
  await requireRights(operation, calls);
  return calls;
}

async function sendAll(
  operation: TimedResourceOperation,
  target: Observed,
  calls: readonly CmdletCall[],
): Promise<void> {
  const { kind, run } = operation;
  run.resources.forgetCreated(kind.noun, target);
  for (const call of calls) {
    await sendOne(operation, target, call);
    run.writes.mark(kind.noun, target.id, target.name);
  }
  await awaitAbsence(operation, target);
}

async function sendOne(operation: TimedResourceOperation, target: Observed, call: CmdletCall): Promise<void> {
  const { kind, run } = operation;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sendWhenUnused(operation, call, target);
      return;
    } catch (error) {
      if (isPendingDeletion(error)) return;
      if (error instanceof NotFoundError) return await requireAbsence(operation, target, error);
      if (!(error instanceof OutcomeUnknownError) || attempt === ATTEMPTS) throw error;
      run.writes.mark(kind.noun, target.id, target.name);
      if (!(await exists(operation, target, BACKOFF.list.firstMs))) return;
    }
  }
}

async function exists(operation: TimedResourceOperation, { id }: Observed, waitMs: number): Promise<boolean> {
  const turn = waitMs === 0 ? "afterWrites" : { waitMs };
  const shown = await listTogether(operation, { queries: operation.queries.preferred, turn, id });
  return shown.byId(id).some((entry) => !entry.tombstone);
}

/**
 * The service does not know what it was asked to remove. Gone already is what was wanted; but some objects, Microsoft's own among them,
 * go on existing in its lists (docs/service/file-plan.md#seeds).
 */
async function requireAbsence(
  operation: TimedResourceOperation,
  target: Observed,
  refusal: NotFoundError,
): Promise<void> {
  const { kind, session } = operation;
  const patient = { ...operation, deadline: Math.min(operation.deadline, session.clock.now() + LAG_MS) };
  const gone = await poll(patient, BACKOFF.list, async (waitMs) => {
    const turn = waitMs === 0 ? "afterWrites" : { waitMs };
    const shown = await listTogether(operation, { queries: operation.queries.preferred, turn });
    return shown.byId(target.id).some((entry) => !entry.tombstone) ? undefined : true;
  });
  if (gone) return;
  throw new ServiceError(
    `${titleIn(operation)} was not removed: the service answers that it does not exist, and its lists still show it.`,
    {
      ...refusal.context,
      code: "PURVIEW_NOT_REMOVED",
      noun: kind.noun,
      advice: "If Microsoft made it, nobody can remove it: make the stack forget it with `retainOnDelete: true`.",
      cause: refusal,
    },
  );
}

/** Ends when the lists lack the object or show its remains; a service that takes longer goes on without us. */
async function awaitAbsence(operation: TimedResourceOperation, target: Observed): Promise<void> {
  const { reporter, title } = operation;
  const gone = await poll(operation, BACKOFF.list, async (waitMs) => {
    if (waitMs > BACKOFF.list.firstMs) reporter.progress(`${title}: waiting until the service has removed it …`);
    return (await exists(operation, target, waitMs)) ? undefined : true;
  });
  if (!gone) reporter.warn(`${title}: the service has accepted the removal, but still shows the object.`);
}

const reportAdopted = ({ reporter, title }: Operation): void =>
  reporter.info(`${title} was taken over by another resource in this very run, so it is not removed.`);

const notGone = (operation: Operation): GuardError =>
  new GuardError(
    `${titleIn(operation)} was missing from two lists and is back now, so its replacement would remove an existing object. Nothing was sent.`,
    {
      code: "PURVIEW_STILL_EXISTS",
      noun: operation.kind.noun,
      advice: "Run `pulumi up` again: it compares with the object as it is.",
    },
  );

const replacementRefused = (operation: Operation, { code, reason, advice }: Refusal): GuardError =>
  new GuardError(`${tenantOf(operation)}: ${reason} Nothing was sent.`, {
    code,
    noun: operation.kind.noun,
    ...(advice !== undefined && { advice }),
  });
