import { defineKind } from "../define";
import { example, ref } from "../example";
import { fewNamedLocations } from "../retention/stated-rules";

export const HELD_LOCATIONS = "the locations of a hold";

export const HOLD = "replacing it releases the hold";

/** Every New and Set is a full synchronization (docs/service/distribution.md#full-sync). */
export const caseHoldPolicy = defineKind({
  noun: "CaseHoldPolicy",
  summary: "What an eDiscovery case holds: mailboxes, sites, public folders.",
  notes: [
    "A hold has no effect until it has a `CaseHoldRule`.",
    "Declare its locations here, or none at all and each by a `CaseHoldPolicyLocation`; not both.",
    "An inactive mailbox is named with a leading dot.",
  ],
  examples: [
    example("Hold two mailboxes and a site", {
      fabrikam: ["ComplianceCase", {}],
      hold: [
        "CaseHoldPolicy",
        {
          case: ref("fabrikam"),
          exchangeLocation: ["ann@contoso.com", "bob@contoso.com"],
          sharePointLocation: ["https://contoso.sharepoint.com/sites/fabrikam"],
        },
      ],
      "hold-rule": ["CaseHoldRule", { policy: ref("hold") }],
    }),
  ],
  parent: { noun: "ComplianceCase", property: "case" },
  fixed: ["Name", "Case"],
  claims: [
    {
      topic: HELD_LOCATIONS,
      noun: "CaseHoldPolicy",
      by: ["exchangeLocation", "publicFolderLocation", "sharePointLocation"],
    },
  ],
  owned: ["ExchangeLocation", "PublicFolderLocation", "SharePointLocation"],
  ownsFamilyOnlyIfDeclared: true,
  fields: { Case: { from: ["CaseId", "Case", "CaseName"] } },
  get: { DistributionDetail: true },
  settle: { kind: "distribution", rule: { noun: "CaseHoldRule", property: "policy" }, slot: true },
  rules: [fewNamedLocations("https://learn.microsoft.com/purview/edisc-limits")],
  children: ["CaseHoldRule", "CaseHoldPolicyLocation"],
  preventReplace: HOLD,
  permissions: { roleGroups: ["eDiscovery Manager"] },
});
