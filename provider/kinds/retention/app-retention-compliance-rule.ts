import { pageOf } from "../../../catalogue";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { SENSITIVE_INFORMATION } from "../fields/sensitive-information";
import { DISPLAY_HINT, RETENTION_HOLD } from "./shared";
import { atLeastADay } from "./stated-rules";

/** The label forms are known from the service's own catalogue only. */
export const appRetentionComplianceRule = defineKind({
  noun: "AppRetentionComplianceRule",
  summary: "How long an app retention policy keeps or deletes content.",
  notes: ["A policy has one rule."],
  named: "sometimes",
  parent: { noun: "AppRetentionCompliancePolicy", property: "policy" },
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
  examples: [
    example("Delete messages of private channels after 90 days", {
      "private-channels": [
        "AppRetentionCompliancePolicy",
        { applications: ["User:MicrosoftTeams"], exchangeLocation: ["All"] },
      ],
      "private-channels-rule": [
        "AppRetentionComplianceRule",
        { policy: ref("private-channels"), retentionDuration: 90, retentionComplianceAction: "Delete" },
      ],
    }),
  ],
  fixed: ["Name", "Policy", "MachineLearningModelIDs", "PublishComplianceTag"],
  fields: {
    Policy: { from: ["Policy", "PolicyId", "ParentPolicyName"] },
    ApplyComplianceTag: { description: "The label that is applied automatically.", reference: "ComplianceTag" },
    PublishComplianceTag: { description: "The label that is published.", reference: "ComplianceTag" },
    ContentContainsSensitiveInformation: SENSITIVE_INFORMATION,
    RetentionDurationDisplayHint: DISPLAY_HINT,
    ContentDateFrom: { description: "Only content from this moment on. Sent by a Set after New." },
    ContentDateTo: { description: "Only content up to this moment. Sent by a Set after New." },
    MachineLearningModelIDs: { description: "Ids of trainable classifiers. Microsoft gives no description." },
  },
  rules: [atLeastADay(pageOf("New-AppRetentionComplianceRule", "RetentionDuration"))],
  lock: { kind: "parent", property: "policy", noun: "AppRetentionCompliancePolicy" },
  settle: { kind: "parent", property: "policy", noun: "AppRetentionCompliancePolicy" },
  preventReplace: RETENTION_HOLD,
  reservesNames: true,
});
