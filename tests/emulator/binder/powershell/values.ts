import { PAGE_ONLY_LIMITS } from "../../../../emulator/binder/corrections";
import type { Limits } from "../../../../catalogue";
import type { Json } from "../../../../emulator/contract";
import type { DotNetType, Parameter } from "./metadata";
import { Refused } from "./sets";

/** `$null` of a reference type. */
const NULL = null;
type Converted = string | number | boolean | Json[] | { [key: string]: Json } | null;

class InvalidCast extends Error {}

const isTable = (value: Json): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `Parser.ScanNumber`, else .NET's own parsing, which knows thousands separators; the result is rounded half to even. */
function scan(text: string): number {
  const trimmed = text.trim().replace(/(?<=\d),(?=\d)/g, "");
  const match = /^([+-]?)(0x[\da-f]+|0b[01]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?:u?[lsy]|[dnu])?([kmgtp]b)?$/i.exec(
    trimmed,
  );
  if (trimmed === "") return 0;
  if (!match) throw new InvalidCast();
  const power = "kmgtp".indexOf((match[3] ?? " ").charAt(0).toLowerCase()) + 1;
  return (match[1] === "-" ? -1 : 1) * Number(match[2]) * 1024 ** power;
}

function toInt(value: Json): number {
  const number =
    value === null ? 0 : typeof value === "boolean" ? Number(value) : typeof value === "string" ? scan(value) : value;
  if (typeof number !== "number") throw new InvalidCast();
  const floor = Math.floor(number);
  const rounded = number - floor === 0.5 ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(number);
  if (Math.abs(rounded + 0.5) > 2 ** 31) throw new InvalidCast();
  return rounded;
}

/** `ConvertStringToEnum`: `Enum.Parse`, then `EnumDisambiguate`, then `ThrowForUndefinedEnum`. */
function toEnum(text: string, members: readonly string[], isFlags: boolean): string {
  const value = (index: number): number => (isFlags ? 2 ** index : index);
  const defined = (bits: number): string => {
    const found = members.filter((_, index) => (isFlags ? (bits & value(index)) !== 0 : bits === index));
    if (bits < 0 || bits >= value(members.length) || (!isFlags && found.length === 0)) throw new InvalidCast();
    return found.join(", ");
  };
  if (/^\s*[+-]?\d+\s*$/.test(text)) return defined(Number(text));
  const indexes = text
    .split(",")
    .map((part) => members.findIndex((m) => m.toLowerCase() === part.trim().toLowerCase()));
  if (indexes.every((index) => index >= 0)) return defined(indexes.reduce((bits, index) => bits | value(index), 0));
  const prefixed = members.filter((member) => member.toLowerCase().startsWith(text.toLowerCase()));
  if (prefixed.length !== 1) throw new InvalidCast();
  return prefixed[0] ?? "";
}

const GUID = /^\s*([{(]?)[\da-f]{8}-?([\da-f]{4}-?){3}[\da-f]{12}[)}]?\s*$/i;
const DATE = /\d{4}|\d+[/-]\d+[/-]\d+/;
const SPAN = /^\s*-?(\d+|(\d+[.:])?([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d+)?)?)\s*$/;

/** `LanguagePrimitives.ConvertTo` of one value, after the checks of `ArgumentTypeConverterAttribute.Transform`. */
function toScalar(value: Json, type: DotNetType, inArray: boolean): Converted {
  if (typeof type === "object") {
    if (typeof value === "string" || typeof value === "number")
      return toEnum(String(value), type.members, type.isFlags);
    if (Array.isArray(value)) {
      // ConvertEnumerableToEnum: what is no text becomes a member first, and then its name.
      const names = value.map((item) => (typeof item === "string" ? item : toScalar(item, type, true)));
      return toEnum(names.join(","), type.members, type.isFlags);
    }
    throw new InvalidCast();
  }
  switch (type) {
    case "object":
    case "multiValued":
      return value;
    case "string":
      if (Array.isArray(value) && !inArray) throw new InvalidCast();
      return value === null ? "" : Array.isArray(value) ? value.join(" ") : isTable(value) ? "table" : String(value);
    case "bool":
      if (typeof value !== "boolean" && typeof value !== "number") throw new InvalidCast();
      return Boolean(value);
    case "switch": // no conversion from a number exists, whatever the message says
      if (typeof value !== "boolean" && value !== null) throw new InvalidCast();
      return Boolean(value);
    case "int":
      return toInt(value);
    case "double":
      if (typeof value === "string") return scan(value);
      if (typeof value === "object" && value !== null) throw new InvalidCast();
      return Number(value);
    case "guid":
      if (typeof value !== "string" || !GUID.test(value)) throw new InvalidCast();
      return value;
    case "timespan":
      if (Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 63) return value;
      if (typeof value !== "string" || !SPAN.test(value) || Number.parseInt(value) > 10_675_199)
        throw new InvalidCast();
      return value;
    case "datetime":
      if (Number.isInteger(value) && Number(value) >= 0 && Number(value) < 3.15e18) return value; // ticks
      if (typeof value !== "string" || !DATE.test(value) || Number.isNaN(Date.parse(value))) throw new InvalidCast();
      return value;
    case "hashtable":
      if (value !== null && !isTable(value)) throw new InvalidCast();
      return value;
    default:
      throw new Error(`no model of ${type}`);
  }
}

