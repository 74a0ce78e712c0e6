import type { CatalogueParameter } from "../../catalogue";
import { CmdletFault, type Json } from "../contract";
import type { FormalParameter } from "./command";
import { isObject } from "./convert/tagged";

/**
 * A parameter of type String or MultiValuedProperty with a closed list of documented values. PowerShell binds any text
 * to it; the cmdlet itself refuses what is not in the list, so this is no binding error.
 */
export class ValueFault extends CmdletFault {
  constructor(
    readonly parameter: string,
    value: string,
    values: readonly string[],
  ) {
    super(
      400,
      "System.ArgumentException",
      `The value '${value}' isn't valid for the parameter '${parameter}'. Valid values are: ${values.join(", ")}. ` +
        `Parameter name: ${parameter}`,
    );
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

/** The value in its documented spelling; an empty string clears. Throws ValueFault. */
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
  if (found === undefined) throw new ValueFault(parameter, value, values);
  return found;
}
