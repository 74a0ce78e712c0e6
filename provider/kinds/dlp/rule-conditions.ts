import { type CatalogueParameter, findCmdlet } from "../../../catalogue";
import type { CheckRule, FieldOverlay } from "../define";
import { sameSize } from "../fields/byte-size";
import { PEOPLE_TYPES, UNDOCUMENTED_CONDITIONS } from "../fields/advanced-rule/conditions";
import type { Canonical } from "../fields/canonical";
import { propertyName } from "../property-name";
import { isGiven, isOpen } from "./given";

/** Parameters of a rule cmdlet that are conditions or exceptions. */
export class FlatConditions {
  #parameters: readonly CatalogueParameter[] | undefined;

  constructor(private readonly cmdlet: string) {}

  /** What the pages call so, what has an exception of its name, and the exceptions. */
  get parameters(): readonly CatalogueParameter[] {
    if (this.#parameters) return this.#parameters;
    const all = findCmdlet(this.cmdlet)?.params ?? [];
    const names = new Set(all.map(({ name }) => name));
    this.#parameters = all.filter(
      ({ name, role }) =>
        role === "condition" ||
        role === "exception" ||
        name.startsWith("ExceptIf") ||
        names.has(`ExceptIf${name}`) ||
        UNDOCUMENTED_CONDITIONS.has(name),
    );
    return this.#parameters;
  }

  get names(): readonly string[] {
    return this.parameters.map(({ name }) => name);
  }

  has(parameter: string): boolean {
    return this.names.includes(parameter);
  }

  /** Parameters that say what happens. */
  get actions(): readonly string[] {
    return (findCmdlet(this.cmdlet)?.params ?? [])
      .filter(({ name, role }) => role === "action" || /Restrictions$|^RestrictAccess$|^MipRestrictAccess$/.test(name))
      .map(({ name }) => name);
  }
}

/** What a condition is while it is not used. */
function unused(parameter: CatalogueParameter): FieldOverlay {
  if (parameter.kind === "boolean") return { default: false };
  if (parameter.kind === "byteSize") return { same: sameSize };
  if (parameter.kind !== "enum") return {};
  // An enumeration without a member for "not used" is cleared as every other condition is (docs/service/dlp.md#clearing).
  return parameter.values?.includes("None") ? { default: "None", same: sameScope } : { clear: { to: "null" } };
}

/** A scope that is not used is returned as nothing. */
function sameScope(a: Canonical, b: Canonical): boolean {
  const [first, second] = [a, b].map((value) => (typeof value === "string" ? value.trim().toLowerCase() : "none"));
  return first === second;
}

/** Overlays of all flat conditions: what clears them, and that an advanced rule takes their place. */
export const conditionFields = (flat: FlatConditions): { readonly [parameter: string]: FieldOverlay } =>
  Object.fromEntries(
    flat.parameters.map((parameter) => {
      const type = PEOPLE_TYPES[parameter.name.replace(/^ExceptIf/, "")];
      return [parameter.name, { ...unused(parameter), ...(type && { type }), replacedBy: "advancedRule" }];
    }),
  );

/** Flat conditions and an advanced rule exclude each other (docs/service/dlp.md#advanced-rule). */
export const eitherFlatOrAdvanced =
  (flat: FlatConditions): CheckRule =>
  (inputs) => {
    if (!isGiven(inputs, "advancedRule")) return [];
    const given = flat.names.map(propertyName).filter((property) => isGiven(inputs, property));
    return given.map((property) => ({
      property,
      reason: "cannot be combined with advancedRule: put the condition into its tree, or leave advancedRule out",
    }));
  };

/** A rule needs a condition and an action (docs/service/dlp.md#rule). */
export const conditionAndAction =
  (flat: FlatConditions, actions: readonly string[]): CheckRule =>
  (inputs) => {
    const conditions = flat.names.filter((name) => !name.startsWith("ExceptIf")).map(propertyName);
    const hasCondition = [...conditions, "advancedRule"].some(
      (property) => isGiven(inputs, property) || isOpen(inputs, property),
    );
    const hasAction =
      actions.length === 0 ||
      actions.map(propertyName).some((property) => isGiven(inputs, property) || isOpen(inputs, property));
    return [
      ...(hasCondition
        ? []
        : [
            {
              property: "",
              reason: "needs a condition, e.g. contentContainsSensitiveInformation",
              stated: true as const,
            },
          ]),
      ...(hasAction
        ? []
        : [{ property: "", reason: "needs an action, e.g. blockAccess or notifyUser", stated: true as const }]),
    ];
  };
