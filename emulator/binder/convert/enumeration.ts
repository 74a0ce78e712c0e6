import type { Json } from "../../contract";
import { cannotConvert, cannotConvertBecause, ConversionError } from "./conversion-error";

export interface EnumType {
  readonly enumName: string;
  /** In declaration order; the numeric values are not documented and taken as 0, 1, 2 … (1, 2, 4 … for flags). */
  readonly members: readonly string[];
  readonly flags?: boolean;
}

/** Name (case ignored), unique prefix, number, or, comma-separated or as a list, several names joined (`Enum.Parse`). */
export function toEnum(value: Json, type: EnumType): string {
  if (typeof value === "number" && Number.isInteger(value)) return fromNumber(value, type);
  if (Array.isArray(value))
    return fromText(value.map((item) => (typeof item === "string" ? item : toEnum(item, type))).join(","), type);
  if (typeof value !== "string") throw nullOrOther(value, type);
  return fromText(value, type);
}

function fromText(text: string, type: EnumType): string {
  if (/^\s*[+-]?\d+\s*$/.test(text)) return fromNumber(Number(text), type, text);
  const named = text.split(",").map((part) => bitsOf(part.trim(), type));
  if (named.every((bits) => bits !== undefined)) {
    const joined = named.reduce<number>((all, bits) => all | (bits ?? 0), 0);
    return fromNumber(joined, type, text);
  }
  return byPrefix(text, type);
}

/** The number behind a name. */
function bitsOf(part: string, type: EnumType): number | undefined {
  const index = type.members.findIndex((member) => member.toLowerCase() === part.toLowerCase());
  if (index === -1) return undefined;
  return type.flags ? 2 ** index : index;
}

function fromNumber(number: number, type: EnumType, given: string = String(number)): string {
  const names = type.flags
    ? type.members.filter((_, index) => (number & (2 ** index)) !== 0)
    : type.members.filter((_, index) => number === index);
  const defined = type.flags ? number >= 0 && number < 2 ** type.members.length : names.length === 1;
  if (!defined) throw undefinedValue(given, type);
  return names.join(", ") || String(number);
}

function byPrefix(text: string, type: EnumType): string {
  const fitting = type.members.filter((member) => member.toLowerCase().startsWith(text.toLowerCase()));
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  const reason =
    only === undefined
      ? `Unable to match the identifier name ${text} to a valid enumerator name. Specify one of the following ` +
        `enumerator names and try again: ${type.members.join(", ")}`
      : `Unable to process the identifier name ${text} because it is ambiguous or could match any of the following ` +
        `names: ${fitting.join(", ")}. Specify a more specific identifier name and try again.`;
  throw cannotConvertBecause(text, type.enumName, reason);
}

const undefinedValue = (given: string, type: EnumType): ConversionError =>
  new ConversionError(
    `Cannot convert value "${given}" to type "${type.enumName}" due to enumeration values that are not valid. Specify ` +
      `one of the following enumeration values and try again. The possible enumeration values are ` +
      `"${type.members.join(",")}".`,
  );

const nullOrOther = (value: Json, type: EnumType): ConversionError =>
  value === null
    ? new ConversionError(
        `Cannot convert null to type "${type.enumName}" due to enumeration values that are not valid. Specify one of the ` +
          `following enumeration values and try again. The possible enumeration values are "${type.members.join(",")}".`,
      )
    : cannotConvert(value, type.enumName);
