import { type CatalogueParameter, closedValues } from "../../catalogue";
import type { BoundCall, Json } from "../contract";
import { badArgument } from "./faults";
import { refuseInnerLengths } from "./inner-limits";
import { fold, isObject } from "./json";

/**
 * What a cmdlet refuses for its page although PowerShell binds it: texts outside of a closed list, lengths inside
 * of a table, parameters without the ones that must go with them, and parameters that can't be used together although one parameter set has both. Answers the call with documented spellings.
 */
export function asDocumented(call: BoundCall): BoundCall {
  refuseConflicts(call);
  if (call.cmdlet.verb !== "Set") refuseLonely(call);
  for (const [name, value] of call.parameters) refuseInnerLengths(parameterOf(call, name), value);
  const parameters = new Map(
    [...call.parameters].map(([name, value]) => [name, documented(parameterOf(call, name), value)]),
  );
  return { ...call, parameters };
}

const parameterOf = ({ cmdlet }: BoundCall, name: string): CatalogueParameter | undefined =>
  cmdlet.params.find((parameter) => parameter.name === name);

function refuseConflicts(call: BoundCall): void {
  const given = new Set([...call.parameters].filter(([, value]) => isSomething(value)).map(([name]) => name));
  for (const name of given) {
    const other = parameterOf(call, name)?.conflictsWith?.find((conflicting) => given.has(conflicting));
    if (other !== undefined) throw badArgument(name, `It can't be used together with ${other}.`);
  }
}

/** On Set the other one may be there already, so there it is the noun's affair; endpoint restrictions need it for some values. */
function refuseLonely(call: BoundCall): void {
  for (const [name, value] of call.parameters) {
    if (!isSomething(value) || name === "EndpointDlpRestrictions") continue;
    const missing = parameterOf(call, name)?.requires?.filter(
      (other) => !isSomething(call.parameters.get(other) ?? null),
    );
    if (missing?.length) throw badArgument(name, `It must be used together with ${missing.join(", ")}.`);
  }
}

/** Clearing one of two and setting the other is no conflict, nor is a switch that is off. */
const isSomething = (value: Json): boolean =>
  value !== null && value !== false && value !== "" && !(Array.isArray(value) && value.length === 0);

function documented(parameter: CatalogueParameter | undefined, value: Json): Json {
  const values = parameter && closedValues(parameter);
  if (!values) return value;
  const one = (item: Json): Json =>
    typeof item === "string" && item !== "" ? spelled(parameter.name, item, values) : item;
  if (Array.isArray(value)) return value.map(one);
  if (!isObject(value)) return one(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, items]) => [key, Array.isArray(items) ? items.map(one) : items]),
  );
}

function spelled(parameter: string, value: string, values: readonly string[]): string {
  const found = values.find((candidate) => fold(candidate) === fold(value.trim()));
  if (found !== undefined) return found;
  throw badArgument(parameter, `The value '${value}' isn't valid. Valid values are: ${values.join(", ")}.`);
}
