import { withCode } from "../errors";
import { concreteKind, type Kind } from "../kinds";
import type { Properties } from "../values";
import { checkInputs } from "./check/inputs";
import type { CheckFailure, CheckRequest, CheckResult, Connection, Observed } from "./types";
import { adoptAdvice, findHolders, mayAdopt } from "./observe/existing";
import { forcedReplacementRefusal } from "./guard/judge";
import { type Held, heldName, memoryOf } from "./operation/run-state";
import { beginOperation, flagOf, type Operation, run, textOf } from "./operation/operation";
import { planCreate, planDelete } from "./plan/plan";
import type { Refusal } from "./plan/types";
import { resolverFor } from "./observe/references";
import { missingRights, rightsAdvice } from "./guard/rights";
import { parentOf, whereOf } from "./observe/parent";
import { unresolved } from "./apply/await-references";

/**
 * Checks inputs, and for a resource that is not in state also whether the tenant would take it: what `up` would refuse is a
 * failure here, what it might trip over a warning. Reads lists only.
 */
export async function examine(connection: Connection, declared: Kind, request: CheckRequest): Promise<CheckResult> {
  const { news, olds, logicalName } = request;
  const checked = coded(checkInputs(declared, news, { olds, logicalName }));
  const kind = concreteKind(declared, checked.inputs);
  // A generic object whose noun is not known yet: there is no list to look into.
  if (kind.special?.kind === "generic" && kind === declared) return checked;
  const name = textOf(checked.inputs, "name");
  const memory = memoryOf(connection.session);
  if (name !== undefined) memory.announcements.set(kind.noun, name, "declared");
  const old = olds && textOf(olds, "name");
  if (old !== undefined) memory.held.set(heldName(kind.noun, logicalName, old), {});
  const key = heldName(kind.noun, logicalName, name ?? "");
  const held = memory.held.get(key);
  const refused = olds || held?.judged ? undefined : forcedReplacementRefusal(kind, checked.inputs, name ?? "");
  if (refused) memory.newcomers.set(key, refused);
  else memory.newcomers.delete(key);
  if (checked.failures.length > 0 || olds !== undefined || connection.settings.drift === "refresh") return checked;
  const operation = beginOperation(connection, kind, request, name);
  const failures = await run(operation, () => newcomer(operation, checked.inputs, held));
  // Pulumi shows the declared value beside the property: of a name that is only the default it would say "<nil>".
  return { ...checked, failures: news["name"] === undefined ? failures.map(ofResource) : failures };
}

const ofResource = (failure: CheckFailure): CheckFailure =>
  failure.property === "name" ? { ...failure, property: "" } : failure;

async function newcomer(
  operation: Operation,
  desired: Properties,
  held: Held | undefined,
): Promise<readonly CheckFailure[]> {
  const { session, kind, signal, reporter, title } = operation;
  const resolve = await resolverFor(session, kind, [desired], signal);
  for (const { noun, text, path } of unresolved(operation, desired, resolve)) {
    if (memoryOf(session).announcements.get(noun, text)) continue;
    reporter.warn(
      `${title}: ${path} refers to ${noun} "${text}", which is not there yet; \`up\` waits for it only if this program makes it.`,
    );
  }
  const parent = await parentOf(operation, desired, resolve);
  const plan = planCreate(kind, { desired, resolve, parent: parent?.observed });
  plan.warnings.forEach((warning) => reporter.warn(warning));
  const missing = await missingRights(
    operation,
    plan.steps.map((step) => step.call),
  );
  if (missing.length > 0) {
    reporter.warn(
      `${title}: this identity may not run ${missing.join(", ")}; \`up\` would stop before it writes. ${rightsAdvice(operation)}`,
    );
  }
  const refused = plan.refused ? [failureOf(plan.refused)] : [];
  return [...refused, ...(await nameFailures(operation, desired, resolve, held))];
}

const ambiguousNewcomer = (operation: Operation, { id, name }: Observed): CheckFailure => ({
  property: "name",
  reason: withCode(
    `"${name}" exists already (${id}). ${adoptAdvice(operation, id)} If Pulumi was told to replace it (--replace or a taint): ${operation.kind.preventReplace}; take that back, or declare allowReplace: true.`,
    "PURVIEW_EXISTS",
  ),
});

const coded = ({ inputs, failures }: CheckResult): CheckResult => ({
  inputs,
  failures: failures.map(({ property, reason }) => ({ property, reason: withCode(reason, "PURVIEW_INVALID") })),
});

const failureOf = ({ property = "", code, reason, advice }: Refusal): CheckFailure => ({
  property,
  reason: withCode(advice === undefined ? reason : `${reason} ${advice}`, code),
});

async function nameFailures(
  operation: Operation,
  desired: Properties,
  resolve: Awaited<ReturnType<typeof resolverFor>>,
  held: Held | undefined,
): Promise<readonly CheckFailure[]> {
  const { kind, reporter, title } = operation;
  const name = textOf(desired, "name");
  if (name === undefined || kind.cmdlets.create === undefined) return [];
  const { living, tombstone } = await findHolders(operation, desired, await whereOf(operation, desired, resolve));
  if (living && held && (held.id ?? living.id) === living.id) {
    // The engine asks nobody whether it may: this is the only moment to refuse, or to tell what the delete half means.
    const refused = held.judged ? undefined : forcedReplacementRefusal(kind, desired, name);
    if (refused) return [failureOf(refused)];
    const plan = planDelete(kind, { id: living.id, recorded: desired, actual: living, resolve, parent: undefined });
    plan.warnings.forEach((warning) => reporter.warn(warning));
  } else if (living && !mayAdopt(operation, desired)) {
    // `--replace` asks nothing else before it deletes, so what must live is refused here, whichever of the two it is.
    if (!held && forcedReplacementRefusal(kind, desired, name)) return [ambiguousNewcomer(operation, living)];
    // Of what somebody recreated, the drift line has told it.
    if (!held?.judged)
      reporter.warn(
        `${title} exists already (${living.id}); if this resource is new, \`up\` stops with PURVIEW_EXISTS unless it says \`adoptExisting: true\`.`,
      );
  }
  if (living || !tombstone || !kind.reservesNames || flagOf(desired, "allowReplace")) return [];
  return [
    {
      property: "name",
      reason: withCode(
        `"${name}" still belongs to a deleted ${kind.noun} that the service has not purged; choose another name, wait, or set allowReplace to wait for it`,
        "PURVIEW_NAME_RESERVED",
      ),
    },
  ];
}
