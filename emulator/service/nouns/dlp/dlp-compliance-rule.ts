import { findCmdlet } from "../../../../catalogue";
import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { inOrder, number, placeOfNew, placeOfSet, settle } from "../shared/priority";
import { acceptAdvancedRule } from "./advanced-rule";
import { sensitiveInformation } from "./sensitive-information";

const noun = "DlpComplianceRule";
const policy = "DlpCompliancePolicy";

/** Lists that read back as one text with commas (docs/service/dlp.md#comma-lists). */
const commaTexts = ["IncidentReportContent", "NotifyAllowOverride"];

/** Parameters that are neither a condition nor could be one. */
const noCondition = new Set(
  [
    ...[
      "ActivationDate",
      "AlertProperties",
      "Comment",
      "Confirm",
      "Disabled",
      "DisplayName",
      "EvaluateRulePerComponent",
    ],
    ...["ExpiryDate", "ImmutableId", "IncidentReportContent", "MipRestrictAccess", "Name", "Policy", "Priority"],
    ...[
      "ReportSeverityLevel",
      "RuleErrorAction",
      "SenderAddressLocation",
      "ValidateRule",
      "WhatIf",
      "BlockAccessScope",
    ],
    ...["RestrictAccess", "RestrictBrowserAccess", "ModifySubject", "TriggerPowerAutomateFlow"],
  ].map(fold),
);

export const dlpComplianceRule: NounDeclaration = {
  noun,
  parent: { noun: policy, parameter: "Policy", distributesParent: true },
  naming: { scenario: "Dlp" },
  // "DLP rules the same" as labels: about 30 days, the name stays reserved (docs/service/cmdlets.md#reserved-names).
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
    const owner = call.parent;
    if (!owner) throw badArgument("Policy", "A policy is needed.");
    refuseBothForms(call);
    if (!givesCondition(call)) throw refused("A rule needs at least one condition.");
    draft.DisplayName ??= call.text("Name");
    checkEndpoint(draft);
    draft.Priority = placeOfNew(call, call.store.children(noun, owner.guid));
  },
  update(draft, before, call) {
    refuseBothForms(call);
    checkEndpoint(draft);
    draft.Priority = placeOfSet(call, before, siblings(before.parent, call));
  },
  created: (object, call) => settle(call, object, siblings(object.parent, call)),
  updated: (object, _before, call) => settle(call, object, siblings(object.parent, call)),
  removed: (object, call) => number(call.store, inOrder(siblings(object.parent, call)), call.caller.name),
  show(view, object, read) {
    const owner = object.parent && read.store.find(policy, object.parent, { tombstones: true });
    view.ParentPolicyName = owner ? owner.name : "";
    view.IsAdvancedRule = asText(view.AdvancedRule) !== "";
    view.Workload = owner
      ? Object.keys(owner.properties)
          .filter((name) => isWorkload(owner.properties, name))
          .map(workloadOf)
          .join(", ")
      : "";
    for (const name of commaTexts) view[name] = asList(view[name]).map(asText).join(", ");
  },
};

const siblings = (parent: string | undefined, { store }: CallContext) =>
  parent === undefined ? [] : store.children(noun, parent);

const isWorkload = (properties: Readonly<JsonObject>, name: string): boolean =>
  name.endsWith("Location") && asList(properties[name]).length > 0;

const workloadOf = (name: string): string =>
  name.replace(/(Dlp)?Location$/, "").replace(/^OneDrive$/, "OneDriveForBusiness");

/** "`AdvancedRule` is one JSON string and excludes the simple conditions" (docs/service/dlp.md#advanced-rule). */
function refuseBothForms(call: CallContext): void {
  if (call.text("AdvancedRule") === "") return;
  const flat = roleParameters("condition", "exception").filter((name) => call.has(name));
  if (flat.length > 0) throw badArgument("AdvancedRule", `It can't be used together with ${flat.join(", ")}.`);
}

const roleParameters = (...roles: readonly string[]): string[] =>
  (findCmdlet(`New-${noun}`)?.params ?? []).filter(({ role }) => role && roles.includes(role)).map(({ name }) => name);

/**
 * "Each new rule must contain one condition filter or test, and one associated action" (New's page); its second example
 * has no action, so that only the condition is asked for. What the page calls neither may be a condition.
 */
function givesCondition(call: CallContext): boolean {
  const certain = new Set(roleParameters("exception", "action").map(fold));
  return (findCmdlet(`New-${noun}`)?.params ?? []).some(
    ({ name }) =>
      call.has(name) && !certain.has(fold(name)) && !noCondition.has(fold(name)) && !fold(name).startsWith("notify"),
  );
}

/** "`EndpointDlpRestrictions` with Block or Warn also needs `NotifyUser`" (docs/service/dlp.md#endpoint). */
function checkEndpoint(draft: Readonly<JsonObject>): void {
  const acts = asList(draft.EndpointDlpRestrictions).some(
    (restriction) => isObject(restriction) && ["block", "warn"].includes(fold(asText(member(restriction, "value")))),
  );
  if (acts && asList(draft.NotifyUser).length === 0)
    throw badArgument("EndpointDlpRestrictions", "Block and Warn need NotifyUser.");
}
