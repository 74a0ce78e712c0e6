import { OutcomeUnknownError, ServiceError } from "../../errors";
import type { CmdletCall, WireObject } from "../../transport/channel";
import type { Properties } from "../../values";
import type { Observed } from "../types";
import { existsError, findHolders, holdersIn, mayAdopt, reservedError } from "../observe/existing";
import { objectKey } from "../operation/names";
import { gather } from "../observe/coalesce";
import type { Whereabouts } from "../observe/list-queries";
import { memoryOf } from "../operation/run-state";
import { markWritten } from "../observe/list";
import { flagOf, isPast, type Operation, pause, textOf, titleIn } from "../operation/operation";
import { saysExists, send } from "./send";
import { isSingleton, readObject } from "../object/state";

export interface Place {
  readonly desired: Properties;
  readonly where: Whereabouts;
}

export type Born =
  | { readonly how: "created"; readonly object: Observed }
  /** The object was there, and the program may take it over. */
  | { readonly how: "adopted"; readonly object: Observed };

const LOOK_MS = 2_000;
const LOOKS = 5;
const RESERVED_WAIT_MS = 15_000;
const NEWS = 3;

/**
 * Makes the object, or finds out why not. An object that is there already is ours only when the program says so, or when this very
 * process sent the New, lost the answer, and a complete list from before lacked it (design 4, rule 5).
 */
export async function bear(operation: Operation, place: Place, call: CmdletCall, deadline: number): Promise<Born> {
  const before = await findHolders(operation, place.desired, place.where);
  if (before.living) return adopt(operation, place, before.living);
  if (before.tombstone && operation.kind.reservesNames) await waitForName(operation, place, deadline);
  return await sendNew(operation, place, call, deadline);
}

function adopt(operation: Operation, { desired }: Place, living: Observed): Born {
  if (!isSingleton(operation.kind) && !mayAdopt(operation, desired)) throw existsError(operation, living);
  operation.reporter.info(`${operation.title} exists already (${living.id}) and is adopted.`);
  memoryOf(operation.session).adopted.add(objectKey(operation.kind.noun, living.id));
  return { how: "adopted", object: living };
}

async function sendNew(operation: Operation, place: Place, call: CmdletCall, deadline: number): Promise<Born> {
  let lost = false;
  for (let news = 1; ; news += 1) {
    try {
      const { objects } = await send(operation, call, deadline);
      return { how: "created", object: wholeOf(operation, objects) ?? (await appearing(operation, place, deadline)) };
    } catch (error) {
      if (error instanceof OutcomeUnknownError && news < NEWS) {
        lost = true;
        operation.reporter.info(
          `${operation.title}: the answer to ${call.cmdlet} was lost; looking whether it happened.`,
        );
        const found = await lookFor(operation, place, LOOKS);
        if (found) return { how: "created", object: found };
        continue;
      }
      if (!saysExists(error)) throw error;
      const found = await lookFor(operation, place, lost ? LOOKS : 2);
      if (found && lost) return { how: "created", object: found };
      if (found) return adopt(operation, place, found);
      // The name is taken, yet nobody living has it: the service still purges what had it.
      if (!operation.kind.reservesNames || lost || textOf(place.desired, "name") === undefined) throw error;
      await waitForName(operation, place, deadline, error);
    }
  }
}

/** The answer as the object; what a list only implies (a member, a location) and an answer without its GUID are not whole. */
function wholeOf({ kind }: Operation, [answer]: readonly WireObject[]): Observed | undefined {
  if (answer === undefined || kind.project) return undefined;
  const object = readObject(kind, answer);
  return kind.identity.kind !== "guid" || object.guid !== undefined ? object : undefined;
}

/** The answer to New did not tell the object, so it is the one that the lists show from now on. */
async function appearing(operation: Operation, place: Place, deadline: number): Promise<Observed> {
  const found = await lookFor(operation, place, Infinity, deadline);
  if (found) return found;
  throw new ServiceError(`${titleIn(operation)} was made, but no list shows it.`, {
    code: "PURVIEW_NOT_LISTED",
    noun: operation.kind.noun,
    advice: "Run `pulumi up` again with `adoptExisting: true` on the resource once the object shows.",
  });
}

async function lookFor(
  operation: Operation,
  place: Place,
  looks: number,
  deadline = Infinity,
): Promise<Observed | undefined> {
  const { session, kind, signal } = operation;
  for (let seen = 0; seen < looks && !isPast(operation, deadline); seen += 1) {
    markWritten(session, kind.noun, textOf(place.desired, "name"));
    const sight = await gather(
      session,
      kind,
      place.where.likely,
      seen === 0 ? "readBack" : { pollMs: LOOK_MS },
      signal,
    );
    const { living } = await holdersIn(operation, sight, place.desired);
    if (living) return living;
  }
  return undefined;
}

/** Only a replacement that the program allows waits for its own name; anybody else is told at once. */
async function waitForName(operation: Operation, place: Place, deadline: number, error?: unknown): Promise<void> {
  const allowed = flagOf(place.desired, "allowReplace") ?? false;
  if (!allowed) throw reservedError(operation, false, error === undefined);
  for (;;) {
    if (isPast(operation, deadline)) throw reservedError(operation, true, error === undefined);
    operation.reporter.progress(`${operation.title}: waiting until the service frees the name …`);
    await pause(operation, RESERVED_WAIT_MS, deadline);
    if (error !== undefined) return;
    const { session, kind, signal } = operation;
    const sight = await gather(session, kind, place.where.likely, { pollMs: 0 }, signal);
    if (!(await holdersIn(operation, sight, place.desired)).tombstone) return;
  }
}
