import { concreteKind, type Kind } from "../kinds";
import type { Properties } from "../values";
import { checkInputs } from "./check";
import type { CheckFailure, CheckRequest, CheckResult, Connection } from "./contract";
import { findHolders, mayAdopt } from "./existing";
import { memoryOf } from "./memory";
import { beginOperation, flagOf, type Operation, run, textOf } from "./operation";
import { planCreate } from "./plan";
import type { Refusal } from "./plan-contract";
import { resolverFor } from "./references";
import { missingRights, rightsAdvice } from "./rights";
import { parentOf, whereOf } from "./subject";
import { unresolved } from "./targets";

/**
 * Checks inputs, and for a resource that is not in state also whether the tenant would take it: what `up` would refuse is a
 * failure here, what it might trip over a warning. Reads lists only.
 */
export async function examine(connection: Connection, declared: Kind, request: CheckRequest): Promise<CheckResult> {
  const { news, olds, logicalName } = request;
  const checked = checkInputs(declared, news, { olds, logicalName });
  const kind = concreteKind(declared, checked.inputs);
  // A generic object whose noun is not known yet: there is no list to look into.
  if (kind.special?.kind === "generic" && kind === declared) return checked;
  const name = textOf(checked.inputs, "name");
  if (name !== undefined) memoryOf(connection.session).announcements.set(kind.noun, name, "declared");
  if (checked.failures.length > 0 || olds !== undefined || connection.settings.drift === "refresh") return checked;
  const operation = beginOperation(connection, kind, request, name);
  const failures = await run(operation, () => newcomer(operation, checked.inputs));
  return { ...checked, failures };
}

async function newcomer(operation: Operation, desired: Properties): Promise<readonly CheckFailure[]> {
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
  return [...refused, ...(await nameFailures(operation, desired, resolve))];
}

const failureOf = ({ property = "", reason, advice }: Refusal): CheckFailure => ({
  property,
  reason: advice === undefined ? reason : `${reason} ${advice}`,
});

async function nameFailures(
  operation: Operation,
  desired: Properties,
  resolve: Awaited<ReturnType<typeof resolverFor>>,
): Promise<readonly CheckFailure[]> {
  const { kind, reporter, title } = operation;
  const name = textOf(desired, "name");
  if (name === undefined || kind.cmdlets.create === undefined) return [];
  const { living, tombstone } = await findHolders(operation, desired, await whereOf(operation, desired, resolve));
  // Only a warning: an import or the second check of a replacement looks just the same from here.
  if (living && !mayAdopt(operation, desired)) {
    reporter.warn(
      `${title} exists already (${living.id}); if this resource is new, \`up\` stops with PURVIEW_EXISTS unless it says \`adoptExisting: true\`.`,
    );
  }
  if (living || !tombstone || !kind.reservesNames || flagOf(desired, "allowReplace")) return [];
  return [
    {
      property: "name",
      reason: `PURVIEW_NAME_RESERVED: "${name}" still belongs to a deleted ${kind.noun} that the service has not purged; choose another name, wait, or set allowReplace to wait for it.`,
    },
  ];
}
