import { flatAsAdvanced } from "../fields/advanced-rule";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { DLP_RULE_POSITION } from "./dlp-compliance-rule-order";
import { RULE_ACTIONS } from "./rule-actions";
import { conditionAndAction, eitherFlatOrAdvanced } from "./rule-conditions";
import { RuleFields } from "./rule-fields";

const rule = new RuleFields("New-DlpComplianceRule", {
  ...RULE_ACTIONS,
  Policy: { description: "The policy that it belongs to.", from: ["Policy", "ParentPolicyName"] },
  DisplayName: { description: "Name that portals show. Default: the rule's name.", serviceFills: "name" },
  Priority: {
    description: "Place among the rules of its policy: 0 comes first, and setting one moves the others.",
    clear: { to: "leave" },
    serviceFills: true,
  },
  ValidateRule: { exclude: "an action: it only checks" },
});

/** docs/service/dlp.md#rule, docs/service/dlp.md#advanced-rule. */
export const dlpComplianceRule = defineKind({
  noun: "DlpComplianceRule",
  lesser: flatAsAdvanced,
  summary: "What a DLP policy looks for, and what happens with what it finds.",
  notes: [
    "A rule needs a condition and an action. Conditions are flat properties, which must all hold, or one `advancedRule` that nests them; not both.",
    'Sensitive information types go by name (in any language of the tenant), GUID or resource; `-1` and `"Any"` are no limit.',
    "Many conditions and actions work only in a policy that is scoped to Exchange alone.",
    "The order of a policy's rules is declared by one `DlpComplianceRuleOrder`, or by `priority` on each.",
    "A removed rule keeps its name for about 30 days.",
  ],
  examples: [
    example("Block credit card numbers that leave the organization, with an override and a report", {
      sites: ["DlpCompliancePolicy", { sharePointLocation: ["All"] }],
      "cards-out": [
        "DlpComplianceRule",
        {
          policy: ref("sites"),
          contentContainsSensitiveInformation: [{ name: "Credit Card Number", mincount: 1, confidencelevel: "High" }],
          accessScope: "NotInOrganization",
          blockAccess: true,
          blockAccessScope: "PerUser",
          notifyUser: ["Owner", "LastModifier"],
          notifyAllowOverride: ["WithJustification", "FalsePositive"],
          generateIncidentReport: ["SiteAdmin"],
          incidentReportContent: ["Title", "DocumentAuthor", "Detections", "Severity"],
          reportSeverityLevel: "High",
        },
      ],
    }),
    example("Nested conditions", {
      mail: ["DlpCompliancePolicy", { exchangeLocation: ["All"], oneDriveLocation: [] }],
      "health-data": [
        "DlpComplianceRule",
        {
          policy: ref("mail"),
          advancedRule: {
            operator: "And",
            conditions: [
              { contentContainsSensitiveInformation: [{ name: "U.S. / U.K. Passport Number" }] },
              { operator: "Or", conditions: [{ accessScope: "NotInOrganization" }, { hasSenderOverride: true }] },
              { not: { fromMemberOf: ["audit@contoso.com"] } },
            ],
          },
          blockAccess: true,
          notifyUser: ["LastModifier"],
        },
      ],
    }),
  ],
  parent: { noun: "DlpCompliancePolicy", property: "policy" },
  fixed: ["Name", "Policy"],
  read: rule.read,
  get fields() {
    return rule.fields;
  },
  rules: [eitherFlatOrAdvanced(rule.flat), (inputs) => conditionAndAction(rule.flat, rule.flat.actions)(inputs)],
  lock: { kind: "parent", property: "policy", noun: "DlpCompliancePolicy" },
  settle: { kind: "parent", property: "policy", noun: "DlpCompliancePolicy" },
  claims: [{ topic: DLP_RULE_POSITION, noun: "DlpComplianceRule", by: ["priority"] }],
  place: { property: "priority", topic: "a place among the rules of a policy" },
  reservesNames: true,
  permissions: {
    roleGroups: ["Compliance Administrator", "Compliance Data Administrator", "Organization Management"],
    notes: [
      "Restrictions of devices (`endpointDlpRestrictions`) also need the Entra role Compliance Administrator or Compliance Data Administrator.",
    ],
  },
});
