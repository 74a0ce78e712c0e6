import { defineKind } from "../define";

export const HOLD = "replacing it releases the hold";

/** Families.md 23; every New and Set is a full synchronisation (semantics.md "Case hold"). */
export const caseHoldPolicy = defineKind({
  noun: "CaseHoldPolicy",
  summary: "What an eDiscovery case holds: mailboxes, sites, public folders.",
  notes: [
    "A hold has no effect until it has a `CaseHoldRule`.",
    "Declare its locations here, or none at all and each by a `CaseHoldPolicyLocation`; not both.",
    "An inactive mailbox is named with a leading dot.",
  ],
  parent: { noun: "ComplianceCase", property: "case" },
  fixed: ["Name", "Case"],
  owned: ["ExchangeLocation", "PublicFolderLocation", "SharePointLocation"],
  ownsFamilyOnlyIfDeclared: true,
  fields: { Case: { from: ["CaseId", "Case", "CaseName"] } },
  get: { DistributionDetail: true },
  settle: { kind: "distribution", rule: { noun: "CaseHoldRule", property: "policy" }, slot: true },
  children: ["CaseHoldRule", "CaseHoldPolicyLocation"],
  keepsLiving: HOLD,
  permissions: { roleGroups: ["eDiscovery Manager"] },
});