function toType(value: Json, { type, isArray }: Parameter): Converted {
  if (!isArray && type !== "multiValued") return toScalar(value, type, false);
  if (value === null) return NULL;
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => toScalar(item, type, true) as Json);
}

/** `ValidationAttributes`: ValidateLength, ValidateCount and ValidateRange with what the page states. */
function checkAttributes(value: Converted, limits: Limits): void {
  const fail = (wrong: boolean): void => {
    if (wrong) throw new Refused("ParameterArgumentValidationError");
  };
  const { maxLength = Infinity, itemMaxLength = Infinity, maxItems = Infinity, max = Infinity } = limits;
  const min = limits.exclusiveMin === undefined ? (limits.min ?? -Infinity) : limits.exclusiveMin + 1;
  if (typeof value === "string") fail(value.length > maxLength);
  if (typeof value === "number") fail(value < min || value > max);
  if (!Array.isArray(value)) return;
  fail(value.length > maxItems);
  fail(value.some((item) => typeof item === "string" && item.length > itemMaxLength));
}

/** `ValidateNullOrEmptyArgument`. */
function checkEmpty(value: Converted, { type, isArray }: Parameter): void {
  const text = (item: Converted): void => {
    if (item === null) throw new Refused("NullOrEmpty");
    if ((type === "string" || type === "multiValued") && item === "") throw new Refused("NullOrEmpty");
  };
  text(value);
  if (!Array.isArray(value) || !(isArray || type === "multiValued")) return;
  if (value.length === 0) throw new Refused("NullOrEmpty");
  value.forEach(text);
}

/** `ParameterBinderBase.BindParameter` of a script's parameter. */
export function bindFormal(parameter: Parameter, value: Json): void {
  if (value === null && parameter.source?.nullable) return;
  let converted: Converted;
  try {
    converted = toType(value, parameter);
  } catch (error) {
    if (error instanceof InvalidCast) throw new Refused("ParameterArgumentTransformationError");
    throw error;
  }
  if (!PAGE_ONLY_LIMITS.has(parameter.name)) checkAttributes(converted, parameter.source?.limits ?? {});
  if (parameter.sets.some(({ mandatory }) => mandatory)) checkEmpty(converted, parameter);
}

/** The same of a compiled property: `CoerceTypeAsNeeded` and the setter, which unboxes. */
export function bindCompiled({ type }: Parameter, value: Json): void {
  if (type === "switch") {
    if (value !== null && typeof value === "object") throw new Refused("CannotConvertArgument");
    if (typeof value === "string") throw new Refused("CannotConvertArgument");
    return;
  }
  if (value === null) {
    if (type !== "string") throw new Refused("ParameterBindingFailed");
    return;
  }
  if (Array.isArray(value) && typeof type !== "object") throw new Refused("CannotConvertArgument");
  try {
    const converted = toScalar(value, type, false);
    if (converted === "Suspend") throw new Refused("ParameterBindingFailed");
    if (typeof converted === "number" && converted < 0) throw new Refused("ParameterArgumentValidationError");
    if (type === "string" && (converted === "" || /^(?!variable:|global:|local:|script:).*:/i.test(String(converted))))
      throw new Refused("ParameterArgumentValidationError");
  } catch (error) {
    if (error instanceof InvalidCast) throw new Refused("CannotConvertArgumentNoMessage");
    throw error;
  }
}
