import type { Json } from "../../contract";
import { cannotConvertBecause, ConversionError, typeNameOf } from "./conversion-error";

/** Anything but a list has a string form; a boolean's is `True` or `False`, a table's the name of its class. */
export function toText(value: Json): string {
  if (Array.isArray(value)) throw new ConversionError("Cannot convert value to type System.String.");
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? typeNameOf(value) : String(value);
}

/** As an element of a list; a list inside the list is joined by spaces, as PowerShell shows arrays. */
export const toItemText = (value: Json): string =>
  Array.isArray(value) ? value.map(toItemText).join(" ") : toText(value);

/** BCP 47, as `System.Globalization.CultureInfo` takes it. */
export function toCulture(value: Json): string | null {
  if (value === null) return null;
  if (typeof value === "string" && /^([a-z]{2,8}(-[a-z0-9]{1,8})*)?$/i.test(value)) return value;
  if (typeof value === "number" && Number.isInteger(value) && value > 0) return String(value);
  throw cannotConvertBecause(value, "System.Globalization.CultureInfo", "Culture is not supported.");
}
