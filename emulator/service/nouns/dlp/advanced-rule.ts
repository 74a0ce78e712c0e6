import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { badArgument } from "../../faults";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import { parseJson } from "../shared/json-text";
import { acceptLabel, asTextValues, operatorOf } from "./sensitive-information";
import { invalidSensitiveInformation, resolveType, type SensitiveType } from "./sensitive-type";

const parameter = "AdvancedRule";
const OPERATORS = ["And", "Or", "Not"];

/** Another name of `ContentContainsSensitiveInformation` was seen in a tenant (docs/service/dlp.md#advanced-rule). */
const SENSITIVE = ["contentcontainssensitiveinformation", "containssensitiveinformation"];

/** What the names of conditions may be, and whose types they are. */
export interface AdvancedRules {
  readonly store: Store;
  isCondition(name: string): boolean;
}

/**
 * One JSON text `{Version, Condition{Operator, SubConditions[…]}}` in place of the flat conditions. The service writes
 * it again: its own indentation and lines, capitalized keys, numbers as numbers, a name and an id for every sensitive
 * information type (docs/service/dlp.md#advanced-rule).
 */
export function acceptAdvancedRule(text: string, rules: AdvancedRules): string {
  if (text.trim() === "") return "";
  const rule = parseJson(parameter, text);
  const condition = isObject(rule) ? member(rule, "Condition") : undefined;
  if (!isObject(rule) || !isObject(condition))
    throw badArgument(parameter, "The value needs a Condition with an Operator and SubConditions.");
  const version = asText(member(rule, "Version")) || "1.0";
  return advancedText({ Version: version, Condition: writeCondition(condition, rules) });
}

/** As .NET writes it. */
export const advancedText = (rule: JsonObject): string => JSON.stringify(rule, null, 2).replace(/\n/g, "\r\n");

function writeCondition(given: Json, rules: AdvancedRules): JsonObject {
  if (!isObject(given)) throw badArgument(parameter, "A condition is a table.");
  const name = asText(member(given, "ConditionName"));
  return name === "" ? writeGroup(given, rules) : writeLeaf(name, given, rules);
}

function writeGroup(given: JsonObject, rules: AdvancedRules): JsonObject {
  const operator = asText(member(given, "Operator"));
  const known = OPERATORS.find((one) => fold(one) === fold(operator));
  if (known === undefined)
    throw badArgument(parameter, `'${operator}' isn't an operator. Valid values are: ${OPERATORS.join(", ")}.`);
  const conditions = asList(member(given, "SubConditions"));
  if (conditions.length === 0) throw badArgument(parameter, `The operator ${known} needs SubConditions.`);
  return { Operator: known, SubConditions: conditions.map((each) => writeCondition(each, rules)) };
}

function writeLeaf(name: string, given: JsonObject, rules: AdvancedRules): JsonObject {
  const value = member(given, "Value");
  if (value === undefined || value === null) throw badArgument(parameter, `The condition '${name}' needs a Value.`);
  if (SENSITIVE.includes(fold(name)))
    return { ConditionName: name, Value: asList(value).map((each) => writeContent(each, rules.store)) };
  if (!rules.isCondition(name)) throw badArgument(parameter, `'${name}' isn't the name of a condition.`);
  return { ConditionName: name, Value: value };
}

/** Flat types keep the small keys that they have in a flat rule. */
function writeContent(given: Json, store: Store): JsonObject {
  if (!isObject(given)) throw invalidSensitiveInformation();
  const groups = member(given, "groups");
  if (groups === undefined) return asTextValues(resolveType(given, store));
  return {
    Groups: asList(groups).map((group) => writeTypes(group, store)),
    Operator: operatorOf(given, "And"),
  };
}

function writeTypes(given: Json, store: Store): JsonObject {
  if (!isObject(given)) throw invalidSensitiveInformation();
  const types = asList(member(given, "sensitivetypes"));
  const labels = asList(member(given, "labels"));
  if (types.length + labels.length === 0) throw invalidSensitiveInformation();
  return {
    Name: asText(member(given, "name")) || "Default",
    Operator: operatorOf(given, "Or"),
    ...(types.length > 0 && { Sensitivetypes: types.map((type) => writeType(type, store)) }),
    ...(labels.length > 0 && { Labels: labels.map((label) => capitalized(acceptLabel(label, store))) }),
  };
}

/**
 * Since July 2026 tenants refuse a type without an id in an advanced rule, where a name alone was enough
 * (docs/service/dlp.md#advanced-ids): the recorded ones do.
 */
function writeType(given: Json, store: Store): JsonObject {
  if (store.recorded && isObject(given) && asText(member(given, "id")) === "") throw invalidSensitiveInformation();
  const type = resolveType(given, store);
  return { ...numbers(type), ...(!store.recorded && additions(type)) };
}

function numbers({ name, id, classifier, range }: SensitiveType): JsonObject {
  if (!range) return { Name: name, Id: id, Classifiertype: classifier };
  return {
    Name: name,
    Id: id,
    Mincount: range.minCount,
    Maxcount: range.maxCount,
    Confidencelevel: range.level,
    Minconfidence: range.minConfidence,
    Maxconfidence: range.maxConfidence,
  };
}

/** What exports of some tenants have and the recorded ones have not. */
const additions = ({ classifier, rulePack }: SensitiveType): JsonObject => ({
  Classifiertype: classifier,
  Rulepackid: rulePack,
});

const capitalized = (table: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(table).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]));
