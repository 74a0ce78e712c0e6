import { ServiceError, ValidationError } from "../../errors";
import { findKind } from "../../kinds";
import type { Properties } from "../../values";
import { listAll } from "../observe/list-all";
import { candidatesFor, isGuid, type ReferenceUse, referencesIn, resolverFor } from "../observe/references";
import { isPast, type Operation, pause, startClock, type Timed, titleIn } from "../operation/operation";
import type { ResolveReference } from "../types";

/** How long a name may be unknown while nothing else of the program moves, ms: a program registers its resources within seconds. */
const GRACE_MS = 10_000;
const STEP_MS = 250;
const PROGRESS_EVERY_MS = 5_000;

/**
 * A literal name in a reference makes no dependency, so its target may be created at the same time: waits for it as long as
 * anything of the program moves on, and ends with the property's name when nothing that could create it does.
 */
export async function awaitReferences(begun: Operation, desired: Properties): Promise<ResolveReference> {
  const operation = startClock(begun);
  const resolve = await resolverFor(operation, desired);
  if (unresolved(operation, desired, resolve).length === 0) return resolve;
  return await operation.run.activity.whileWaiting(() => waitForTargets(operation, desired));
}

async function waitForTargets(operation: Timed, desired: Properties): Promise<ResolveReference> {
  const { session, reporter, title } = operation;
  const lookedFor = new Set<string>();
  let reportedAtMs = session.clock.now();
  for (;;) {
    const resolve = await resolverFor(operation, desired);
    const open = unresolved(operation, desired, resolve);
    const [first] = open;
    if (!first) return resolve;
    const overdue = open.filter((use) => isOverdue(operation, use));
    const missing = overdue.find(({ path }) => lookedFor.has(path));
    if (missing) throw await missingReference(operation, missing);
    if (overdue.length > 0) {
      // Somebody else may have created it since this process read the list.
      await listAgain(operation, overdue, desired);
      overdue.forEach(({ path }) => lookedFor.add(path));
      continue;
    }
    if (session.clock.now() - reportedAtMs >= PROGRESS_EVERY_MS) {
      reportedAtMs = session.clock.now();
      reporter.progress(`${title}: waiting for ${first.noun} "${first.text}", which does not exist yet …`);
    }
    await pause(operation, STEP_MS);
  }
}

function isOverdue(operation: Timed, { noun, text }: ReferenceUse): boolean {
  const { names, activity } = operation.run;
  const state = names.get(noun, text);
  if (state === "failed" || isPast(operation)) return true;
  return state !== "creating" && activity.idleMs() >= GRACE_MS;
}

async function listAgain(operation: Timed, uses: readonly ReferenceUse[], desired: Properties): Promise<void> {
  const after = operation.session.stamp();
  const kinds = new Set(uses.flatMap(({ noun }) => findKind(noun) ?? []));
  await Promise.all([...kinds].map((kind) => listAll({ ...operation, kind }, { after, around: [desired] })));
}

/** Names (not GUIDs: those the service judges) that no list shows, or that several objects have. */
export function unresolved(
  { kind }: Operation,
  desired: Properties,
  resolve: ResolveReference,
): readonly ReferenceUse[] {
  return referencesIn(kind, desired).filter(
    ({ noun, text }) => findKind(noun) !== undefined && !isGuid(text) && resolve(noun, text) === undefined,
  );
}

/** Several objects answer to that name: which one is meant is not for us to guess. Undefined = no such thing. */
export async function ambiguousReference(
  operation: Operation,
  { noun, text, path }: ReferenceUse,
): Promise<ServiceError | undefined> {
  const candidates = await candidatesFor(operation, noun, text);
  if (candidates.length < 2) return undefined;
  return new ServiceError(
    `${titleIn(operation)}: ${path} refers to ${noun} "${text}", and several are called so: ${candidates.join(", ")}.`,
    {
      code: "PURVIEW_AMBIGUOUS",
      noun: operation.kind.noun,
      property: path,
      advice: "Pass the resource itself, or its GUID.",
    },
  );
}

async function missingReference(operation: Timed, use: ReferenceUse): Promise<ServiceError | ValidationError> {
  const ambiguous = await ambiguousReference(operation, use);
  if (ambiguous) return ambiguous;
  const { noun, text, path } = use;
  const failed = operation.run.names.get(noun, text) === "failed";
  const why = failed ? "its own creation failed" : "it exists nowhere yet";
  return new ValidationError(`${titleIn(operation)}: ${path} refers to ${noun} "${text}", but ${why}.`, {
    code: "PURVIEW_REFERENCE",
    noun: operation.kind.noun,
    property: path,
    advice: failed
      ? "Fix that resource first."
      : `If this program creates it, pass the resource itself (its \`id\`), so that Pulumi knows the order; otherwise correct the name.`,
  });
}
