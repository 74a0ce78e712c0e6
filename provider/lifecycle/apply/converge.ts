import { GuardError, OutcomeUnknownError } from "../../errors";
import type { CmdletCall } from "../../transport/channel";
import type { Properties } from "../../values";
import { refusalOf, requireAccepted } from "../guard/refuse";
import type { Observed, PropertyChange, ResolveReference } from "../types";
import { diffProperties } from "../diff/properties";
import { type Comparison, differencesOf } from "../diff/compare-written";
import { gather } from "../observe/coalesce";
import { replacementRefusal } from "../guard/judge";
import { unrefreshed } from "../operation/run-state";
import { markWritten } from "../observe/list";
import { type Operation, titleIn } from "../operation/operation";
import { planUpdate } from "../plan/plan";
import { readBack, type ReadBack } from "./verify";
import { requireRights } from "../guard/rights";
import { send } from "./send";
import type { Waiting } from "./settle";
import { readObject } from "../object/state";
import type { Above } from "../observe/parent";
import { makeRoom } from "./unique-values";

/** An existing object and what it has to become. */
export interface Target extends Waiting {
  readonly actual: Observed;
  readonly desired: Properties;
  readonly declaredBefore: readonly string[];
  readonly recorded: Properties | undefined;
  readonly ignored: readonly string[];
  readonly resolve: ResolveReference;
  readonly parent: Above | undefined;
}

export interface Converged extends ReadBack {
  readonly observed: Observed;
  /** A write was sent. */
  readonly sent: boolean;
}

/** How often a plan is made anew because the answer to a write was lost. */
const ATTEMPTS = 4;
const LOOK_AGAIN_MS = 2_000;

export function changesOf(
  { kind, session }: Operation,
  target: Omit<Target, "actual">,
  actual: Observed,
): readonly PropertyChange[] {
  const { desired, declaredBefore, recorded, ignored, resolve } = target;
  const before = unrefreshed(session, kind, target.id);
  return diffProperties(kind, { desired, declaredBefore, recorded, unrefreshed: before, ignored, resolve, actual });
}

/** The calls that make the object what it has to be, refused or checked before anything is sent. */
export async function callsFor(operation: Operation, target: Target, actual: Observed): Promise<readonly CmdletCall[]> {
  const changes = changesOf(operation, target, actual);
  refuseReplacement(operation, changes, target, actual);
  if (changes.length === 0) return [];
  const { desired, resolve, id, parent } = target;
  const plan = planUpdate(operation.kind, {
    id,
    desired,
    actual,
    changes,
    resolve,
    parent: parent?.observed,
    recorded: target.recorded,
    ignored: target.ignored,
  });
  requireAccepted(operation, plan);
  const calls = plan.steps.map((step) => step.call);
  await requireRights(operation, calls);
  return calls;
}

/** Sets of hold policies distribute `maxDistributing` at a time, from the first write to the end of the wait; a Set that is none waits for nobody. */
export async function inSlot<T>(operation: Operation, target: Target, task: () => Promise<T>): Promise<T> {
  const { kind, session, signal } = operation;
  const calls = await callsFor(operation, target, target.actual);
  const distributes = kind.settle.kind === "distribution" && kind.settle.slot && calls.length > 0;
  return distributes ? await session.withDistributionSlot(task, signal) : await task();
}

/**
 * Sends what is missing and reads it back. When the answer to a write is lost, the object is looked at and planned for anew, so
 * that what did happen is not sent twice.
 */
export async function converge(operation: Operation, target: Target, deadline: number): Promise<Converged> {
  let actual = target.actual;
  let sent = false;
  for (let attempt = 1; ; attempt += 1) {
    const calls = await callsFor(operation, target, actual);
    if (calls.length === 0) break;
    try {
      await makeRoom(operation, { ...target, actual }, calls, deadline);
      sent = true;
      for (const call of calls) await send(operation, call, deadline);
      break;
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError) || attempt === ATTEMPTS) throw error;
      operation.reporter.info(
        `${operation.title}: the answer to ${error.context.cmdlet ?? "a write"} was lost; looking what came of it.`,
      );
      actual = await lookAgain(operation, target, actual);
    }
  }
  if (!sent) return { observed: actual, differences: [], sent };
  markWritten(operation.session, target.kind.noun, target.id, target.name);
  // What Get does not tell counts as written: against what was declared before it would differ for ever.
  const done = { ...target, recorded: target.desired, before: target.recorded };
  const compare = (observed: Observed): Promise<Comparison> => differencesOf(operation, { ...done, actual: observed });
  const proof = await readBack(operation, { ...target, compare, before: target.actual }, deadline);
  return { ...proof, observed: proof.observed ?? actual, sent };
}

async function lookAgain({ session, signal }: Operation, target: Target, actual: Observed): Promise<Observed> {
  markWritten(session, target.kind.noun, target.id, target.name);
  const sight = await gather(session, target.kind, target.where.likely, { pollMs: LOOK_AGAIN_MS }, signal);
  const [entry] = sight.byId(target.id);
  return entry ? readObject(target.kind, entry.object) : actual;
}

function refuseReplacement(
  operation: Operation,
  changes: readonly PropertyChange[],
  { desired }: Target,
  actual: Observed,
): void {
  const [fixed, ...more] = changes.filter((change) => change.replaces);
  if (!fixed) return;
  const drifted = [fixed, ...more].every(({ cause }) => cause === "drift");
  const refused = drifted ? replacementRefusal(operation.kind, changes, desired, actual.name) : undefined;
  if (refused) throw refusalOf(operation, refused);
  throw new GuardError(
    `${titleIn(operation)}: ${fixed.path} is fixed when the object is made, and it is not what is declared.`,
    {
      code: "PURVIEW_FIXED",
      noun: operation.kind.noun,
      property: fixed.property,
      advice: "Declare what the object has, or give the declared object another name.",
    },
  );
}
