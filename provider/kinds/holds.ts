/**
 * Kinds of which every object keeps something: retention, legal holds, labels on content. Deleting one releases what it keeps, so
 * `deletionProtection: "holds"` (the default) refuses it.
 */
export const HOLDS: ReadonlySet<string> = new Set([
  "RetentionCompliancePolicy",
  "RetentionComplianceRule",
  "AppRetentionCompliancePolicy",
  "AppRetentionComplianceRule",
  "CaseHoldPolicy",
  "CaseHoldRule",
  "CaseHoldPolicyLocation",
  "ComplianceCase",
  "ComplianceTag",
  "Label",
]);
