import { findCmdlet } from "../../../catalogue";
import type { FieldOverlay } from "../define";
import { advancedRule, isAdvanced } from "../fields/advanced-rule";
import { readSize } from "../fields/byte-size";
import { SENSITIVE_INFORMATION, sensitiveInformation } from "../fields/sensitive-information";
import type { Plain } from "../../values";
import type { WireReader } from "../wire-reader";
import { conditionFields, FlatConditions } from "./rule-conditions";
import { RULE_DESCRIPTIONS } from "./rule-descriptions";

type Fields = { readonly [parameter: string]: FieldOverlay };

/** The conditions that rules of DLP and of auto-labeling have alike, for the parameters that the one cmdlet has. */
export class RuleFields {
  readonly flat: FlatConditions;
  #fields: Fields | undefined;

  /** @param own What the kind says beyond: it comes last. */
  constructor(
    private readonly cmdlet: string,
    private readonly own: Fields,
  ) {
    this.flat = new FlatConditions(cmdlet);
  }

  get fields(): Fields {
    if (this.#fields) return this.#fields;
    const known = new Set(findCmdlet(this.cmdlet)?.params.map(({ name }) => name));
    const described = Object.entries(RULE_DESCRIPTIONS)
      .filter(([name]) => known.has(name))
      .map(([name, description]) => [name, { description }] as const);
    const merged: { [parameter: string]: FieldOverlay } = {};
    for (const [name, overlay] of [
      ...Object.entries(conditionFields(this.flat)),
      ...described,
      ...Object.entries(this.#nested()),
      ...Object.entries(this.own),
    ])
      merged[name] = { ...merged[name], ...overlay };
    this.#fields = merged;
    return merged;
  }

  #nested(): Fields {
    return {
      ContentContainsSensitiveInformation: this.#sensitive(SENSITIVE_INFORMATION),
      ExceptIfContentContainsSensitiveInformation: this.#sensitive(
        sensitiveInformation(
          "ExceptIfContentContainsSensitiveInformation",
          "Exception: content that contains these sensitive information types.",
        ),
      ),
      AdvancedRule: advancedRule(() => this.flat.names),
    };
  }

  /** Of an advanced rule the flat conditions say nothing, whatever the service shows (docs/service/dlp.md#flat-as-advanced). */
  #sensitive(overlay: FieldOverlay): FieldOverlay {
    return {
      ...overlay,
      read: (object) => (isAdvanced(object, this.flat.names) ? [] : overlay.read?.(object)),
      replacedBy: "advancedRule",
    };
  }

  /** How Get returns a parameter. */
  readonly read = (object: WireReader, parameter: string): Plain | undefined => {
    if (this.flat.has(parameter) && isAdvanced(object, this.flat.names)) return null;
    const wire = object.get(parameter);
    return wire !== undefined && /SizeOver$/.test(parameter) ? readSize(wire) : wire;
  };
}
