import type { Json } from "../../contract";
import type { ScalarType, ValueType } from "../value-type";
import { toBoolean, toSwitch } from "./boolean";
import { cannotConvert } from "./conversion-error";
import { toEnum } from "./enumeration";
import { toGuid } from "./guid";
import { toDouble, toInteger } from "./number";
import { toByteSize, toUnlimited } from "./size";
import { isDelta, isObject, taggedBytes, toDelta, toHashtable, untagged } from "./tagged";
import { toCulture, toItemText, toText } from "./text";
import { toDateTime } from "./date-time";
import { toTimeSpan } from "./time-span";

export { ConversionError, typeNameOf } from "./conversion-error";

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
  if (type.multiValued) return toDelta(value);
  if (type.kind === "string" || type.kind === "id") return isDelta(value) ? toDelta(value) : [toText(value)];
  if (type.kind === "any") return [untagged(value)];
  return [scalar(value, type, true)];
}

/** One object, bare, or a list of numbers, as one script sends rule packages (docs/service/admin-api.md#bytes). */
function bytes(value: Json): Json {
  const data = isObject(value) ? taggedBytes(value) : Array.isArray(value) ? value : [value];
  if (!data || data.some((item) => typeof item === "object" && item !== null))
    throw cannotConvert(value, "System.Byte[]");
  return data.map((item) => toInteger(item, "Byte"));
}

function scalar(value: Json, type: ScalarType, inList: boolean): Json {
  switch (type.kind) {
    case "string":
    case "id": // an identity is made from its text
      return value === null ? null : inList ? toItemText(value) : toText(value);
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
