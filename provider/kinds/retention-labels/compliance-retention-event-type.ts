import { defineKind } from "../define";

/** Event types (docs/service/retention-labels.md#event-types). */
export const complianceRetentionEventType = defineKind({
  noun: "ComplianceRetentionEventType",
  summary: "A type of event that starts the period of event-based retention labels.",
  notes: ['A label refers to it by `eventType` together with `retentionType: "EventAgeInDays"`.'],
  examples: [
    {
      title: "An event type for contracts that end",
      resources: [
        {
          name: "contract-ended",
          noun: "ComplianceRetentionEventType",
          properties: { comment: "The contract has ended." },
        },
      ],
    },
  ],
});
