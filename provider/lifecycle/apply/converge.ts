import { GuardError, OutcomeUnknownError } from "../../errors";
import type { CmdletCall } from "../../transport/channel";
import { diffProperties } from "../diff/properties";
import { replacementRefusal } from "../guard/judge";
import { refusalError, requireAccepted } from "../guard/refuse";
import { requireRights } from "../guard/rights";
import { readObject } from "../object/state";
import { listTogether } from "../observe/list";
import {
  type ComparisonOperation,
  type ObjectRef,
  type ResourceOperation,
  startClock,
  type TimedResourceOperation,
  titleIn,
} from "../operation/operation";
import { BACKOFF } from "../operation/poll";
import { planUpdate } from "../plan/plan";
import type { Observed, PropertyChange } from "../types";
import { send } from "./send";
import { freeUniqueValue } from "./unique-values";
import { readBack, type ReadBack } from "./verify";

export interface Converged extends ReadBack {
  readonly observed: Observed;
  /** A write was sent. */
  readonly sent: boolean;
}

/** How often a plan is made because the answer to a write was lost. */
const ATTEMPTS = 4;

export function changesOf(
  { kind, run, desired, recorded, ignored, resolve }: ComparisonOperation,
  actual: Observed,
): readonly PropertyChange[] {
  return diffProperties(kind, {
    desired,
    declaredBefore: recorded?.declared ?? [],
    recorded: recorded && (recorded.inputs ?? recorded.outputs),
    unrefreshed: run.resources.refreshed(kind.noun, actual.id)?.inputs,
    actual,
    ignored,
    resolve,
  });
}

/** The calls that make the object what it has to be, refused or checked before anything is sent. */
export async function callsFor(operation: ResourceOperation, actual: Observed): Promise<readonly CmdletCall[]> {
  const { kind, desired, recorded, ignored, resolve, parent } = operation;
  const changes = changesOf(operation, actual);
  rejectReplacement(operation, changes, actual);
  if (changes.length === 0) return [];
  const plan = planUpdate(kind, {
    id: actual.id,
    desired,
    actual,
    changes,
    resolve,
    parent: parent?.observed,
    recorded: recorded && (recorded.inputs ?? recorded.outputs),
    ignored,
  });
  requireAccepted(operation, plan);
  const calls = plan.steps.map((step) => step.call);
  await requireRights(operation, calls);
  return calls;
}

/**
 * Makes an existing object what the program declares: plan, send, read back. Sets of hold policies distribute `maxDistributing` at
 * a time, from the first write to the end of `finish`; a Set that is none waits for nobody.
 */
export async function converge<T>(
  operation: ResourceOperation,
  actual: Observed,
  finish: (operation: TimedResourceOperation, converged: Converged) => Promise<T>,
): Promise<T> {
  const { kind, session, signal } = operation;
  const calls = await callsFor(operation, actual);
  const task = async (): Promise<T> => {
    const timed = startClock(operation);
    return await finish(timed, await sendAndReadBack(timed, actual, calls));
  };
  const distributes = kind.settle.kind === "distribution" && kind.settle.slot && calls.length > 0;
  return distributes ? await session.withDistributionSlot(task, signal) : await task();
}

async function sendAndReadBack(
  operation: TimedResourceOperation,
  before: Observed,
  calls: readonly CmdletCall[],
): Promise<Converged> {
  if (calls.length === 0) return { observed: before, differences: [], resolve: operation.resolve, sent: false };
  const { kind, run, queries } = operation;
  const written: ObjectRef = { kind, id: before.id, name: before.name, queries };
  const sent = await sendAll(operation, written, before, calls);
  run.resources.forgetCreated(kind.noun, before);
  run.writes.mark(kind.noun, written.id, written.name);
  const shown = await readBack(operation, written, before);
  return { ...shown, observed: shown.observed ?? sent, sent: true };
}

/**
 * When the answer to a write is lost, the object is looked at and planned for again, so that what did happen is not sent twice.
 * @returns The object as it was last seen.
 */
async function sendAll(
  operation: TimedResourceOperation,
  written: ObjectRef,
  before: Observed,
  planned: readonly CmdletCall[],
): Promise<Observed> {
  let actual = before;
  let calls = planned;
  for (let attempt = 1; calls.length > 0; attempt += 1) {
    try {
      await freeUniqueValue(operation, { ...written, actual }, calls);
      for (const call of calls) await send(operation, call);
      return actual;
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError) || attempt === ATTEMPTS) throw error;
      operation.reporter.info(
        `${operation.title}: the answer to ${error.context.cmdlet ?? "a write"} was lost; checking what happened.`,
      );
      actual = await lookAgain(operation, written, actual);
      calls = await callsFor(operation, actual);
    }
  }
  return actual;
}

async function lookAgain(operation: TimedResourceOperation, written: ObjectRef, actual: Observed): Promise<Observed> {
  const { kind, run } = operation;
  run.writes.mark(kind.noun, written.id, written.name);
  const turn = { waitMs: BACKOFF.lookup.firstMs };
  const [entry] = (await listTogether(operation, { queries: written.queries.preferred, turn, id: written.id })).byId(
    written.id,
  );
  return entry ? readObject(kind, entry.object) : actual;
}

function rejectReplacement(operation: ResourceOperation, changes: readonly PropertyChange[], actual: Observed): void {
  const [fixed, ...more] = changes.filter((change) => change.replaces);
  if (!fixed) return;
  const drifted = [fixed, ...more].every(({ cause }) => cause === "drift");
  const refused = drifted ? replacementRefusal(operation.kind, changes, operation.desired, actual.name) : undefined;
  if (refused) throw refusalError(operation, refused);
  throw new GuardError(
    `${titleIn(operation)}: ${fixed.path} is fixed when the object is created, and it is not what is declared.`,
    {
      code: "PURVIEW_FIXED",
      noun: operation.kind.noun,
      property: fixed.property,
      advice: "Declare what the object has, or give the declared object another name.",
    },
  );
}
