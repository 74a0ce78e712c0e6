import type { Json } from "../../contract";
import { cannotConvert, ConversionError, typeNameOf } from "./conversion-error";

const refuse = (value: Json, type: string): ConversionError =>
  new ConversionError(
    `Cannot convert value "${value === null ? "" : typeNameOf(value)}" to type "${type}". Boolean parameters accept only ` +
      `Boolean values and numbers, such as $True, $False, 1 or 0.`,
  );

/** `$true`, `$false` and numbers; never a string, not even "true". */
export function toBoolean(value: Json): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  throw refuse(value, "System.Boolean");
}

const SWITCH = "System.Management.Automation.SwitchParameter";

/** Null is "not present". The error's words promise numbers, yet none converts (PowerShell/PowerShell issue 4069). */
export function toSwitch(value: Json): boolean {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  throw typeof value === "number" ? cannotConvert(value, SWITCH) : refuse(value, SWITCH);
}
