import { withCode } from "../errors";
import type { Kind } from "../kinds";
import { clashes } from "./check/clashes";
import { heldByExisting } from "./check/held";
import { checkInputs } from "./check/inputs";
import { checkNewObject } from "./check/new-object";
import { forcedReplacementRefusal } from "./guard/judge";
import { placeTaken } from "./guard/places";
import { mayAdopt } from "./observe/existing";
import { beginOperation, flagOf, perform, textOf } from "./operation/operation";
import { resourceKey } from "./operation/resource-facts";
import type { CheckFailure, CheckRequest, CheckResult, Connection } from "./types";

/**
 * Checks inputs, and for a resource that is not in state also whether the tenant would take it: what `up` would refuse is a
 * failure here, what it might trip over a warning. Reads lists only.
 */
export async function check(connection: Connection, kind: Kind, request: CheckRequest): Promise<CheckResult> {
  const { news, olds, logicalName } = request;
  const context = { olds, logicalName };
  let checked = withCodes(checkInputs(kind, news, context));

  const name = textOf(checked.inputs, "name");
  const operation = beginOperation(connection, kind, request, name);
  const { names, resources } = operation.run;
  names.note(kind.noun);
  if (name !== undefined) names.set(kind.noun, name, "declared");
  const taken = placeTaken(operation, checked.inputs);
  if (taken.length > 0) checked = withCodes({ ...checked, failures: [...checked.failures, ...taken] });
  const oldName = olds && textOf(olds, "name");
  if (oldName !== undefined) resources.markInState(resourceKey(kind.noun, logicalName, oldName), {});
  const key = resourceKey(kind.noun, logicalName, name ?? "");
  const inState = resources.inState(key);
  const isExpected = olds !== undefined || inState?.replacedByDiff === true;
  resources.refuseReplacement(key, isExpected ? undefined : forcedReplacementRefusal(kind, checked.inputs, name ?? ""));
  if (olds === undefined && inState && flagOf(checked.inputs, "allowReplace")) resources.allowReplace(key);
  // A preview that asks the tenant nothing shows at least what a resource takes over, whose values it may narrow.
  const asksTenant = connection.settings.drift === "live" || mayAdopt(operation, checked.inputs);
  if (checked.failures.length > 0 && olds === undefined && mayAdopt(operation, checked.inputs)) {
    const { inputs } = checked;
    const held = await perform(operation, () => heldByExisting(operation, inputs));
    checked = withCodes(checkInputs(kind, news, { ...context, held }));
  }
  const clashing = clashes(operation, logicalName, checked.inputs);
  if (clashing.length > 0) return withCodes({ ...checked, failures: [...checked.failures, ...clashing] });
  if (checked.failures.length > 0 || olds !== undefined || !asksTenant) return checked;

  const { inputs } = checked;
  const failures = await perform(operation, () => checkNewObject(operation, inputs, inState));
  // Pulumi shows the declared value after the property: of a name that is only the default it would say "<nil>".
  return { ...checked, failures: news["name"] === undefined ? failures.map(ofResource) : failures };
}

const ofResource = (failure: CheckFailure): CheckFailure =>
  failure.property === "name" ? { ...failure, property: "" } : failure;

/** Findings with the code that they have wherever they are shown. */
export const withCodes = ({ failures, ...checked }: CheckResult): CheckResult => ({
  ...checked,
  failures: failures.map(({ property, reason }) => ({ property, reason: withCode(reason, "PURVIEW_INVALID") })),
});
