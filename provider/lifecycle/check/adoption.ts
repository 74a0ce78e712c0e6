import { containsUnknown } from "../../values";
import { changesOf } from "../apply/converge";
import { rightsWarning } from "../guard/rights";
import { isSingleton } from "../object/state";
import { resolveLocations } from "../observe/locations";
import { resolverBetween } from "../observe/references";
import type { ResourceOperation } from "../operation/operation";
import { planUpdate } from "../plan/plan";
import { bothSides } from "../report/drift-lines";
import type { CheckFailure, Observed, PropertyChange } from "../types";
import { refusalFailure } from "./refusal-failure";

/** What `up` would do to an object that exists and that this resource takes over: each difference, each loss, each refusal. */
export async function checkAdoption(asked: ResourceOperation, existing: Observed): Promise<readonly CheckFailure[]> {
  const { kind, desired, reporter, title } = asked;
  const references = await resolverBetween(asked, desired, existing.properties);
  const sides = { desired, observed: existing, resolve: references };
  const operation = { ...asked, resolve: await resolveLocations(asked, sides) };
  const changes = changesOf(operation, existing);
  // What is known only after another resource was created may turn out to be the same.
  const fixed = changes.filter(({ replaces, desired: to }) => replaces && (to === undefined || !containsUnknown(to)));
  if (fixed.length > 0) return fixedFailures(operation, existing, fixed);
  if (changes.length === 0) {
    // A setting of the tenant exists in any case: there is nothing to take over.
    if (isSingleton(kind)) return [];
    reporter.info(`${title} exists already (${existing.id}) and is taken over as it is.`);
    return [];
  }
  const plan = planUpdate(kind, {
    id: existing.id,
    desired,
    actual: existing,
    changes: changes.filter((change) => !change.replaces),
    resolve: operation.resolve,
    parent: operation.parent?.observed,
  });
  reporter.warn(
    `${title} exists already (${existing.id}); \`up\` takes it over and changes it: ${differences(operation, changes)}.`,
  );
  plan.warnings.forEach((warning) => reporter.warn(warning));
  const rights = await rightsWarning(
    operation,
    plan.steps.map((step) => step.call),
  );
  if (rights !== undefined) reporter.warn(rights);
  return plan.refused ? [refusalFailure(plan.refused)] : [];
}

const differences = ({ kind }: ResourceOperation, changes: readonly PropertyChange[]): string =>
  [...new Set(changes.map(({ property }) => property))]
    .map((property) => `${property}: ${bothSides(kind, changes, property)}`)
    .join("; ");

const fixedFailures = (
  operation: ResourceOperation,
  { id, name }: Observed,
  fixed: readonly PropertyChange[],
): readonly CheckFailure[] => {
  const { kind } = operation;
  return [...new Set(fixed.map(({ property }) => property))].map((property) =>
    refusalFailure({
      code: "PURVIEW_FIXED",
      property,
      reason: `${kind.noun} "${name}" (${id}) cannot be taken over as declared: ${property} is fixed when the object is created (${bothSides(kind, fixed, property)}).`,
      advice: "Declare what the object has, or give the declared object another name.",
    }),
  );
};
