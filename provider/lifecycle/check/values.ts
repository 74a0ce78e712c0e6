import { instantOf } from "../../kinds/fields/instant";
import { identifierKey, isAddress, isGuid, isUrl } from "../../kinds/fields/identifiers";
import type { ListType, ObjectType, StringType, ValueType } from "../../kinds/value-type";
import { isRecord, isSecret, isUnknown, type Plain, type Value } from "../../values";
import type { CheckFailure } from "../types";
import { memberPath } from "../diff/paths";
import { didYouMean } from "../report/did-you-mean";

type Failures = readonly CheckFailure[];

const fail = (property: string, reason: string): Failures => [{ property, reason }];

/** Type, enum, limit and format of one value, at every depth. Unknown values are skipped, secrets looked through. */
export function checkValue(type: ValueType, value: Value, path: string): Failures {
  if (isUnknown(value)) return [];
  if (isSecret(value)) return checkValue(type, value.value, path);
  switch (type.type) {
    case "boolean":
      return typeof value === "boolean" ? [] : fail(path, `must be true or false, not ${spoken(value)}`);
    case "integer":
      return checkInteger(value, path, type.min, type.max);
    case "duration":
      return checkDuration(type.word, type.min ?? 0, value, path);
    case "enum":
      return checkEnum(type.values, type.open === true, value, path);
    case "datetime":
      return typeof value === "string" && !Number.isNaN(instantOf(value))
        ? []
        : fail(path, `must be a date and time in ISO 8601, e.g. "2026-01-31T00:00:00Z", not ${spoken(value)}`);
    case "string":
      return checkString(type, value, path);
    case "list":
      return checkList(type, value, path);
    case "map":
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, item]) => checkValue(type.of, item, memberPath(path, key)))
        : fail(path, `must be an object, not ${spoken(value)}`);
    case "object":
      return checkObject(type, value, path);
    case "any":
      return [];
  }
}

function checkInteger(value: Value, path: string, min: number | undefined, max: number | undefined): Failures {
  if (typeof value !== "number" || !Number.isInteger(value)) {
    return fail(path, `must be a whole number, not ${spoken(value)}`);
  }
  if (min !== undefined && value < min) return fail(path, `must be at least ${min}, not ${value}`);
  return max !== undefined && value > max ? fail(path, `must be at most ${max}, not ${value}`) : [];
}

function checkDuration(word: string, min: number, value: Value, path: string): Failures {
  const isWord = typeof value === "string" && value.toLowerCase() === word.toLowerCase();
  const days = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (isWord || (typeof days === "number" && Number.isInteger(days) && days >= min)) return [];
  return fail(path, `must be a whole number of days (at least ${min}) or "${word}", not ${spoken(value)}`);
}

function checkEnum(values: readonly string[], open: boolean, value: Value, path: string): Failures {
  if (typeof value !== "string") return fail(path, `must be one of ${values.join(", ")}, not ${spoken(value)}`);
  const known = values.some((member) => member.toLowerCase() === value.trim().toLowerCase());
  return known || open
    ? []
    : fail(path, `must be one of ${values.join(", ")}, not ${spoken(value)}${didYouMean(value, values)}`);
}

function checkString(type: StringType, value: Value, path: string): Failures {
  if (typeof value !== "string") return fail(path, `must be a string, not ${spoken(value)}`);
  if (type.maxLength !== undefined && value.length > type.maxLength) {
    return fail(path, `must have at most ${type.maxLength} characters, not ${value.length}`);
  }
  if (type.reference) return value.trim() === "" ? fail(path, `must name a ${type.reference.noun}`) : [];
  if (value === "") return [];
  if (type.only && !type.only.some((word) => word.toLowerCase() === value.trim().toLowerCase())) {
    return fail(path, `must be ${type.only.map((word) => `"${word}"`).join(" or ")}, not ${spoken(value)}`);
  }
  switch (type.format) {
    case "guid":
      return isGuid(value) ? [] : fail(path, `must be a GUID, not ${spoken(value)}`);
    case "address":
      return isAddress(value) ? [] : fail(path, `must be a mail address, not ${spoken(value)}`);
    case "url":
      return isUrl(value) || value.toLowerCase() === "all"
        ? []
        : fail(path, `must be a URL (https://…) or "All", not ${spoken(value)}`);
    case "json":
      return isJson(value) ? [] : fail(path, "must be valid JSON");
    default:
      return [];
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

function checkList(type: ListType, value: Value, path: string): Failures {
  if (!Array.isArray(value)) return fail(path, `must be a list, not ${spoken(value)}`);
  const elements = value as readonly Value[];
  const failures = elements.flatMap((element, i) => checkElement(type, element, `${path}[${i}]`));
  if (type.maxItems !== undefined && elements.length > type.maxItems) {
    failures.push({ property: path, reason: `must have at most ${type.maxItems} elements, not ${elements.length}` });
  }
  const all = elements.findIndex((element) => typeof element === "string" && identifierKey(element) === "all");
  if (type.allAlone && all >= 0 && elements.length > 1) {
    failures.push({ property: `${path}[${all}]`, reason: '"All" must stand alone' });
  }
  return failures;
}

function checkElement(type: ListType, element: Value, path: string): Failures {
  if (element === null || element === "") return fail(path, "must not be empty");
  return checkValue(type.of, element, path);
}

function checkObject(type: ObjectType, value: Value, path: string): Failures {
  if (!isRecord(value)) return fail(path, `must be an object, not ${spoken(value)}`);
  const names = type.fields.map((field) => field.property);
  const unknown = Object.keys(value)
    .filter((key) => !names.includes(key))
    .map((key) => ({ property: memberPath(path, key), reason: `is not known here${didYouMean(key, names)}` }));
  const own = type.fields.flatMap((field): Failures => {
    const at = memberPath(path, field.property);
    const item = Object.hasOwn(value, field.property) ? value[field.property] : undefined;
    if (item === undefined || item === null) return field.required ? fail(at, "is required") : [];
    return checkValue(field.type, item, at);
  });
  return [...unknown, ...own];
}

/** A value in a message; long ones are cut. Secrets never get here: their values are described by type. */
function spoken(value: Value): string {
  if (isSecret(value)) return "a secret";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  const text = JSON.stringify(value as Plain);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
