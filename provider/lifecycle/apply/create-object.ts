import { OutcomeUnknownError, ServiceError } from "../../errors";
import { WireReader } from "../../kinds";
import type { CmdletCall, WireObject } from "../../transport/channel";
import { idOf, isSingleton, readObject } from "../object/state";
import {
  existingIn,
  existsError,
  findExisting,
  mayAdopt,
  reservedByDeleted,
  reservedByUnknown,
} from "../observe/existing";
import { listTogether } from "../observe/list";
import { flagOf, isPast, pause, textOf, type TimedResourceOperation, titleIn } from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";
import type { Observed } from "../types";
import { isAlreadyExists, send } from "./send";

export type Created =
  | {
      readonly how: "created";
      readonly object: Observed;
      /** New itself returned the whole object. */
      readonly returned: boolean;
    }
  /** The object was there, and the program may take it over. */
  | { readonly how: "adopted"; readonly object: Observed };

/** How often lists are asked for an object whose New may have happened. */
const LOOKUPS = 5;
/** The same where the service says that it exists. */
const LOOKUPS_OF_EXISTING = 2;
/** How often New is sent at most, where its answers are lost. */
const SENDS = 3;

/**
 * Creates the object, or finds out why not. An object that is there already is ours only when the program says so, or when this very
 * process sent the New, lost the answer, and a complete list from before lacked it (docs/behavior.md#rule-5).
 */
export async function createObject(operation: TimedResourceOperation, call: CmdletCall): Promise<Created> {
  const { kind, desired, queries } = operation;
  const before = await findExisting(operation, desired, queries);
  if (before.active) return adopt(operation, before.active);
  if (before.tombstone && kind.reservesNames) await waitForPurge(operation);
  return await sendNew(operation, call);
}

function adopt(operation: TimedResourceOperation, existing: Observed): Created {
  const { kind, run, reporter, title, desired } = operation;
  if (!isSingleton(kind) && !mayAdopt(operation, desired)) throw existsError(operation, existing);
  reporter.info(`${title} exists already (${existing.id}) and is adopted.`);
  run.resources.markAdopted(kind.noun, existing.id);
  return { how: "adopted", object: existing };
}

async function sendNew(operation: TimedResourceOperation, call: CmdletCall): Promise<Created> {
  const { kind, reporter, title, desired } = operation;
  let lost = false;
  for (let sends = 1; ; sends += 1) {
    try {
      const { objects } = await send(operation, call);
      const object = completeObject(operation, objects);
      return { how: "created", object: object ?? (await listedObject(operation)), returned: object !== undefined };
    } catch (error) {
      if (error instanceof OutcomeUnknownError && sends < SENDS) {
        lost = true;
        reporter.info(`${title}: the answer to ${call.cmdlet} was lost; checking whether it happened.`);
        const found = await lookUp(operation, LOOKUPS);
        if (found) return { how: "created", object: found, returned: false };
        continue;
      }
      if (!isAlreadyExists(error)) throw error;
      const found = await lookUp(operation, lost ? LOOKUPS : LOOKUPS_OF_EXISTING);
      if (found && lost) return { how: "created", object: found, returned: false };
      if (found) return adopt(operation, found);
      // The name is taken, yet no existing object has it: the service still purges what had it.
      if (!kind.reservesNames || lost || textOf(desired, "name") === undefined) throw error;
      await waitForRetry(operation);
    }
  }
}

/** The answer as the object; what a list only implies (a member, a location) and an answer without its GUID are not complete. */
function completeObject({ kind }: TimedResourceOperation, [answer]: readonly WireObject[]): Observed | undefined {
  if (answer === undefined || kind.project) return undefined;
  const object = readObject(kind, answer);
  if (kind.identity.kind === "text" && idOf(kind, new WireReader(answer)) === undefined) return undefined;
  return kind.identity.kind !== "guid" || object.guid !== undefined ? object : undefined;
}

/** The answer to New did not contain the object, so it is the one that the lists show from now on. */
async function listedObject(operation: TimedResourceOperation): Promise<Observed> {
  const found = await lookUp(operation, Infinity);
  if (found) return found;
  throw new ServiceError(`${titleIn(operation)} was created, but no list shows it.`, {
    code: "PURVIEW_NOT_LISTED",
    noun: operation.kind.noun,
    advice: "Run `pulumi up` again with `adoptExisting: true` on the resource once the object shows.",
  });
}

async function lookUp(operation: TimedResourceOperation, lookups: number): Promise<Observed | undefined> {
  const { kind, run, queries, desired } = operation;
  let left = lookups;
  const end = await poll(operation, BACKOFF.lookup, async (waitMs) => {
    run.writes.mark(kind.noun, textOf(desired, "name"));
    const shown = await listTogether(operation, {
      queries: queries.preferred,
      turn: waitMs === 0 ? "afterWrites" : { waitMs },
    });
    const { active } = await existingIn(operation, shown, desired);
    left -= 1;
    return active || left <= 0 ? { active } : undefined;
  });
  return end?.active;
}

/** Waits until no list shows the deleted object that has the name. Only a replacement that the program allows waits for it. */
async function waitForPurge(operation: TimedResourceOperation): Promise<void> {
  const { queries, desired, reporter, title } = operation;
  if (flagOf(desired, "allowReplace") !== true) throw reservedByDeleted(operation);
  const free = await poll(operation, BACKOFF.name, async (waitMs) => {
    if (waitMs > 0) reporter.progress(`${title}: waiting until the service frees the name …`);
    const shown = await listTogether(operation, { queries: queries.preferred, turn: { waitMs } });
    return (await existingIn(operation, shown, desired)).tombstone ? undefined : true;
  });
  if (!free) throw reservedByDeleted(operation);
}

/** The same where no list shows what has the name: the service's next answer says whether it is free. */
async function waitForRetry(operation: TimedResourceOperation): Promise<void> {
  if (flagOf(operation.desired, "allowReplace") !== true || isPast(operation)) throw reservedByUnknown(operation);
  operation.reporter.progress(`${operation.title}: waiting until the service frees the name …`);
  await pause(operation, BACKOFF.name.firstMs);
}
