import { showOf } from "../../kinds/fields/canonical";
import { instantOf } from "../../kinds/fields/instant";
import { fieldOf, memberOf } from "../../kinds/fields/object";
import { isAddress, isGuid, isUrl } from "../../kinds/fields/identifiers";
import type {
  CountType,
  EnumType,
  ListType,
  ObjectType,
  StringFormat,
  StringType,
  ValueType,
} from "../../kinds/value-type";
import { isRecord, isSecret, isUnknown, type Plain, type Value } from "../../values";
import type { CheckFailure } from "../types";
import { memberPath } from "../diff/paths";
import { didYouMean } from "../report/did-you-mean";

type Failures = readonly CheckFailure[];

const fail = (property: string, reason: string): Failures => [{ property, reason }];

/**
 * What PowerShell's binder would refuse of one value, at every depth: its type, a text that .NET cannot parse, what is no member
 * of an enumeration. Unknown values are skipped, secrets looked through. Limits that a page states: stated-limits.ts.
 */
export function checkValue(type: ValueType, value: Value, path: string): Failures {
  if (isUnknown(value)) return [];
  if (isSecret(value)) return checkValue(type, value.value, path);
  switch (type.type) {
    case "boolean":
      return typeof value === "boolean" ? [] : fail(path, `must be true or false, not ${shown(value)}`);
    case "integer":
      return Number.isInteger(value) ? [] : fail(path, `must be a whole number, not ${shown(value)}`);
    case "duration":
      return checkCount(type, value, path);
    case "enum":
      return checkEnum(type, value, path);
    case "datetime":
      return typeof value === "string" && !Number.isNaN(instantOf(value))
        ? []
        : fail(path, `must be a date and time in ISO 8601, e.g. "2026-01-31T00:00:00Z", not ${shown(value)}`);
    case "string":
      return checkString(type, value, path);
    case "list":
      return checkList(type, value, path);
    case "map":
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, item]) => checkValue(type.of, item, memberPath(path, key)))
        : fail(path, `must be an object, not ${shown(value)}`);
    case "object":
      return checkObject(type, value, path);
    case "any":
      return [];
  }
}

function checkCount({ word, min = 0, unit = "days" }: CountType, value: Value, path: string): Failures {
  const isWord = typeof value === "string" && value.toLowerCase() === word.toLowerCase();
  const count = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (isWord || (typeof count === "number" && Number.isInteger(count) && count >= min)) return [];
  return fail(path, `must be a whole number of ${unit} (at least ${min}) or "${word}", not ${shown(value)}`);
}

function checkEnum({ values, reserved = [], open = false }: EnumType, value: Value, path: string): Failures {
  if (typeof value !== "string") return fail(path, `must be one of ${values.join(", ")}, not ${shown(value)}`);
  return open || isOneOf([...values, ...reserved], value)
    ? []
    : fail(path, `must be one of ${values.join(", ")}, not ${shown(value)}${didYouMean(value, values)}`);
}

/** Ignoring case and blanks around it. */
export const isOneOf = (values: readonly string[], value: string): boolean =>
  values.some((one) => one.toLowerCase() === value.trim().toLowerCase());

function checkString(type: StringType, value: Value, path: string): Failures {
  if (typeof value !== "string") return fail(path, `must be a string, not ${shown(value)}`);
  if (type.reference) return value.trim() === "" ? fail(path, `must name a ${type.reference.noun}`) : [];
  return type.parsed ? checkFormat(type.format, value, path) : [];
}

/** BCP 47, as `System.Globalization.CultureInfo` takes it. */
const isCulture = (text: string): boolean => /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(text);

const FORMATS: { readonly [format in StringFormat]?: readonly [is: (text: string) => boolean, what: string] } = {
  guid: [isGuid, "a GUID"],
  address: [isAddress, "a mail address"],
  culture: [isCulture, 'a culture name such as "en-US"'],
  url: [(text) => isUrl(text) || text.toLowerCase() === "all", 'a URL (https://…) or "All"'],
};

/** Is the text of its type's form? An empty one stands for no value. */
export function checkFormat(format: StringFormat | undefined, value: string, path: string): Failures {
  const [is, what] = (format && FORMATS[format]) ?? [];
  return value === "" || !is || is(value) ? [] : fail(path, `must be ${what ?? ""}, not ${shown(value)}`);
}

function checkList(type: ListType, value: Value, path: string): Failures {
  if (!Array.isArray(value)) return fail(path, `must be a list, not ${shown(value)}`);
  return value.flatMap((element: Value, i) => checkElement(type, element, `${path}[${i}]`));
}

function checkElement(type: ListType, element: Value, path: string): Failures {
  if (element === null || element === "") return fail(path, "must not be empty");
  return checkValue(type.of, element, path);
}

function checkObject(type: ObjectType, declared: Value, path: string): Failures {
  const value = typeof declared === "string" ? inText(type, declared) : declared;
  if (!isRecord(value)) return fail(path, `must be an object, not ${shown(value)}`);
  const names = type.fields.map((field) => field.property);
  const unknown = Object.keys(value)
    .filter((key) => fieldOf(type, key) === undefined)
    .map((key) => ({ property: memberPath(path, key), reason: `is not known here${didYouMean(key, names)}` }));
  const own = type.fields.flatMap((field): Failures => {
    const at = memberPath(path, field.property);
    const item = memberOf(type, value, field.property);
    if (item === undefined || item === null) return field.required ? fail(at, "is required") : [];
    return checkValue(field.type, item, at);
  });
  return [...unknown, ...own];
}

/** What stands in a text, as a program would declare it. */
export function inText(type: ObjectType, text: string): Value {
  const value = type.fromText?.(text);
  return value === undefined ? text : showOf(value);
}

/** A value in a message; long ones are cut. Secrets never get here: their values are described by type. */
export function shown(value: Value): string {
  if (isSecret(value)) return "a secret";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  const text = JSON.stringify(value as Plain);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
