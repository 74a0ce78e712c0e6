import { ValidationError } from "../../errors";
import { findKind } from "../../kinds";
import type { Properties } from "../../values";
import { listAll } from "../observe/list-all";
import { isGuid, type ReferenceUse, referencesIn, resolverFor } from "../observe/references";
import { isPast, type Operation, pause, startClock, type Timed, titleIn } from "../operation/operation";
import type { ResolveReference } from "../types";

/** How long a name may be unknown to everybody before it counts as a mistake, ms: a program registers its resources within seconds. */
const GRACE_MS = 10_000;
const STEP_MS = 250;

/**
 * A literal name in a reference makes no dependency, so its target may be created at the same time: waits for those that this
 * program declares, and ends with the property's name for those that nobody does.
 */
export async function awaitReferences(begun: Operation, desired: Properties): Promise<ResolveReference> {
  const operation = startClock(begun);
  const graceUntilMs = Math.min(operation.session.clock.now() + GRACE_MS, operation.deadline);
  const lookedFor = new Set<string>();
  for (;;) {
    const resolve = await resolverFor(operation, desired);
    const open = unresolved(operation, desired, resolve);
    if (open.length === 0) return resolve;
    const overdue = open.filter((use) => isOverdue(operation, use, graceUntilMs));
    const missing = overdue.find(({ path }) => lookedFor.has(path));
    if (missing) throw missingReference(operation, missing);
    if (overdue.length > 0) {
      // Somebody else may have created it since this process read the list.
      await listAgain(operation, overdue, desired);
      overdue.forEach(({ path }) => lookedFor.add(path));
    } else await pause(operation, STEP_MS);
  }
}

function isOverdue(operation: Timed, { noun, text }: ReferenceUse, graceUntilMs: number): boolean {
  const state = operation.run.names.get(noun, text);
  if (state === "failed") return true;
  const isExpected = state === "declared" || state === "creating";
  return isExpected ? isPast(operation) : operation.session.clock.now() >= graceUntilMs;
}

async function listAgain(operation: Timed, uses: readonly ReferenceUse[], desired: Properties): Promise<void> {
  const after = operation.session.stamp();
  const kinds = new Set(uses.flatMap(({ noun }) => findKind(noun) ?? []));
  await Promise.all([...kinds].map((kind) => listAll({ ...operation, kind }, { after, around: [desired] })));
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

function missingReference(operation: Timed, { noun, text, path }: ReferenceUse): ValidationError {
  const failed = operation.run.names.get(noun, text) === "failed";
  const why = failed ? "its own creation failed" : "neither the tenant nor this program has it";
  return new ValidationError(`${titleIn(operation)}: ${path} refers to ${noun} "${text}", but ${why}.`, {
    code: "PURVIEW_REFERENCE",
    noun: operation.kind.noun,
    property: path,
    advice: `Refer to an existing ${noun} by its exact name or GUID, or give the resource itself.`,
  });
}
