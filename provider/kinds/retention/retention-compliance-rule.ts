import { pageOf } from "../../../catalogue";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { SENSITIVE_INFORMATION } from "../fields/sensitive-information";
import { DISPLAY_HINT, RETENTION_HOLD } from "./shared";
import { atLeastADay } from "./stated-rules";

/** docs/service/retention.md#one-rule-per-policy, docs/service/retention.md#rule-forms. One rule per policy; label forms take no Name. */
export const retentionComplianceRule = defineKind({
  noun: "RetentionComplianceRule",
  summary: "How long a retention policy keeps content, or which label it publishes or applies.",
  notes: [
    "A policy has one rule. It is one of three: a period of its own, `applyComplianceTag` (auto-apply a label), or `publishComplianceTag` (publish a label).",
    "The label forms take no `name`: the service names such a rule.",
    "Label forms are not for Teams policies; publishing is not for policies with `retainCloudAttachment`.",
  ],
  examples: [
    example("Publish a label", {
      contracts: [
        "ComplianceTag",
        { retentionAction: "Keep", retentionDuration: 3650, retentionType: "CreationAgeInDays" },
      ],
      publish: ["RetentionCompliancePolicy", { sharePointLocation: ["All"] }],
      "publish-rule": ["RetentionComplianceRule", { policy: ref("publish"), publishComplianceTag: ref("contracts") }],
    }),
  ],
  named: "sometimes",
  parent: { noun: "RetentionCompliancePolicy", property: "policy" },
  forms: [
    {
      name: "publishing a label",
      properties: ["publishComplianceTag"],
      createSet: "PublishComplianceTag",
      updateSet: "Default",
    },
    { name: "applying a label", properties: ["applyComplianceTag"], createSet: "ComplianceTag", updateSet: "Default" },
    { name: "a period of its own", properties: [], createSet: "Default", updateSet: "Default" },
  ],
  fixed: ["Name", "Policy", "PublishComplianceTag", "PriorityCleanup"],
  fields: {
    Policy: { from: ["Policy", "PolicyId", "ParentPolicyName"] },
    ApplyComplianceTag: { description: "The label that is applied automatically.", reference: "ComplianceTag" },
    PublishComplianceTag: {
      description: "The label that is published for people to apply.",
      reference: "ComplianceTag",
    },
    ContentContainsSensitiveInformation: SENSITIVE_INFORMATION,
    RetentionDurationDisplayHint: DISPLAY_HINT,
    ContentDateFrom: { description: "Only content from this moment on. Sent by a Set after New." },
    ContentDateTo: { description: "Only content up to this moment. Sent by a Set after New." },
    PriorityCleanup: { default: false, companion: "always" },
  },
  variants: [
    { cmdlet: "Get-RetentionComplianceRule", parameters: { PriorityCleanup: true }, selector: "PriorityCleanup" },
  ],
  rules: [atLeastADay(pageOf("New-RetentionComplianceRule", "RetentionDuration"))],
  lock: { kind: "parent", property: "policy", noun: "RetentionCompliancePolicy" },
  settle: { kind: "parent", property: "policy", noun: "RetentionCompliancePolicy" },
  preventReplace: RETENTION_HOLD,
  reservesNames: true,
});
