import { defineKind } from "../define";
import { example } from "../example";
import type { Value } from "../../values";

const isGiven = (value: Value | undefined): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/**
 * docs/service/audit.md#set-companions, docs/service/audit.md#no-identity: Set wants priority and duration every time; Get has no
 * identity parameter.
 */
export const unifiedAuditLogRetentionPolicy = defineKind({
  noun: "UnifiedAuditLogRetentionPolicy",
  summary: "How long audit records are kept.",
  notes: [
    "At most 50 policies. Priorities are unique; 1 is the highest. A removal takes up to 30 minutes.",
    "Durations over 90 days or 10 years depend on licenses.",
  ],
  examples: [
    example("Keep Teams audit records for ten years", {
      "teams-audit": [
        "UnifiedAuditLogRetentionPolicy",
        { recordTypes: ["MicrosoftTeams"], retentionDuration: "TenYears", priority: 100 },
      ],
    }),
  ],
  fields: {
    Operations: { description: "Activities it applies to; needs exactly one of `recordTypes`." },
    Priority: { description: "1 (highest) to 10000, unique.", unique: { min: 1, max: 10_000 } },
    RecordTypes: { description: "Audit record types it applies to." },
    RetentionDuration: { description: "How long records are kept." },
    UserIds: { description: "Users it applies to, by user principal name." },
  },
  rules: [
    ({ recordTypes, userIds }) =>
      isGiven(recordTypes) || isGiven(userIds)
        ? []
        : [{ property: "userIds", reason: "should be declared where recordTypes is not", stated: true }],
  ],
  permissions: { roleGroups: ["Organization Management", "Compliance Administrator"] },
});
