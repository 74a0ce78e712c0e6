import { OutcomeUnknownError, formatError, withCode } from "../errors";
import { requireAccepted } from "./guard/refuse";
import { bear } from "./apply/create-object";
import type { Connection, CreateRequest, Observed, Written } from "./types";
import { refuseRivals, remember } from "./guard/conflicts";
import { converge, inSlot, type Target } from "./apply/converge";
import { differencesOf } from "./diff/compare-written";
import { findHolders } from "./observe/existing";
import { finish, type Outcome, outputsFor } from "./apply/finish";
import { memoryOf } from "./operation/run-state";
import { markWritten } from "./observe/list";
import { beginOperation, deadlineFrom, type Operation, run, textOf, titleIn } from "./operation/operation";
import { planCreate, withId } from "./plan/plan";
import { readBack } from "./apply/verify";
import { resolverBetween } from "./observe/references";
import { requireRights } from "./guard/rights";
import { send } from "./apply/send";
import { readObject } from "./object/state";
import { type Above, lockKeyOf, parentOf, underLock, whereOf } from "./observe/parent";
import { awaitTargets } from "./apply/await-references";
import type { Kind } from "../kinds";
import type { Whereabouts } from "./observe/list-queries";

export async function create(connection: Connection, kind: Kind, request: CreateRequest): Promise<Written> {
  const { desired } = request;
  const name = textOf(desired, "name");
  const operation = beginOperation(connection, kind, request, name);
  const { announcements } = memoryOf(connection.session);
  const announce = (state: "creating" | "created" | "failed"): void => {
    if (name !== undefined) announcements.set(kind.noun, name, state);
  };
  announce("creating");
  try {
    return await run(operation, async () => {
      const facts = await connection.session.facts(operation.signal);
      const resolve = await awaitTargets(operation, desired);
      refuseRivals(operation, { desired, resolve });
      const parent = await parentOf(operation, desired, resolve);
      const birth: Birth = {
        facts,
        desired,
        resolve,
        parent,
        where: await whereOf(operation, desired, resolve),
        announce: () => announce("created"),
      };
      return await underLock(operation, lockKeyOf(operation, name, parent), () => createLocked(operation, birth));
    });
  } catch (error) {
    announce("failed");
    throw error;
  }
}

interface Birth extends Outcome {
  readonly parent: Above | undefined;
  readonly where: Whereabouts;
  /** Others may refer to it from now on. */
  announce(): void;
}

async function createLocked(operation: Operation, birth: Birth): Promise<Written> {
  const { kind } = operation;
  const { desired, resolve, parent } = birth;
  const deadline = deadlineFrom(operation);
  if (kind.cmdlets.create === undefined) return await takeSingleton(operation, birth);
  const plan = planCreate(kind, { desired, resolve, parent: parent?.observed });
  requireAccepted(operation, plan);
  await requireRights(
    operation,
    plan.steps.map((step) => step.call),
  );
  const [first, ...later] = plan.steps;
  if (!first) throw new Error(`planCreate made no step for ${kind.noun}`);
  const born = await bear(operation, birth, first.call, deadline);
  if (born.how === "adopted") return await bring(operation, birth, born.object);

  const { id, name } = born.object;
  remember(operation, { id, desired, resolve });
  markWritten(operation.session, kind.noun, id, name);
  // From here on the object exists: whatever happens, its id must reach the state.
  return await keepId(operation, birth, born.object, async () => {
    try {
      for (const step of later) await send(operation, step.needsId ? withId(step, id) : step.call, deadline);
    } catch (error) {
      if (!(error instanceof OutcomeUnknownError)) throw error;
      return await bring(operation, birth, born.object);
    }
    markWritten(operation.session, kind.noun, id, name);
    const written = { kind, id, name, where: birth.where };
    const compare = (observed: Observed) =>
      differencesOf(operation, {
        desired,
        declaredBefore: [],
        recorded: desired,
        actual: observed,
        ignored: [],
        resolve,
      });
    const proof = await readBack(operation, { ...written, compare }, deadline);
    birth.announce();
    return await finish(
      operation,
      birth,
      { ...proof, observed: proof.observed ?? born.object, isNew: true, seen: proof.observed !== undefined },
      {
        written,
        parent,
        deadline,
      },
    );
  });
}

/** Makes an object that exists what the program declares: adoption, singletons, and News whose second half was lost. */
async function bring(operation: Operation, asked: Birth, actual: Observed): Promise<Written> {
  const { session, kind, signal } = operation;
  const { desired, parent, where } = asked;
  // What exists may refer to others in other words than the program.
  const resolve = await resolverBetween(session, kind, [desired, actual.properties], signal);
  const birth = { ...asked, resolve };
  remember(operation, { id: actual.id, desired, resolve });
  const target: Target = {
    kind,
    id: actual.id,
    name: actual.name,
    where,
    actual,
    desired,
    declaredBefore: [],
    recorded: undefined,
    ignored: [],
    resolve,
    parent,
  };
  return await inSlot(operation, target, async () => {
    const deadline = deadlineFrom(operation);
    const converged = await converge(operation, target, deadline);
    birth.announce();
    const result = { ...converged, isNew: false, seen: true };
    return await finish(operation, birth, result, { written: target, parent, deadline });
  });
}

async function takeSingleton(operation: Operation, birth: Birth): Promise<Written> {
  const { living } = await findHolders(operation, birth.desired, birth.where);
  // Get may show nothing of a setting that nobody has set yet.
  return await bring(operation, birth, living ?? readObject(operation.kind, {}));
}

/** An error after the object came to be is told as "exists, but is not finished", never as "not created". */
async function keepId(
  operation: Operation,
  birth: Birth,
  object: Observed,
  task: () => Promise<Written>,
): Promise<Written> {
  try {
    return await task();
  } catch (error) {
    const reason = operation.signal.aborted
      ? withCode(
          `${titleIn(operation)} was made, but cancelled before it was finished; run \`pulumi up\` again.`,
          "PURVIEW_CANCELLED",
        )
      : formatError(error);
    return { id: object.id, outputs: outputsFor(operation, object, birth), unfinished: { reasons: [reason] } };
  }
}
