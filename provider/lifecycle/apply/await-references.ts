import { ValidationError } from "../../errors";
import { findKind } from "../../kinds";
import type { Properties } from "../../values";
import type { ResolveReference } from "../types";
import { memoryOf } from "../operation/run-state";
import { deadlineFrom, isPast, type Operation, pause, titleIn } from "../operation/operation";
import { everyObject, isGuid, type ReferenceUse, referencesIn, resolverFor } from "../observe/references";

/** How long a name may be unknown to everybody before it counts as a mistake, ms: a program registers its resources within seconds. */
const GRACE_MS = 10_000;
const STEP_MS = 250;

/**
 * A literal name in a reference makes no dependency, so its target may be created beside us: waits for those that this program
 * declares, and ends with the property's name for those that nobody does.
 */
export async function awaitTargets(operation: Operation, desired: Properties): Promise<ResolveReference> {
  const { session, kind, signal } = operation;
  const deadline = deadlineFrom(operation);
  const graceUntil = Math.min(session.clock.now() + GRACE_MS, deadline);
  const looked = new Set<string>();
  for (;;) {
    const resolve = await resolverFor(session, kind, [desired], signal);
    const open = unresolved(operation, desired, resolve);
    if (open.length === 0) return resolve;
    const overdue = open.filter((use) => isOverdue(operation, use, graceUntil, deadline));
    const missing = overdue.find(({ path }) => looked.has(path));
    if (missing) throw missingTarget(operation, missing, stateOf(operation, missing));
    if (overdue.length > 0) {
      // Somebody else may have made it since this process read the list.
      await lookAgain(operation, overdue, desired);
      overdue.forEach(({ path }) => looked.add(path));
    } else await pause(operation, STEP_MS, deadline);
  }
}

function isOverdue(operation: Operation, use: ReferenceUse, graceUntil: number, deadline: number): boolean {
  const state = stateOf(operation, use);
  if (state === "failed") return true;
  const isExpected = state === "declared" || state === "creating";
  return isPast(operation, isExpected ? deadline : graceUntil);
}

async function lookAgain(
  { session, signal }: Operation,
  uses: readonly ReferenceUse[],
  desired: Properties,
): Promise<void> {
  const after = session.stamp();
  const kinds = new Set(uses.flatMap(({ noun }) => findKind(noun) ?? []));
  await Promise.all([...kinds].map((kind) => everyObject(session, kind, signal, { after, around: [desired] })));
}

/** Names (not GUIDs: those the service judges) that no list shows. */
export function unresolved(
  { kind }: Operation,
  desired: Properties,
  resolve: ResolveReference,
): readonly ReferenceUse[] {
  return referencesIn(kind, desired).filter(
    ({ noun, text }) => findKind(noun) !== undefined && !isGuid(text) && resolve(noun, text) === undefined,
  );
}

const stateOf = ({ session }: Operation, { noun, text }: ReferenceUse) =>
  memoryOf(session).announcements.get(noun, text);

function missingTarget(
  operation: Operation,
  { noun, text, path }: ReferenceUse,
  state: string | undefined,
): ValidationError {
  const why = state === "failed" ? "its own creation failed" : "neither the tenant nor this program has it";
  return new ValidationError(`${titleIn(operation)}: ${path} refers to ${noun} "${text}", but ${why}.`, {
    code: "PURVIEW_REFERENCE",
    noun: operation.kind.noun,
    property: path,
    advice: `Refer to an existing ${noun} by its exact name or GUID, or give the resource itself.`,
  });
}
