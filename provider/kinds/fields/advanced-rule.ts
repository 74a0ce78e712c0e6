import type { FieldOverlay } from "../define";
import type { WireReader } from "../wire-reader";
import { type CanonicalRecord, isEmpty } from "./canonical";
import { readAdvanced } from "./advanced-rule/read";
import { textOrValue } from "./read";
import { sameAdvanced } from "./advanced-rule/same";
import { ADVANCED_RULE } from "./advanced-rule/types";
import { writeAdvanced } from "./advanced-rule/write";

/**
 * Does the rule nest its conditions? The service also puts flat conditions into `AdvancedRule`, as it shows them by itself
 * (docs/service/dlp.md#advanced-rule).
 * @param flat Parameters of flat conditions.
 */
export function isAdvanced(object: WireReader, flat: readonly string[]): boolean {
  const told = object.flag("IsAdvancedRule");
  if (told !== undefined) return told;
  return !isEmpty(object.get("AdvancedRule")) && flat.every((parameter) => saysNothing(object, parameter));
}

const saysNothing = (object: WireReader, parameter: string): boolean => {
  const value = textOrValue(object.get(parameter) ?? null);
  return isEmpty(value) || value === false || value === "False" || value === "None";
};

/** @param flat Parameters of the flat conditions that it takes the place of. */
/** The service shows the conditions of a flat rule a second time, as an advanced one (docs/service/dlp.md#flat-as-advanced). */
export const flatAsAdvanced = ({ advancedRule: shown }: CanonicalRecord): readonly string[] =>
  shown === null ? ["advancedRule"] : [];

export const advancedRule = (flat: () => readonly string[]): FieldOverlay => ({
  description:
    "Conditions that nest, in the place of the flat ones: `operator` joins `conditions`, `not` is an exception, and a condition is the property of that name. The JSON text of an export is taken as well.",
  example: {
    operator: "And",
    conditions: [
      { contentContainsSensitiveInformation: [{ name: "Credit Card Number", mincount: 5 }] },
      { not: { fromMemberOf: ["audit@contoso.com"] } },
    ],
  },
  type: ADVANCED_RULE,
  read: (object) => {
    const wire = object.get("AdvancedRule");
    if (wire === undefined) return undefined;
    return isAdvanced(object, flat()) ? readAdvanced(textOrValue(wire)) : null;
  },
  same: sameAdvanced,
  write: (value, { resolve }) => writeAdvanced(value, resolve),
});
