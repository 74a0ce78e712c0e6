import { badArgument, refused } from "../../faults";
import { asText, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { acceptAdvancedRule } from "../dlp/advanced-rule";
import { sensitiveInformation } from "../dlp/sensitive-information";
import { findCmdlet } from "../../../../catalogue";
import type { CallContext } from "../../context";

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
    ContentContainsSensitiveInformation: sensitiveInformation(noun, "ContentContainsSensitiveInformation"),
    ExceptIfContentContainsSensitiveInformation: sensitiveInformation(
      noun,
      "ExceptIfContentContainsSensitiveInformation",
    ),
    AdvancedRule: {
      accept: (value, { store }) => acceptAdvancedRule(asText(value), store),
      import: (value, store) => acceptAdvancedRule(asText(value), store),
    },
    ReportSeverityLevel: { initial: "Low" },
    Disabled: { initial: false },
  },

  create(draft, call) {
    if (!call.parent) throw badArgument("Policy", "A policy is needed.");
    checkWorkload(draft, call.parent.properties);
    if (!givesCondition(call)) throw refused("A rule needs at least one condition.");
  },
  update(draft, before, call) {
    const owner = before.parent === undefined ? undefined : call.store.find(policy, before.parent);
    if (call.has("Workload") && owner) checkWorkload(draft, owner.properties);
  },
  show(view, object, read) {
    const owner = object.parent && read.store.find(policy, object.parent, { tombstones: true });
    view.ParentPolicyName = owner ? owner.name : "";
    // "Workload expanded to all, LogicalWorkload the real one" (docs/service/auto-labeling.md#rule-workload).
    view.LogicalWorkload = asText(object.properties.Workload);
    view.Workload = "Exchange, SharePoint, OneDriveForBusiness";
    view.IsAdvancedRule = asText(view.AdvancedRule) !== "";
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

const roles: ReadonlySet<string> = new Set(["condition", "exception"]);
const otherConditions: ReadonlySet<string> = new Set([
  "AdvancedRule",
  "ContentIsNotLabeled",
  "DocumentCreatedBy",
  "From",
  "FromMemberOf",
  "SharedWithDomain",
  "SourceType",
]);

const givesCondition = (call: CallContext): boolean =>
  (findCmdlet(`New-${noun}`)?.params ?? []).some(
    ({ name, role }) => call.has(name) && ((role !== undefined && roles.has(role)) || otherConditions.has(name)),
  );
