import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { asText, type JsonObject } from "../../json";
import { advancedText } from "./advanced-rule";
import { isFilledIn, ruleParameters } from "./rule-parameters";

/** Flat conditions and exceptions that are set, by name. */
export const flatNames = (noun: string, properties: Readonly<JsonObject>): string[] => {
  const { conditions, exceptions } = ruleParameters(noun);
  return [...conditions, ...exceptions].map(({ name }) => name).filter((name) => isFilledIn(properties[name]));
};

export const isAdvanced = (properties: Readonly<JsonObject>): boolean => asText(properties.AdvancedRule) !== "";

/** "`AdvancedRule` is one JSON string and excludes the flat conditions" (docs/service/dlp.md#advanced-rule): in the rule as it would be. */
export function refuseBothForms(noun: string, draft: Readonly<JsonObject>): void {
  const flat = isAdvanced(draft) ? flatNames(noun, draft) : [];
  if (flat.length > 0) throw badArgument("AdvancedRule", `It can't be used together with ${flat.join(", ")}.`);
}

/**
 * Get shows a flat rule in the advanced form as well: the same conditions under And, in the order of their names, while
 * `IsAdvancedRule` is false (docs/service/dlp.md#flat-as-advanced). How exceptions look there was not recorded [inferred].
 */
export function asAdvancedText(noun: string, properties: Readonly<JsonObject>): string {
  const { conditions, exceptions } = ruleParameters(noun);
  const leaf = (name: string, value: Json): JsonObject => ({ ConditionName: name, Value: value });
  const filled = ({ name }: { readonly name: string }): boolean => isFilledIn(properties[name]);
  const positive = conditions.filter(filled).map(({ name }) => leaf(name, properties[name] ?? null));
  const negative = exceptions
    .filter(filled)
    .map(({ name }) => leaf(name.slice("ExceptIf".length), properties[name] ?? null));
  const not =
    negative.length > 0 ? [{ Operator: "Not", SubConditions: [{ Operator: "Or", SubConditions: negative }] }] : [];
  if (positive.length + not.length === 0) return "";
  return advancedText({ Version: "1.0", Condition: { Operator: "And", SubConditions: [...positive, ...not] } });
}
