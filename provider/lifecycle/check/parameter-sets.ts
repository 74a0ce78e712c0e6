import type { Field, Kind, ParameterSet } from "../../kinds";
import { isEmpty } from "../../kinds/fields/canonical";
import { containsUnknown, plainOf, type Properties } from "../../values";
import type { CheckFailure } from "../types";
import { declared, isOpen } from "../object/declared";

export const IS_REQUIRED = "is required";

/** Fields whose parameter New would get: declared, not empty, no switch that is off. */
const given = (kind: Kind, inputs: Properties): readonly Field[] =>
  kind.fields.filter((field) => {
    const value = declared(inputs, field.property);
    if (value === undefined || (field.create ?? creating(kind, field)) === undefined) return false;
    if (containsUnknown(value)) return true;
    const plain = plainOf(value);
    return !isEmpty(plain) && !(field.isSwitch && plain === false);
  });

const certainOf = (fields: readonly Field[], inputs: Properties): readonly Field[] =>
  fields.filter((field) => !isOpen(inputs, field.property));

/** Singletons are created by Set. */
const creating = (kind: Kind, field: Field): string | undefined =>
  kind.cmdlets.create === undefined && field.update?.kind === "whole" ? field.update.parameter : undefined;

const parameterOf = (kind: Kind, field: Field): string => field.create ?? creating(kind, field) ?? field.parameter;

const setsOf = (kind: Kind): readonly ParameterSet[] =>
  kind.cmdlets.create === undefined ? kind.updateSets : kind.createSets;

/** May `name` be declared or defaulted next to what else is declared? */
export function takesName(kind: Kind, inputs: Properties): boolean {
  if (kind.named === "service" || kind.field("name") === undefined) return false;
  const sets = setsOf(kind);
  if (sets.length === 0) return true;
  const holds = (fields: readonly Field[], ...more: readonly string[]): boolean => {
    const parameters = [...more, ...fields.map((field) => parameterOf(kind, field))];
    return sets.some((set) => parameters.every((parameter) => set.parameters.has(parameter)));
  };
  const fields = given(kind, inputs);
  if (holds(fields)) return holds(fields, "Name");
  // Not all that is not known yet can turn out to be there.
  return holds(certainOf(fields, inputs), "Name");
}

/** Parameters that no one set of New holds together, and what the nearest set still needs (docs/behavior.md#parameter-sets). */
export function checkSets(kind: Kind, inputs: Properties): readonly CheckFailure[] {
  const fields = given(kind, inputs);
  const sets = setsOf(kind);
  const holds = (set: ParameterSet, field: Field): boolean => set.parameters.has(parameterOf(kind, field));
  const inSets = certainOf(fields, inputs).filter((field) => sets.some((set) => holds(set, field)));
  const compatible = sets.filter((set) => inSets.every((field) => holds(set, field)));
  if (compatible.length === 0) return conflicts(sets, inSets, holds);
  const missing = compatible.map((set) => missingIn(kind, set, fields, inputs));
  return missing.some((names) => names.length === 0) ? [] : requirements(kind, missing);
}

function conflicts(
  sets: readonly ParameterSet[],
  fields: readonly Field[],
  holds: (set: ParameterSet, field: Field) => boolean,
): readonly CheckFailure[] {
  const pairs = fields.flatMap((first, i) => fields.slice(i + 1).map((second) => [first, second] as const));
  const clashing = pairs.filter(([first, second]) => !sets.some((set) => holds(set, first) && holds(set, second)));
  if (clashing.length === 0 && fields.length > 0) {
    const names = fields.map((field) => field.property).join(", ");
    return [{ property: "", reason: `these properties cannot all be combined: ${names}` }];
  }
  return clashing.map(([first, second]) => clash(first, second));
}

/** The same words whoever finds it, so that it is reported once. */
export function clash(first: Field, second: Field): CheckFailure {
  const [one, other] = [first.property, second.property].sort() as [string, string];
  return { property: other, reason: `${one} and ${other} cannot be combined: the service takes one or the other` };
}

function missingIn(kind: Kind, set: ParameterSet, fields: readonly Field[], inputs: Properties): readonly Field[] {
  const there = new Set(fields.map((field) => parameterOf(kind, field)));
  return set.required
    .filter((parameter) => !there.has(parameter))
    .map((parameter) => kind.fields.find((field) => parameterOf(kind, field) === parameter))
    .filter((field) => field !== undefined)
    .filter((field) => !(field.mandatoryOnUpdate && field.default !== undefined))
    .filter(
      (field) => declared(inputs, field.property) === undefined || isEmpty(plainOf(inputs[field.property] ?? null)),
    );
}

/** The sets that need least: all that one needs, or any one of what several need. */
function requirements(kind: Kind, missing: readonly (readonly Field[])[]): readonly CheckFailure[] {
  const least = Math.min(...missing.map((fields) => fields.length));
  const nearest = missing.filter((fields) => fields.length === least);
  if (nearest.length === 1) {
    return (nearest[0] ?? []).map((field) => ({ property: field.property, reason: IS_REQUIRED }));
  }
  const shared = (nearest[0] ?? []).filter((field) => nearest.every((fields) => fields.includes(field)));
  if (shared.length > 0) return shared.map((field) => ({ property: field.property, reason: IS_REQUIRED }));
  const names = [...new Set(nearest.flat().map((field) => field.property))];
  return [{ property: names[0] ?? "", reason: `one of ${names.join(", ")} is required` }];
}
