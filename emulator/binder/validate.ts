import { isAbove, isBelow, type Limits, rangeOf, wholeNumbers } from "../../catalogue";
import type { Json } from "../contract";
import { emptyArgument, validationFailed } from "./binding-fault";
import { PAGE_ONLY_LIMITS } from "./corrections";
import { type FormalParameter, isMandatorySomewhere } from "./command";
import { isObject } from "./convert/tagged";

/** A mandatory parameter takes neither nothing nor a list of nothing (unless null has a documented meaning). */
export function refuseEmpty(parameter: FormalParameter, value: Json): void {
  if (!isMandatorySomewhere(parameter)) return;
  const { name, type } = parameter;
  if (value === null && isNumber(type.kind)) return;
  if (value === null) throw emptyArgument(name, type.kind === "string" && !type.list ? "string" : "null");
  const isText = type.kind === "string" || type.kind === "id" || type.multiValued;
  if (value === "" && isText && !type.list) throw emptyArgument(name, "string");
  if (!type.list || !Array.isArray(value)) return;
  if (value.length === 0) throw emptyArgument(name, type.multiValued ? "collection" : "array");
  if (value.includes(null)) throw emptyArgument(name, type.kind === "string" ? "string" : "null");
  if (isText && value.includes("")) throw emptyArgument(name, "string");
}

/** Null becomes zero there, so nothing is missing. */
const isNumber = (kind: string): boolean => kind === "integer" || kind === "double";

/** The lengths and ranges that the catalogue states. An `Int32` can't be null: what clears it is zero, and has its range. */
export function validate(parameter: FormalParameter, value: Json): void {
  if (value !== null) checkLimits(parameter, value);
  else if (isNumber(parameter.type.kind)) checkLimits(parameter, 0);
}

function checkLimits({ name, type, source }: FormalParameter, value: Json): void {
  const limits = source?.limits;
  if (!limits || PAGE_ONLY_LIMITS.has(name)) return;
  if (typeof value === "string" && limits.maxLength !== undefined) checkLength(name, value, limits.maxLength);
  if (type.list) checkList(name, value, limits.maxItems, limits.itemMaxLength);
  if (typeof value === "number") checkRange(name, value, limits);
}

function checkList(name: string, value: Json, maxItems: number | undefined, itemMaxLength: number | undefined): void {
  const items = Array.isArray(value) ? value : isObject(value) && Array.isArray(value["add"]) ? value["add"] : [];
  if (maxItems !== undefined && items.length > maxItems)
    throw validationFailed(
      name,
      `The number of provided arguments, (${items.length}), exceeds the maximum number of allowed arguments (${maxItems}). ` +
        `Provide fewer than ${maxItems} arguments, and then try the command again.`,
    );
  for (const item of items)
    if (typeof item === "string" && itemMaxLength !== undefined) checkLength(name, item, itemMaxLength);
}

function checkLength(name: string, value: string, max: number): void {
  if (value.length > max)
    throw validationFailed(
      name,
      `The character length (${value.length}) of the argument is too long. Specify an argument with a length that is ` +
        `shorter than or equal to "${max}", and then try the command again.`,
    );
}

function checkRange(name: string, value: number, limits: Limits): void {
  const range = rangeOf(limits);
  const { min, max } = wholeNumbers(range);
  if (isBelow(value, range.lower))
    throw validationFailed(
      name,
      `The ${value} argument is less than the minimum allowed range of ${min}. Supply an argument that is greater than or ` +
        `equal to ${min} and then try the command again.`,
    );
  if (isAbove(value, range.upper))
    throw validationFailed(
      name,
      `The ${value} argument is greater than the maximum allowed range of ${max}. Supply an argument that is less than or ` +
        `equal to ${max} and then try the command again.`,
    );
}
