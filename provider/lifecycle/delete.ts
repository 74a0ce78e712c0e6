import { GuardError, NotFoundError, OutcomeUnknownError } from "../errors";
import type { Kind } from "../kinds";
import type { CanonicalRecord } from "../kinds/fields/canonical";
import type { CmdletCall } from "../transport/channel";
import { requireAccepted } from "./guard/refuse";
import type { Connection, DeleteRequest } from "./types";
import { objectKey } from "./operation/names";
import { gather } from "./observe/coalesce";
import { locate } from "./observe/locate";
import { sendOnceFree } from "./apply/in-use";
import type { Whereabouts } from "./observe/list-queries";
import { heldName, memoryOf } from "./operation/run-state";
import { markWritten, writtenAt } from "./observe/list";
import {
  beginOperation,
  deadlineFrom,
  isPast,
  type Operation,
  run,
  tenantOf,
  textOf,
  titleIn,
} from "./operation/operation";
import { planDelete } from "./plan/plan";
import type { Refusal } from "./plan/types";
import { resolverFor } from "./observe/references";
import { requireRights } from "./guard/rights";
import { saysPendingDeletion } from "./apply/send";
import { isSingleton, readObject } from "./object/state";
import { lockKeyOf, parentOf, underLock, whereOf } from "./observe/parent";
import { refuseForeign } from "./guard/tenant";

const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 10_000;
const ATTEMPTS = 3;

/** Idempotent: what is gone, or on its way out, is deleted. */
export async function remove(connection: Connection, kind: Kind, request: DeleteRequest): Promise<void> {
  const { id, outputs, inputs } = request.recorded;
  const recorded = inputs ?? outputs;
  const operation = beginOperation(connection, kind, request, textOf(outputs, "name") ?? id);
  await run(operation, async () => {
    await refuseForeign(operation, outputs);
    // A singleton belongs to the tenant: nothing is sent, the stack only forgets it (rule 8).
    if (isSingleton(kind) || kind.cmdlets.remove === undefined) return;
    const { session, signal } = operation;
    const resolve = await resolverFor(session, kind, [outputs], signal);
    const where = await whereOf(operation, outputs, resolve);
    const parent = await parentOf(operation, outputs, resolve);
    await underLock(operation, lockKeyOf(operation, id, parent), async () => {
      const presence = await locate({
        session,
        kind,
        where,
        id,
        name: textOf(outputs, "name"),
        after: writtenAt(session, kind.noun, id),
        signal,
      });
      if (presence.state !== "present") return;
      const actual = readObject(kind, presence.entry.object);
      if (memoryOf(session).adopted.has(objectKey(kind.noun, id))) return passedOn(operation);
      if (memoryOf(session).declaredGone.has(objectKey(kind.noun, id))) throw livesAgain(operation);
      const forced = memoryOf(session).newcomers.get(heldName(kind.noun, request.logicalName, actual.name));
      if (forced) throw mayNotReplace(operation, forced);
      if (!connection.settings.allowDelete) throw mayNotDelete(operation);
      const plan = planDelete(kind, { id, recorded, actual, resolve, parent: parent?.observed });
      requireAccepted(operation, plan);
      const calls = plan.steps.map((step) => step.call);
      await requireRights(operation, calls);
      const deadline = deadlineFrom(operation);
      await sendAll(operation, calls, { id, name: actual.name, properties: actual.properties, where }, deadline);
    });
  });
}

interface Doomed {
  readonly id: string;
  readonly name: string;
  readonly properties: CanonicalRecord;
  readonly where: Whereabouts;
}

async function sendAll(
  operation: Operation,
  calls: readonly CmdletCall[],
  doomed: Doomed,
  deadline: number,
): Promise<void> {
  const { session, kind } = operation;
  for (const call of calls) {
    await sendOne(operation, call, doomed, deadline);
    markWritten(session, kind.noun, doomed.id, doomed.name);
  }
  await awaitAbsence(operation, doomed, deadline);
}

async function sendOne(operation: Operation, call: CmdletCall, doomed: Doomed, deadline: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sendOnceFree(operation, call, doomed, deadline);
      return;
    } catch (error) {
      if (error instanceof NotFoundError || saysPendingDeletion(error)) return;
      if (!(error instanceof OutcomeUnknownError) || attempt === ATTEMPTS) throw error;
      markWritten(operation.session, operation.kind.noun, doomed.id, doomed.name);
      if (!(await isAlive(operation, doomed, FIRST_POLL_MS))) return;
    }
  }
}

async function isAlive({ session, kind, signal }: Operation, { id, where }: Doomed, pollMs: number): Promise<boolean> {
  const turn = pollMs === 0 ? "readBack" : { pollMs };
  const sight = await gather(session, kind, where.likely, turn, signal);
  return sight.byId(id).some((entry) => !entry.tombstone);
}

/** Ends when the lists lack the object or show its remains; a service that takes longer goes on without us. */
async function awaitAbsence(operation: Operation, doomed: Doomed, deadline: number): Promise<void> {
  let pollMs = 0;
  while (await isAlive(operation, doomed, pollMs)) {
    if (isPast(operation, deadline)) {
      operation.reporter.warn(`${operation.title}: the service has taken the removal, but still shows the object.`);
      return;
    }
    if (pollMs > FIRST_POLL_MS)
      operation.reporter.progress(`${operation.title}: waiting until the service has removed it …`);
    pollMs = Math.min(Math.max(FIRST_POLL_MS, pollMs * 1.5), LONGEST_POLL_MS);
  }
}

const passedOn = ({ reporter, title }: Operation): void =>
  reporter.info(`${title} was taken over by another resource in this very run, so it is not removed.`);

const livesAgain = (operation: Operation): GuardError =>
  new GuardError(
    `${titleIn(operation)} was missing from two lists and is back now, so its replacement would remove a living object. Nothing was sent.`,
    {
      code: "PURVIEW_STILL_EXISTS",
      noun: operation.kind.noun,
      advice: "Run `pulumi up` again: it compares with the object as it is.",
    },
  );

const mayNotReplace = (operation: Operation, { code, reason, advice }: Refusal): GuardError =>
  new GuardError(`${tenantOf(operation)}: ${reason} Nothing was sent.`, {
    code,
    noun: operation.kind.noun,
    ...(advice !== undefined && { advice }),
  });

const mayNotDelete = (operation: Operation): GuardError =>
  new GuardError(`${titleIn(operation)} lives, and the provider setting allowDelete is false. Nothing was sent.`, {
    code: "PURVIEW_DELETE_REFUSED",
    noun: operation.kind.noun,
    advice: "Set `allowDelete: true`, or make the stack forget it with the resource option `retainOnDelete: true`.",
  });
