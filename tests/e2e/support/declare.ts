import assert from "node:assert/strict";
import type { Declared, Outcome } from "./stack";

/** The three kinds that belong together, each with one of everything that a test may change. */
export const policy = (args: Record<string, unknown> = {}): Declared => ({
  kind: "RetentionCompliancePolicy",
  name: "Finance",
  args: { comment: "one", exchangeLocation: ["a@contoso.com", "b@contoso.com"], ...args },
});
export const rule = (args: Record<string, unknown> = {}): Declared => ({
  kind: "RetentionComplianceRule",
  name: "Finance rule",
  args: { policy: "@Finance", retentionDuration: 30, retentionComplianceAction: "Keep", comment: "rule", ...args },
});
export const label = (args: Record<string, unknown> = {}): Declared => ({
  kind: "ComplianceTag",
  name: "Contract",
  args: {
    retentionAction: "Keep",
    retentionDuration: 365,
    retentionType: "CreationAgeInDays",
    comment: "label",
    ...args,
  },
});

export const ok = (outcome: Outcome): Outcome => {
  assert.ok(outcome.ok, outcome.told);
  return outcome;
};
export const empty = (outcome: Outcome): void => {
  ok(outcome);
  assert.deepEqual(outcome.steps, [], outcome.told);
};
/** Ends badly, and says so in words that match. */
export const refused = (outcome: Outcome, ...patterns: readonly RegExp[]): void => {
  assert.ok(!outcome.ok, `expected a failure: ${JSON.stringify(outcome.steps)}\n${outcome.told}`);
  for (const pattern of patterns) assert.match(outcome.told, pattern);
};
