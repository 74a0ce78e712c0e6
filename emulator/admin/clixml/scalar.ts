import { isDateName, isDateText, isGuidName, isGuidText, isInt32 } from "../property-types";

/** The tag of a simple value and its text (docs/service/remoting.md#clixml); the .NET type follows from the property's name. */
export function scalarTag(name: string, value: string | number | boolean): readonly [tag: string, text: string] {
  if (typeof value === "boolean") return ["B", String(value)];
  if (typeof value === "number") {
    if (!Number.isInteger(value)) return ["Db", String(value)];
    return [isInt32(value) ? "I32" : "I64", String(value)];
  }
  if (isGuidName(name) && isGuidText(value)) return ["G", value];
  if (isDateName(name) && isDateText(value)) return ["DT", dateText(name, value)];
  return ["S", value];
}

/** Seven digits of a second; `Z` for the `…UTC` properties, the zone for the others. */
const dateText = (name: string, value: string): string =>
  `${new Date(value).toISOString().slice(0, 23)}0000${/utc$/i.test(name) ? "Z" : "+00:00"}`;
