import { findCmdlet, type CatalogueParameter } from "../../../../catalogue";
import type { Json } from "../../../contract";
import { asText, fold } from "../../json";

/** Parameters that are neither a condition nor could be one. */
const NO_CONDITION = new Set(
  [
    ...["ActivationDate", "AdvancedRule", "AlertProperties", "AccessTimeControl", "BlockAccessScope", "Comment"],
    ...["Confirm", "Disabled", "DisplayName", "EnforcePortalAccess", "EvaluateRulePerComponent", "ExpiryDate"],
    ...["EndpointDlpBrowserRestrictions", "EndpointDlpRestrictions", "Identity", "ImmutableId", "MapRecipients"],
    ...["IncidentReportContent", "MipRestrictAccess", "ModifySubject", "MoveToQuarantineLocation", "Name"],
    ...["OnPremisesScannerDlpRestrictions", "Policy", "PowerBIDlpRestrictions", "Priority", "RedactSensitiveInfo"],
    ...["ReportSeverityLevel", "RestrictAccess", "RestrictBrowserAccess", "RuleErrorAction", "SenderAddressLocation"],
    ...["SharepointMoveToQuarantineLocation", "ThirdPartyAppDlpRestrictions", "TriggerPowerAutomateFlow"],
    ...["ValidateRule", "WhatIf", "Workload"],
  ].map(fold),
);

const startsLikeAction = (name: string): boolean => /^(notify|sharepointblock)/.test(name);

/** Which parameters of a rule's New are conditions and exceptions; computed once a noun. */
export interface RuleParameters {
  readonly conditions: readonly CatalogueParameter[];
  readonly exceptions: readonly CatalogueParameter[];
  /** By name in whatever case, without `ExceptIf`. */
  isCondition(name: string): boolean;
}

const known = new Map<string, RuleParameters>();

export function ruleParameters(noun: string): RuleParameters {
  const made = known.get(noun) ?? readRuleParameters(noun);
  known.set(noun, made);
  return made;
}

function readRuleParameters(noun: string): RuleParameters {
  const all = findCmdlet(`New-${noun}`)?.params ?? [];
  const exceptions = all.filter(({ name }) => name.startsWith("ExceptIf"));
  // What the page calls neither may be a condition: many have no description.
  const conditions = all.filter(
    ({ name, role }) =>
      role === "condition" ||
      (role === undefined &&
        !name.startsWith("ExceptIf") &&
        !NO_CONDITION.has(fold(name)) &&
        !startsLikeAction(fold(name))),
  );
  const names = new Set(conditions.map(({ name }) => fold(name)));
  return { conditions, exceptions, isCondition: (name) => names.has(fold(name)) };
}

/** A condition that is off: nothing, false, no value, None. */
export const isFilledIn = (value: Json | undefined): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  asText(value) !== "" &&
  asText(value) !== "None" &&
  !(Array.isArray(value) && value.length === 0);
