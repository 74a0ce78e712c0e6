import type { CatalogueParameter } from "./parameter";

/** Lists that a page gives as the valid values although its text, its examples or another page know more. */
const INCOMPLETE: ReadonlySet<string> = new Set([
  // "This parameter accepts site URLs" (New-DlpCompliancePolicy).
  "OneDriveLocation",
  "AddOneDriveLocation",
  "RemoveOneDriveLocation",
  // The parts after the colon may come in any order.
  "Applications",
  // An example runs a test case that the list lacks (Check-PurviewConfig).
  "TestCases",
]);

/** Types of which .NET takes any text: whatever values a page lists, PowerShell binds others too. */
const TEXTS: ReadonlySet<string> = new Set(["string", "string[]", "multivaluedproperty"]);

/**
 * The only texts that the page of a parameter allows, where its type allows any. Undefined = the page closes no list, or the
 * type itself is an enumeration.
 */
export function closedValues(parameter: CatalogueParameter): readonly string[] | undefined {
  const { name, type, values, valuesOpen, valuesDeprecated = [] } = parameter;
  if (!values?.length || valuesOpen || INCOMPLETE.has(name) || !TEXTS.has(type.toLowerCase())) return undefined;
  return [...values, ...valuesDeprecated];
}
