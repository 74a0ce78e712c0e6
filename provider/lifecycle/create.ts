import { formatError, OutcomeUnknownError, withCode } from "../errors";
import type { Kind } from "../kinds";
import { awaitReferences } from "./apply/await-references";
import { converge } from "./apply/converge";
import { createObject } from "./apply/create-object";
import { finish, outputsFor } from "./apply/finish";
import { send } from "./apply/send";
import { readBack, readBackFromNew } from "./apply/verify";
import { recordDecisions, rejectConflicts } from "./guard/conflicts";
import { requireAccepted } from "./guard/refuse";
import { requireRights } from "./guard/rights";
import { readObject, stateId } from "./object/state";
import { findExisting } from "./observe/existing";
import { resolveLocations } from "./observe/locations";
import { onResource, underLock } from "./observe/parent";
import { resolverBetween } from "./observe/references";
import {
  beginOperation,
  type ObjectRef,
  perform,
  type ResourceOperation,
  startClock,
  textOf,
  type TimedResourceOperation,
  titleIn,
} from "./operation/operation";
import { planCreate } from "./plan/plan";
import { withId } from "./plan/set-steps";
import type { Step } from "./plan/types";
import type { Connection, CreateRequest, Observed, Written } from "./types";

/** Makes the object exist as declared: waits for what it refers to, plans, sends New, reads back, waits for the distribution. */
export async function create(connection: Connection, kind: Kind, request: CreateRequest): Promise<Written> {
  const { desired } = request;
  const name = textOf(desired, "name");
  const begun = beginOperation(connection, kind, request, name);
  const announce = (state: "creating" | "created" | "failed"): void => {
    if (name !== undefined) begun.run.names.set(kind.noun, name, state);
  };
  announce("creating");
  try {
    return await perform(begun, async () => {
      const facts = await begun.session.facts(begun.signal);
      const resolve = await awaitReferences(begun, desired);
      rejectConflicts(begun, { desired, resolve });
      const operation = await onResource(begun, { desired, recorded: undefined, ignored: [], resolve, facts });
      return await underLock(operation, name, () =>
        kind.cmdlets.create === undefined
          ? takeSingleton(operation, () => announce("created"))
          : createNew(operation, () => announce("created")),
      );
    });
  } catch (error) {
    announce("failed");
    throw error;
  }
}

/** @param announce Others may refer to the object from then on. */
async function createNew(operation: ResourceOperation, announce: () => void): Promise<Written> {
  const { kind, run, desired, resolve, parent } = operation;
  const timed = startClock(operation);
  const plan = planCreate(kind, { desired, resolve, parent: parent?.observed });
  requireAccepted(timed, plan);
  const calls = plan.steps.map((step) => step.call);
  await requireRights(timed, calls);
  const [first, ...later] = plan.steps as [Step, ...Step[]];
  const created = await createObject(timed, first.call);
  if (created.how === "adopted") return await makeAsDeclared(operation, created.object, announce);

  const { id, name } = created.object;
  recordDecisions(operation, { id, desired, resolve });
  run.writes.mark(kind.noun, id, name);
  return await keepId(timed, created.object, async () => {
    try {
      for (const step of later) await send(timed, step.needsId ? withId(step, id) : step.call);
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error;
      return await makeAsDeclared(operation, created.object, announce);
    }
    run.writes.mark(kind.noun, id, name);
    const written: ObjectRef = { kind, id, name, queries: operation.queries };
    const isReturned = created.how === "created" && created.returned && later.length === 0;
    const fromNew = isReturned ? await readBackFromNew(timed, created.object) : undefined;
    if (fromNew) {
      run.resources.markCreated(kind.noun, created.object);
      run.writes.markUnlisted(kind.cmdlets.get);
    }
    const shown = fromNew ?? (await readBack(timed, written, undefined));
    announce();
    return await finish(timed, { ...written, created: created.object, isNew: true }, shown);
  });
}

/** Makes an object that exists what the program declares: adoption, singletons, and a New whose second half was lost. */
async function makeAsDeclared(asked: ResourceOperation, actual: Observed, announce: () => void): Promise<Written> {
  const { desired } = asked;
  // What exists may refer to others in other words than the program.
  const references = await resolverBetween(asked, desired, actual.properties);
  const operation = {
    ...asked,
    resolve: await resolveLocations(asked, { desired, observed: actual, resolve: references }),
  };
  recordDecisions(operation, { id: actual.id, desired, resolve: operation.resolve });
  return await converge(operation, actual, async (timed, converged) => {
    announce();
    const { kind, queries } = operation;
    return await finish(
      timed,
      { kind, id: actual.id, name: actual.name, queries, created: converged.observed, isNew: false },
      converged,
    );
  });
}

async function takeSingleton(operation: ResourceOperation, announce: () => void): Promise<Written> {
  const { active } = await findExisting(operation, operation.desired, operation.queries);
  // Get may show nothing of a setting that nobody has set yet.
  return await makeAsDeclared(operation, active ?? readObject(operation.kind, {}), announce);
}

/** From here on the object exists: an error is reported as "exists, but is not finished", so that its id reaches the state. */
async function keepId(
  operation: TimedResourceOperation,
  object: Observed,
  task: () => Promise<Written>,
): Promise<Written> {
  try {
    return await task();
  } catch (error) {
    const reason = operation.signal.aborted
      ? withCode(
          `${titleIn(operation)} was created, but cancelled before it was finished; run \`pulumi up\` again.`,
          "PURVIEW_CANCELLED",
        )
      : formatError(error);
    return {
      id: stateId(operation.kind, object, operation.desired),
      outputs: outputsFor(operation, object),
      unfinished: { reasons: [reason] },
    };
  }
}
