import { type Bound, isAbove, isBelow, type Range } from "../../../catalogue";
import { identifierKey } from "../../kinds/fields/identifiers";
import { fieldOf } from "../../kinds/fields/object";
import type { ListType, ObjectType, StringType, ValueType } from "../../kinds/value-type";
import { isRecord, isSecret, isUnknown, type Value } from "../../values";
import { memberPath } from "../diff/paths";
import type { CheckFailure } from "../types";
import { checkFormat, inText, isOneOf, shown } from "./values";

type Findings = readonly CheckFailure[];

const find = (property: string, reason: string): Findings => [{ property, reason }];

/**
 * Where a value goes beyond what Microsoft's pages state of it, at every depth. PowerShell binds such values, and real tenants hold
 * some (margins of 5 points where the page says 15): they are warnings.
 */
export function beyondStated(type: ValueType, value: Value, path: string): Findings {
  if (isUnknown(value) || value === null) return [];
  if (isSecret(value)) return beyondStated(type, value.value, path);
  switch (type.type) {
    case "integer":
      return typeof value === "number" && type.stated ? beyondRange(type.stated, value, path) : [];
    case "enum":
      return typeof value === "string" ? beyondValues(listed(type), value, path) : [];
    case "string":
      return typeof value === "string" ? beyondText(type, value, path) : [];
    case "list":
      return Array.isArray(value) ? beyondList(type, value, path) : [];
    case "map":
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, item]) => beyondStated(type.of, item, memberPath(path, key)))
        : [];
    case "object":
      return beyondObject(type, value, path);
    default:
      return [];
  }
}

const least = ({ value, inclusive }: Bound): string => (inclusive ? `at least ${value}` : `more than ${value}`);
const most = ({ value, inclusive }: Bound): string => (inclusive ? `at most ${value}` : `less than ${value}`);

function beyondRange({ lower, upper }: Range, value: number, path: string): Findings {
  if (lower && isBelow(value, lower)) return find(path, `should be ${least(lower)}, not ${value}`);
  return upper && isAbove(value, upper) ? find(path, `should be ${most(upper)}, not ${value}`) : [];
}

/** What the page offers of an enumeration; of an open one, anything. */
const listed = ({
  values,
  reserved,
  stated,
  open,
}: Extract<ValueType, { readonly type: "enum" }>): readonly string[] | undefined =>
  open || (!stated && !reserved) ? undefined : (stated?.values ?? values);

function beyondValues(values: readonly string[] | undefined, value: string, path: string): Findings {
  if (!values || value === "" || isOneOf(values, value)) return [];
  return find(path, `should be ${values.map((one) => `"${one}"`).join(" or ")}, not ${shown(value)}`);
}

function beyondText(type: StringType, value: string, path: string): Findings {
  const { maxLength, values } = type.stated ?? {};
  if (maxLength !== undefined && value.length > maxLength)
    return find(path, `should have at most ${maxLength} characters, not ${value.length}`);
  if (values) return beyondValues(values, value, path);
  if (type.parsed || type.reference) return [];
  return checkFormat(type.format, value, path).map(({ reason }) => ({
    property: path,
    reason: reason.replace(/^must/, "should"),
  }));
}

function beyondObject(type: ObjectType, declared: Value, path: string): Findings {
  const value = typeof declared === "string" ? inText(type, declared) : declared;
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = fieldOf(type, key);
    return field ? beyondStated(field.type, item, memberPath(path, field.property)) : [];
  });
}

function beyondList(type: ListType, elements: readonly Value[], path: string): Findings {
  const { maxItems, allAlone } = type.stated ?? {};
  const inner = elements.flatMap((element, i) => beyondStated(type.of, element, `${path}[${i}]`));
  const all = elements.findIndex((element) => typeof element === "string" && identifierKey(element) === "all");
  return [
    ...inner,
    ...(maxItems !== undefined && elements.length > maxItems
      ? find(path, `should have at most ${count(maxItems)}, not ${elements.length}`)
      : []),
    ...(allAlone && all >= 0 && elements.length > 1 ? find(`${path}[${all}]`, '"All" should stand alone') : []),
  ];
}

const count = (elements: number): string => (elements === 1 ? "one element" : `${elements} elements`);
