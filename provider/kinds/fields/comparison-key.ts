import type { ObjectType, StringType, ValueType } from "../value-type";
import {
  type Canonical,
  type CanonicalRecord,
  elementsOf,
  isCanonicalList,
  isCanonicalRecord,
  isEmpty,
} from "./canonical";
import { identifierKey } from "./identifiers";
import { instantOf } from "./instant";
import { parsedJson, readScalar } from "./read";

/** What says nothing leaves no trace in a key. */
const NONE = "";

/**
 * A text that two values share whenever `sameAs` calls them the same. The converse need not hold: what can be named in several ways
 * is left out, and whoever finds two values by one key compares them.
 */
export function comparisonKey(type: ValueType, value: Canonical): string {
  if (isEmpty(value)) return NONE;
  switch (type.type) {
    case "boolean":
    case "integer":
    case "duration":
      return jsonKey(readScalar(type, value));
    case "enum":
      return textKey(value);
    case "datetime":
      return momentKey(value);
    case "string":
      return stringKey(type, value);
    case "list":
      return listKey(type.of, elementsOf(value), (type.ordered ?? false) ? "ordered" : "set");
    case "map":
      return isCanonicalRecord(value) ? mapKey(type.of, value) : jsonKey(value);
    case "object":
      return isCanonicalRecord(value) ? objectKey(type, value) : jsonKey(value);
    case "any":
      return jsonKey(parsedJson(value));
  }
}

const asText = (value: Canonical): string => (typeof value === "string" ? value : JSON.stringify(value));

const textKey = (value: Canonical): string => identifierKey(asText(value).replace(/\r\n?/g, "\n"));

function momentKey(value: Canonical): string {
  const moment = typeof value === "string" ? instantOf(value) : Number.NaN;
  return Number.isNaN(moment) ? asText(value) : String(moment);
}

function stringKey(type: StringType, value: Canonical): string {
  if (type.reference) return NONE;
  switch (type.format ?? "text") {
    case "xml":
      return asText(value).replace(/\s+/g, " ").trim();
    case "json":
      return jsonKey(parsedJson(value));
    case "location":
    case "url":
      return NONE;
    default:
      return textKey(value);
  }
}

function listKey(of: ValueType, elements: readonly Canonical[], order: "ordered" | "set"): string {
  const keys = elements.map((element) => comparisonKey(of, element));
  return joined(order === "ordered" ? keys : [...new Set(keys)].sort());
}

const mapKey = (of: ValueType, value: CanonicalRecord): string => {
  const byKey = new Map(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]));
  return membersKey([...byKey].map(([key, item]) => [key, comparisonKey(of, item)]));
};

const objectKey = (type: ObjectType, value: CanonicalRecord): string =>
  membersKey(type.fields.map(({ property, type: of }) => [property, comparisonKey(of, value[property] ?? null)]));

const membersKey = (members: readonly (readonly [string, string])[]): string =>
  joined(
    members
      .filter(([, key]) => key !== NONE)
      .map((member) => member.join("="))
      .sort(),
  );

/** JSON by structure; numbers and booleans by their texts. */
function jsonKey(value: Canonical): string {
  if (isEmpty(value)) return NONE;
  if (isCanonicalList(value)) return joined(value.map(jsonKey));
  if (!isCanonicalRecord(value)) return textKey(value);
  const own = Object.entries(value).filter(([key]) => !key.includes("@odata"));
  return membersKey(own.map(([key, item]) => [key, jsonKey(item)]));
}

const joined = (keys: readonly string[]): string => (keys.length === 0 ? NONE : keys.join("\n"));
