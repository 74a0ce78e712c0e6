import { badArgument, refused } from "../../faults";
import { asText, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { acceptAdvancedRule } from "../dlp/advanced-rule";
import { asAdvancedText, isAdvanced, refuseBothForms } from "../dlp/flat-rule";
import { isFilledIn, ruleParameters } from "../dlp/rule-parameters";
import { sensitiveInformation } from "../dlp/sensitive-information";

const noun = "AutoSensitivityLabelRule";
const policy = "AutoSensitivityLabelPolicy";

export const autoSensitivityLabelRule: NounDeclaration = {
  noun,
  parent: { noun: policy, parameter: "Policy", distributesParent: true },
  naming: { scenario: "ApplyTag" },
  // Its tombstones are filtered by public clients like those of DLP rules (docs/service/cmdlets.md#tombstones).
  tombstoneMs: ({ ruleTombstoneMs }) => ruleTombstoneMs,
  actions: ["ForceValidate"],
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
    checkWorkload(draft, call.parent.properties);
    checkConditions(draft);
  },
  update(draft, before, call) {
    const owner = before.parent === undefined ? undefined : call.store.find(policy, before.parent);
    if (call.has("Workload") && owner) checkWorkload(draft, owner.properties);
    checkConditions(draft);
  },
  show(view, object, read) {
    const owner = object.parent && read.store.find(policy, object.parent, { tombstones: true });
    view.ParentPolicyName = owner ? owner.name : "";
    // "Workload expanded to all, LogicalWorkload the real one" (docs/service/auto-labeling.md#rule-workload).
    view.LogicalWorkload = asText(object.properties.Workload);
    view.Workload = "Exchange, SharePoint, OneDriveForBusiness";
    view.IsAdvancedRule = isAdvanced(object.properties);
    if (!view.IsAdvancedRule) view.AdvancedRule = asAdvancedText(noun, object.properties);
  },
};

const locationOf: Readonly<Record<string, string>> = {
  Exchange: "ExchangeLocation",
  SharePoint: "SharePointLocation",
  OneDriveForBusiness: "OneDriveLocation",
};

/**
 * "Each rule names its `Workload`" (docs/service/auto-labeling.md#rule-workload): one of three, and not a test for where the
 * policy looks.
 */
function checkWorkload(draft: Readonly<JsonObject>, _policy: Readonly<JsonObject>): void {
  const named = asText(draft.Workload).split(/,\s*/);
  const unknown = named.filter((workload) => !locationOf[workload]);
  if (unknown.length > 0)
    throw badArgument("Workload", `${unknown.join(", ")}: valid are ${Object.keys(locationOf).join(", ")}.`);
}

function checkConditions(draft: Readonly<JsonObject>): void {
  refuseBothForms(noun, draft);
  if (!isAdvanced(draft) && !ruleParameters(noun).conditions.some(({ name }) => isFilledIn(draft[name])))
    throw refused("A rule needs at least one condition.");
}
