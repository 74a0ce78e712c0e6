import { badArgument, refused } from "../../faults";
import { guidOf } from "../../ids";
import { asText, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { acceptAdvancedRule } from "../dlp/advanced-rule";
import { refuseExchangeOnly } from "../dlp/exchange-only";
import { asAdvancedText, isAdvanced, refuseBothForms } from "../dlp/flat-rule";
import { isFilledIn, ruleParameters } from "../dlp/rule-parameters";
import { sensitiveInformation } from "../dlp/sensitive-information";
import { showDirectoryObject, showEmpties } from "../shared/recorded-shape";

const noun = "AutoSensitivityLabelRule";
const policy = "AutoSensitivityLabelPolicy";

export const autoSensitivityLabelRule: NounDeclaration = {
  noun,
  parent: { noun: policy, parameter: "Policy", distributesParent: true },
  naming: { scenario: "ApplyTag" },
  // Its tombstones are filtered by public clients like those of DLP rules (docs/service/cmdlets.md#tombstones).
  tombstoneMs: ({ ruleTombstoneMs }) => ruleTombstoneMs,
  actions: ["ForceValidate"],
  aliases: (_guid, properties) => [asText(properties.ImmutableId)].filter((id) => id !== ""),
  fields: {
    ContentContainsSensitiveInformation: sensitiveInformation(noun),
    ExceptIfContentContainsSensitiveInformation: sensitiveInformation(noun),
    AdvancedRule: {
      accept: (value, { store }) => acceptAdvancedRule(asText(value), { store, ...ruleParameters(noun) }),
    },
    ReportSeverityLevel: { initial: "Low" },
    Disabled: { initial: false },
  },

  putBehind: (given) => (given.IsAdvancedRule === false ? { AdvancedRule: "" } : {}),

  create(draft, call) {
    if (!call.parent) throw badArgument("Policy", "A policy is needed.");
    check(draft);
    draft.ImmutableId ??= guidOf("immutable id", call.store.newGuid());
  },
  update: (draft) => check(draft),
  show(view, object, { store }) {
    const owner = object.parent && store.find(policy, object.parent, { tombstones: true });
    const advanced = isAdvanced(object.properties);
    Object.assign(view, {
      AdvancedRule: advanced ? asText(object.properties.AdvancedRule) : asAdvancedText(noun, object.properties),
      IsAdvancedRule: advanced,
      ParentPolicyName: owner ? owner.name : asText(view.ParentPolicyName),
      // "Workload expanded to all, LogicalWorkload the real one" (docs/service/auto-labeling.md#rule-workload).
      LogicalWorkload: asText(object.properties.Workload),
      Workload: WORKLOADS.join(", "),
    });
    showEmpties(noun, view);
    showDirectoryObject(view, store, "msExchUnifiedRule");
  },
};

const WORKLOADS = ["Exchange", "SharePoint", "OneDriveForBusiness"];

/** A rule is for the workloads that it names (docs/service/auto-labeling.md#rule-workload), wherever its policy looks. */
function check(draft: Readonly<JsonObject>): void {
  const named = asText(draft.Workload).split(/,\s*/);
  const unknown = named.filter((workload) => !WORKLOADS.includes(workload));
  if (unknown.length > 0) throw badArgument("Workload", `${unknown.join(", ")}: valid are ${WORKLOADS.join(", ")}.`);
  refuseBothForms(noun, draft);
  if (!isAdvanced(draft) && !ruleParameters(noun).conditions.some(({ name }) => isFilledIn(draft[name])))
    throw refused("A rule needs at least one condition.");
  const files = named.filter((workload) => workload !== "Exchange");
  if (files.length > 0) refuseExchangeOnly(noun, draft, files);
}
