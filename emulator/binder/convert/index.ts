import type { Json } from "../../contract";
import type { ScalarType, ValueType } from "../value-type";
import { toBoolean, toSwitch } from "./boolean";
import { cannotConvert, ConversionError } from "./conversion-error";
import { toEnum } from "./enumeration";
import { toGuid } from "./guid";
import { toDouble, toInteger } from "./number";
import { toByteSize, toUnlimited } from "./size";
import { isObject, HASHTABLE_TAG, taggedBytes, tagOf, toDelta, toHashtable, untagged } from "./tagged";
import { toCulture, toItemText, toText } from "./text";
import { toDateTime, toTimeSpan } from "./time";

export { ConversionError } from "./conversion-error";

/** The argument in the parameter's type, or a ConversionError. */
export function convert(value: Json, type: ValueType): Json {
  if (!type.list) return scalar(value, type, false);
  if (value === null) return null;
  if (type.kind === "byte") return bytes(value);
  if (Array.isArray(value)) return value.map((item) => scalar(item, type, true));
  if (isObject(value)) return tableForList(value, type);
  return [scalar(value, type, true)];
}

function tableForList(value: { [key: string]: Json }, type: ValueType): Json {
  if (type.kind === "hashtable") return [toHashtable(value, false)];
  if (type.multiValued || type.kind === "string" || type.kind === "id") return toDelta(value);
  if (type.kind === "any") return [untagged(value)];
  return [scalar(value, type, true)];
}

/** One object, bare, or a list of numbers, as one script sends rule packages (admin-api 3.4). */
function bytes(value: Json): Json {
  const data = isObject(value) ? taggedBytes(value) : Array.isArray(value) ? value : [value];
  if (!data || data.some((item) => typeof item === "object" && item !== null))
    throw cannotConvert(value, "System.Byte[]");
  return data.map((item) => toInteger(item, "Byte"));
}

function scalar(value: Json, type: ScalarType, inList: boolean): Json {
  switch (type.kind) {
    case "string":
      return value === null ? null : inList ? toItemText(value) : toText(value);
    case "id":
      return value === null ? null : toIdentity(value);
    case "switch":
      return toSwitch(value);
    case "boolean":
      return toBoolean(value);
    case "integer":
      return value === null ? null : toInteger(value, type.range);
    case "byte":
      return toInteger(value, "Byte");
    case "double":
      return value === null ? null : toDouble(value);
    case "datetime":
      return toDateTime(value);
    case "timespan":
      return toTimeSpan(value);
    case "guid":
      return toGuid(value);
    case "integerOrUnlimited":
      return value === null ? null : toUnlimited(value);
    case "byteSize":
      return toByteSize(value);
    case "culture":
      return toCulture(value);
    case "hashtable":
      return value === null ? null : toHashtable(value, inList);
    case "enum":
      return toEnum(value, type);
    case "any":
      return untagged(value);
  }
}

/** Identity parameters are made from a string; a table is none. */
function toIdentity(value: Json): string {
  if (isObject(value) && tagOf(value) === HASHTABLE_TAG)
    throw new ConversionError(`Cannot convert the hashtable to an identity. A string or GUID is expected.`);
  return toText(value);
}
