import { findCmdlet } from "../../../catalogue";
import type { Field, Kind } from "../../kinds";
import { isEmpty } from "../../kinds/fields/canonical";
import type { Properties } from "../../values";
import { ambiguityAdvice, describeAmbiguity, describeShared } from "../diff/ambiguous-elements";
import { formOf } from "../object/declared";
import type { Observed, Refusal } from "../types";
import type { PropertyParameters } from "./parameters";
import { targetOf } from "./target";

/** Why these properties cannot become what is declared; undefined = they can. */
export function changeRefusal(
  kind: Kind,
  fields: readonly Field[],
  { desired, actual }: { readonly desired: Properties; readonly actual: Observed },
): Refusal | undefined {
  const form = formOf(kind, actual.properties);
  const formSet = kind.updateSets.find((set) => set.name === form?.updateSet);
  for (const field of fields) {
    const refuse = (reason: string): Refusal => ({
      code: "PURVIEW_FIXED",
      reason: `${field.property} of ${kind.noun} "${actual.name}" cannot be changed: ${reason}.`,
      property: field.property,
      advice: "Undo the change, or declare another object.",
    });
    const target = targetOf(field, desired);
    if (field.replaces) continue;
    const frozen = field.frozen?.(actual.properties);
    if (frozen !== undefined) return refuse(frozen);
    if (!field.update) return refuse("the service takes it at creation only");
    if (isEmpty(target) && field.clear.to === "refused") return refuse(field.clear.because);
    if (isEmpty(target) && field.clear.to === "replacedBy") return refuse(`declare it or ${field.clear.property}`);
    const names = field.update.kind === "whole" ? [field.update.parameter] : [];
    if (formSet && names.some((parameter) => inSomeSet(kind, parameter) && !formSet.parameters.has(parameter))) {
      return refuse(`for an object with ${form?.name ?? ""} the service takes it at creation only`);
    }
  }
  return undefined;
}

const inSomeSet = (kind: Kind, parameter: string): boolean =>
  findCmdlet(kind.cmdlets.update ?? "") !== undefined && kind.updateSets.some((set) => set.parameters.has(parameter));

/** Elements that nobody can match or name for certain are neither added nor removed. */
export function unidentifiedRefusal(
  kind: Kind,
  changes: readonly (PropertyParameters & { readonly property: string })[],
  actual: Observed,
): Refusal | undefined {
  const change = changes.find(({ unidentified, several, ambiguous }) => unidentified ?? several ?? ambiguous);
  if (!change) return undefined;
  const { property, unidentified, several, ambiguous = [] } = change;
  const common = { code: "PURVIEW_UNIDENTIFIED", property };
  const holder = `${property} of ${kind.noun} "${actual.name}"`;
  if (unidentified)
    return {
      ...common,
      reason: `${holder} holds elements that the service does not identify for certain: ${describeShared(unidentified)}; nothing was added or removed.`,
      advice: "Remove them in the portal, or declare them as they are shown here.",
    };
  if (several)
    return {
      ...common,
      code: "PURVIEW_AMBIGUOUS",
      reason: `${holder} names somebody by a name that several have: ${describeShared(several)}; nothing was added or removed.`,
      advice: "Declare the address or the GUID of the one who is meant.",
    };
  return {
    ...common,
    reason: `${holder}: returned elements cannot be matched to declared ones (${describeAmbiguity(ambiguous)}); nothing was added or removed.`,
    advice: ambiguityAdvice(ambiguous),
  };
}
