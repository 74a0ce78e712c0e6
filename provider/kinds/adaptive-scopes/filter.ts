import type { CheckRule, FieldOverlay, ObjectField, ObjectType } from "../define";
import { showOf } from "../fields/canonical";
import { parsedParts, readAs } from "../fields/read";
import { sameAs } from "../fields/same";
import { isList, isRecord, isUnknown, type Plain, reveal, type Value } from "../../values";

const LEAF: readonly ObjectField[] = [
  { property: "name", type: { type: "string" }, description: "Attribute, e.g. `City`, `Department`, `SiteUrl`." },
  {
    property: "operator",
    type: { type: "string", format: "name" },
    description: "e.g. `Equals`, `StartsWith`, `NotEquals`.",
  },
  { property: "value", type: { type: "string" }, description: "The value to compare with." },
];

/** One level of the nested filter; the service allows three (docs/service/adaptive-scopes.md#limits). */
const group = (name: string, inner: ObjectType, own: readonly ObjectField[]): ObjectType => ({
  type: "object",
  name,
  fields: [
    ...own,
    { property: "conditions", type: { type: "list", of: inner }, description: "The parts that are combined." },
    {
      property: "conjunction",
      type: { type: "enum", values: ["And", "Or"] },
      description: "How the parts are combined.",
    },
  ],
});

const innermost: ObjectType = { type: "object", name: "AdaptiveScopeCondition", fields: LEAF };
const FILTER = group(
  "AdaptiveScopeFilter",
  group("AdaptiveScopeGroup", group("AdaptiveScopeInnerGroup", innermost, LEAF), LEAF),
  [],
);

/** The service also holds one bare comparison (docs/service/adaptive-scopes.md#bare-condition): a group of that one. */
const asGroup = (wire: Plain): Plain => {
  const parsed = parsedParts(wire);
  if (!isRecord(parsed)) return parsed;
  const isBare = !Object.keys(parsed).some((key) => key.toLowerCase() === "conditions");
  return isBare && Object.keys(parsed).length > 0 ? { conditions: [parsed] } : parsed;
};

/** A group of one part is that part, and how it is combined with nothing means nothing. */
function simplified(value: Plain): Plain {
  if (!isRecord(value) || !isList(value["conditions"])) return value;
  const parts = value["conditions"].map((part) => simplified(part));
  return parts.length === 1 ? (parts[0] ?? null) : { ...value, conditions: parts };
}

const WHOLE: ObjectType = group(
  "AdaptiveScopeFilter",
  group("AdaptiveScopeGroup", group("AdaptiveScopeInnerGroup", innermost, LEAF), LEAF),
  LEAF,
);
const sameFilter = sameAs(WHOLE, () => undefined);

export const FILTER_CONDITIONS: FieldOverlay = {
  description: "Who or what is in the scope, as attributes compared with values, up to three levels deep.",
  example: { conditions: [{ name: "City", operator: "Equals", value: "Redmond" }], conjunction: "And" },
  type: FILTER,
  read: (object) => {
    const wire = object.get("FilterConditions");
    return wire === undefined ? undefined : readAs(FILTER, asGroup(wire));
  },
  same: (a, b) => sameFilter(simplified(showOf(a)), simplified(showOf(b))),
  companion: "onDemand",
  clear: { to: "replacedBy", property: "rawQuery" },
};

/** Every part is a comparison (`name`, `operator`, `value`) or a group (`conditions`), whole and not both. */
export const completeConditions: CheckRule = ({ filterConditions }) =>
  filterConditions === undefined || filterConditions === null
    ? []
    : faults(reveal(filterConditions), "filterConditions", true);

function faults(node: Value, path: string, isRoot: boolean): ReturnType<CheckRule> {
  if (!isRecord(node) || isUnknown(node)) return [];
  const { conditions } = node;
  const leaf = ["name", "operator", "value"].filter((key) => node[key] !== undefined && node[key] !== null);
  if (conditions === undefined || conditions === null) {
    if (isRoot) return [{ property: `${path}.conditions`, reason: "is required" }];
    return leaf.length === 3 ? [] : [{ property: path, reason: "must have name, operator and value" }];
  }
  if (leaf.length > 0) return [{ property: path, reason: `must not have both conditions and ${leaf.join(", ")}` }];
  return isList(conditions) ? conditions.flatMap((part, i) => faults(part, `${path}.conditions[${i}]`, false)) : [];
}
