import { formatError, withCode } from "../../errors";
import type { Properties } from "../../values";
import { ambiguousReference, unresolved } from "../apply/await-references";
import { forcedReplacementRefusal } from "../guard/judge";
import { rightsWarning } from "../guard/rights";
import { isSingleton } from "../object/state";
import { adoptAdvice, findExisting, mayAdopt } from "../observe/existing";
import { onResource } from "../observe/parent";
import { resolverFor } from "../observe/references";
import { isClosed, unknownName } from "../observe/unknown-names";
import { flagOf, type Operation, type ResourceOperation, textOf } from "../operation/operation";
import type { InState } from "../operation/resource-facts";
import { planCreate, planDelete } from "../plan/plan";
import type { CheckFailure, Observed } from "../types";
import { checkAdoption } from "./adoption";
import { refusalFailure } from "./refusal-failure";

/**
 * Would the tenant take this object, which is checked as if it were new?
 * @param inState What is known of a resource in state that the engine is about to replace by it.
 */
export async function checkNewObject(
  begun: Operation,
  desired: Properties,
  inState: InState | undefined,
): Promise<readonly CheckFailure[]> {
  const { kind, run, session, signal, reporter, title } = begun;
  const resolve = await resolverFor(begun, desired);
  const ambiguous: CheckFailure[] = [];
  for (const use of unresolved(begun, desired, resolve)) {
    const { noun, text, path } = use;
    if (run.names.get(noun, text)) continue;
    const error = await ambiguousReference(begun, use);
    if (error) ambiguous.push({ property: path, reason: formatError(error) });
    else if (isClosed(begun, use))
      ambiguous.push({ property: path, reason: withCode(await unknownName(begun, use), "PURVIEW_REFERENCE") });
    else
      reporter.warn(
        `${title}: ${path} refers to ${noun} "${text}", which does not exist yet; \`up\` waits for it only if this program creates it.`,
      );
  }
  if (ambiguous.length > 0) return ambiguous;
  const facts = await session.facts(signal);
  const operation = await onResource(begun, { desired, recorded: undefined, ignored: [], resolve, facts });
  const takesOver = isSingleton(kind) || (!inState && mayAdopt(operation, desired));
  const existing = takesOver ? (await findExisting(operation, desired, operation.queries)).active : undefined;
  if (existing) return await checkAdoption(operation, existing);

  const plan = planCreate(kind, { desired, resolve, parent: operation.parent?.observed });
  plan.warnings.forEach((warning) => reporter.warn(warning));
  const rights = await rightsWarning(
    operation,
    plan.steps.map((step) => step.call),
  );
  if (rights !== undefined) reporter.warn(rights);
  const refused = plan.refused ? [refusalFailure(plan.refused)] : [];
  return [...refused, ...(await checkName(operation, inState))];
}

async function checkName(operation: ResourceOperation, inState: InState | undefined): Promise<readonly CheckFailure[]> {
  const { kind, reporter, title, desired, resolve, queries } = operation;
  const name = textOf(desired, "name");
  if (name === undefined || kind.cmdlets.create === undefined) return [];
  const { active, tombstone } = await findExisting(operation, desired, queries);
  if (active && inState && (inState.id ?? active.id) === active.id) {
    // The engine asks nobody whether it may: this is the only moment to refuse, or to say what the delete half means.
    const refused = inState.replacedByDiff ? undefined : forcedReplacementRefusal(kind, desired, name);
    if (refused) return [refusalFailure(refused)];
    const plan = planDelete(kind, { id: active.id, recorded: desired, actual: active, resolve, parent: undefined });
    plan.warnings.forEach((warning) => reporter.warn(warning));
  } else if (active && !mayAdopt(operation, desired)) {
    // `--replace` asks nothing else before it deletes, so what must stay is refused here, whichever of the two it is.
    if (!inState && forcedReplacementRefusal(kind, desired, name)) return [existsFailure(operation, active)];
    // Of what somebody recreated, the drift line has said it.
    if (!inState?.replacedByDiff)
      reporter.warn(
        `${title} exists already (${active.id}); if this resource is new, \`up\` stops with PURVIEW_EXISTS unless it says \`adoptExisting: true\`.`,
      );
  }
  if (active || !tombstone || !kind.reservesNames || flagOf(desired, "allowReplace")) return [];
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

const existsFailure = (operation: Operation, { id, name }: Observed): CheckFailure => ({
  property: "name",
  reason: withCode(
    `"${name}" exists already (${id}). ${adoptAdvice(operation, id)} If Pulumi was asked to replace it (--replace or a taint): ${operation.kind.preventReplace}; take that back, or declare allowReplace: true.`,
    "PURVIEW_EXISTS",
  ),
});
