import { pageOf } from "../../../catalogue";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { atLeastADay } from "../retention/stated-rules";
import { FILE_PLAN } from "./file-plan";
import { REVIEW_STAGES } from "./review-stages";

/** Retention labels: docs/service/retention-labels.md#fixed. */
export const complianceTag = defineKind({
  noun: "ComplianceTag",
  summary: "A retention label.",
  notes: [
    "Labels need label storage, once per tenant: `ComplianceTagStorage`.",
    "A label reaches people or content through a `RetentionCompliancePolicy` with a rule that publishes or applies it.",
    "Labels that mark regulatory records, that are in a policy, that are event-based or that are applied cannot be deleted.",
  ],
  examples: [
    example("A record label with file plan and two stages of disposition review", {
      legal: ["FilePlanPropertyDepartment", {}],
      contracts: [
        "ComplianceTag",
        {
          isRecordLabel: true,
          retentionAction: "KeepAndDelete",
          retentionDuration: 3650,
          retentionType: "CreationAgeInDays",
          filePlanProperty: { department: ref("legal") },
          multiStageReviewProperty: [
            { stageName: "Business", reviewers: ["owner@contoso.com"] },
            { stageName: "Legal", reviewers: ["legal@contoso.com"] },
          ],
        },
      ],
    }),
    example("A label whose period starts with an event", {
      "contract-ended": ["ComplianceRetentionEventType", {}],
      "after-contract": [
        "ComplianceTag",
        {
          retentionAction: "Keep",
          retentionDuration: 2555,
          retentionType: "EventAgeInDays",
          eventType: ref("contract-ended"),
        },
      ],
    }),
  ],
  fixed: [
    "Name",
    "RetentionAction",
    "RetentionType",
    "IsRecordLabel",
    "IsRecordUnlockedAsDefault",
    "Regulatory",
    "PriorityCleanup",
  ],
  fields: {
    AutoApprovalPeriod: {
      description: "Days after which a disposition stage approves itself. Microsoft gives no description.",
    },
    ComplianceTagForNextStage: { description: "The label that content gets when this one's period ends." },
    EventType: { description: 'Event type that starts the period; goes with `retentionType: "EventAgeInDays"`.' },
    FilePlanProperty: FILE_PLAN,
    FlowId: { description: "GUID of the Power Automate flow that runs when the period ends. Preview." },
    IsRecordLabel: { description: "Marks content as a record. A record label cannot be taken off content." },
    IsRecordUnlockedAsDefault: { description: "Records start unlocked.", default: false },
    MultiStageReviewProperty: REVIEW_STAGES,
    Notes: { description: "Notes for administrators." },
    PriorityCleanup: { default: false, companion: "always" },
    Regulatory: {
      description:
        'Marks content as a regulatory record: irreversible. Needs `acceptIrreversible: ["RegulatoryRecord"]`.',
      default: false,
    },
    RetentionAction: { description: "What happens to labeled content: `Keep`, `Delete` or `KeepAndDelete`." },
    RetentionDuration: {
      // The period may change, except where it counts from labeling (docs/service/retention-labels.md#period).
      frozen: ({ retentionType }) =>
        retentionType === "TaggedAgeInDays" ? "a period that counts from labeling cannot change" : undefined,
    },
    RetentionType: { description: "Where the period counts from: creation, modification, labeling or an event." },
    ReviewerEmail: { description: "Addresses of the people who review content before it is deleted." },
  },
  variants: [{ cmdlet: "Get-ComplianceTag", parameters: { PriorityCleanup: true }, selector: "PriorityCleanup" }],
  rules: [
    atLeastADay(pageOf("New-ComplianceTag", "RetentionDuration")),
    ({ retentionType, eventType }) =>
      typeof retentionType === "string" && /^eventageindays$/i.test(retentionType) && (eventType ?? null) === null
        ? [{ property: "eventType", reason: "is needed because retentionType is EventAgeInDays", stated: true }]
        : [],
  ],
  preventReplace: "content keeps its label only while the label exists, and a deleted label's name stays reserved",
  reservesNames: true,
  inUse: { refusal: "LabelIsPublishedException" },
});
