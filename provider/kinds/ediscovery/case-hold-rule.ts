import { defineKind } from "../define";
import { example, ref } from "../example";
import { HOLD } from "./case-hold-policy";

/** Listing all rules can time out, so policy by policy (docs/service/ediscovery.md#hold-rule). */
export const caseHoldRule = defineKind({
  noun: "CaseHoldRule",
  summary: "Puts a case hold policy into effect, and narrows it by a query.",
  notes: ["A policy has one rule."],
  examples: [
    example("Hold only what mentions the project", {
      fabrikam: ["ComplianceCase", {}],
      hold: ["CaseHoldPolicy", { case: ref("fabrikam"), exchangeLocation: ["ann@contoso.com"] }],
      "hold-rule": ["CaseHoldRule", { policy: ref("hold"), contentMatchQuery: "fabrikam" }],
    }),
  ],
  parent: { noun: "CaseHoldPolicy", property: "policy" },
  fixed: ["Name", "Policy"],
  fields: {
    Policy: { from: ["Policy", "PolicyId", "ParentPolicyName"] },
    Disabled: { description: "Whether the hold is switched off." },
    ContentDateFrom: {
      type: { type: "datetime" },
      description: "Only content from this moment on. Known from the service's own catalogue only.",
    },
    ContentDateTo: {
      type: { type: "datetime" },
      description: "Only content up to this moment. Known from the service's own catalogue only.",
    },
  },
  lists: {
    kind: "perParent",
    cmdlet: "Get-CaseHoldRule",
    parameters: {},
    parameter: "Policy",
    property: "policy",
    noun: "CaseHoldPolicy",
  },
  lock: { kind: "parent", property: "policy", noun: "CaseHoldPolicy" },
  settle: { kind: "parent", property: "policy", noun: "CaseHoldPolicy" },
  preventReplace: HOLD,
  permissions: { roleGroups: ["eDiscovery Manager"] },
});
