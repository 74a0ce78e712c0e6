import type { CatalogueParameter } from "../../catalogue";
import { CmdletFault, type Json } from "../contract";
import type { FormalParameter } from "./command";
import { isObject } from "./convert/tagged";

/** It binds, and then the cmdlet itself refuses it for what its page says: no binding error. */
export class ValueFault extends CmdletFault {
  constructor(
    readonly parameter: string,
    reason: string,
  ) {
    super(400, "System.ArgumentException", `${reason} Parameter name: ${parameter}`);
  }
}

/** Lists that a page gives as the valid values although its text, or another page, knows more. */
const OPEN: ReadonlySet<string> = new Set([
  // "This parameter accepts site URLs" (New-DlpCompliancePolicy).
  ...["OneDriveLocation", "AddOneDriveLocation", "RemoveOneDriveLocation"],
  // The parts after the colon may come in any order.
  "Applications",
  // An example runs a test case that the list lacks (Check-PurviewConfig).
  "TestCases",
]);

/**
 * A parameter of type String or MultiValuedProperty with a closed list of documented values: PowerShell binds any text
 * to it, the cmdlet doesn't take it. Answers the documented spelling; an empty string clears. Throws ValueFault.
 */
export function documented({ name, type, source }: FormalParameter, value: Json): Json {
  const values = closedList(source);
  if (!values || type.kind === "enum") return value;
  const one = (item: Json): Json => (typeof item === "string" && item !== "" ? spelled(name, item, values) : item);
  if (Array.isArray(value)) return value.map(one);
  if (!isObject(value)) return one(value);
  const lists = Object.entries(value).map(([key, items]) => [key, Array.isArray(items) ? items.map(one) : items]);
  return type.multiValued ? (Object.fromEntries(lists) as Json) : value;
}

function closedList(source: CatalogueParameter | undefined): readonly string[] | undefined {
  if (!source || source.valuesOpen || OPEN.has(source.name) || !Array.isArray(source.values)) return undefined;
  if (!["string", "string[]", "multivaluedproperty"].includes(source.type.toLowerCase())) return undefined;
  const deprecated = (source as { valuesDeprecated?: readonly string[] }).valuesDeprecated;
  return [...(source.values as readonly string[]), ...(Array.isArray(deprecated) ? deprecated : [])];
}

function spelled(parameter: string, value: string, values: readonly string[]): string {
  const found = values.find((candidate) => candidate.toLowerCase() === value.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new ValueFault(parameter, `The value '${value}' isn't valid. Valid values are: ${values.join(", ")}.`);
}

/** Parameters that "can't be used together" by their pages although one parameter set has both. */
export function refuseConflicts(bound: ReadonlyMap<FormalParameter, Json>): void {
  const given = new Set([...bound].filter(([, value]) => isSomething(value)).map(([parameter]) => parameter.name));
  for (const { name, source } of bound.keys()) {
    const other = given.has(name) ? source?.conflictsWith?.find((conflicting) => given.has(conflicting)) : undefined;
    if (other !== undefined) throw new ValueFault(name, `It can't be used together with ${other}.`);
  }
}

/** Clearing one of two and setting the other is no conflict, nor is a switch that is off. */
const isSomething = (value: Json): boolean =>
  value !== null && value !== false && value !== "" && !(Array.isArray(value) && value.length === 0);
