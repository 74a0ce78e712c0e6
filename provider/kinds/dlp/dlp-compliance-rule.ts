import { findCmdlet } from "../../../catalogue";
import { defineKind, type FieldOverlay } from "../define";
import { example, ref } from "../example";
import { advancedRule, isAdvanced } from "../fields/advanced-rule";
import { SENSITIVE_INFORMATION, sensitiveInformation } from "../fields/sensitive-information";
import { readSize } from "../fields/byte-size";
import type { Plain } from "../../values";
import type { WireReader } from "../wire-reader";
import { RULE_ACTIONS } from "./rule-actions";
import { conditionAndAction, conditionFields, eitherFlatOrAdvanced, FlatConditions } from "./rule-conditions";
import { RULE_DESCRIPTIONS } from "./rule-descriptions";

const flat = new FlatConditions("New-DlpComplianceRule");

/** The service shows an advanced rule's conditions as flat ones too where it can. */
const flatOnly = (object: WireReader, overlay: FieldOverlay): ReturnType<NonNullable<FieldOverlay["read"]>> =>
  isAdvanced(object, flat.names) ? [] : overlay.read?.(object);

const sensitive = (overlay: FieldOverlay): FieldOverlay => ({
  ...overlay,
  read: (object) => flatOnly(object, overlay),
  replacedBy: "advancedRule",
});

function readParameter(object: WireReader, parameter: string): Plain | undefined {
  if (flat.has(parameter) && isAdvanced(object, flat.names)) return null;
  const wire = object.get(parameter);
  return wire !== undefined && /SizeOver$/.test(parameter) ? readSize(wire) : wire;
}

let fields: { readonly [parameter: string]: FieldOverlay } | undefined;

function ruleFields(): { readonly [parameter: string]: FieldOverlay } {
  if (fields) return fields;
  const known = new Set(findCmdlet("New-DlpComplianceRule")?.params.map(({ name }) => name));
  const described = Object.entries(RULE_DESCRIPTIONS)
    .filter(([name]) => known.has(name))
    .map(([name, description]) => [name, { description }] as const);
  const merged: { [parameter: string]: FieldOverlay } = {};
  const own: { readonly [parameter: string]: FieldOverlay } = {
    ContentContainsSensitiveInformation: sensitive(SENSITIVE_INFORMATION),
    ExceptIfContentContainsSensitiveInformation: sensitive(
      sensitiveInformation(
        "ExceptIfContentContainsSensitiveInformation",
        "Exception: content that contains these sensitive information types.",
      ),
    ),
    AdvancedRule: advancedRule(() => flat.names),
    Policy: { description: "The policy that it belongs to.", from: ["Policy", "ParentPolicyName"] },
    DisplayName: { description: "Name that portals show. Default: the rule's name.", serviceFills: "name" },
    Priority: {
      description: "Place among the rules of its policy: 0 comes first, and setting one moves the others.",
      clear: { to: "leave" },
      serviceFills: true,
    },
    ValidateRule: { exclude: "an action: it only checks" },
  };
  for (const [name, overlay] of [
    ...Object.entries(conditionFields(flat)),
    ...described,
    ...Object.entries(RULE_ACTIONS),
    ...Object.entries(own),
  ])
    merged[name] = { ...merged[name], ...overlay };
  fields = merged;
  return fields;
}

/** docs/service/dlp.md#rule, docs/service/dlp.md#advanced-rule. */
export const dlpComplianceRule = defineKind({
  noun: "DlpComplianceRule",
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
  read: readParameter,
  get fields() {
    return ruleFields();
  },
  rules: [eitherFlatOrAdvanced(flat), (inputs) => conditionAndAction(flat, flat.actions)(inputs)],
  lock: { kind: "parent", property: "policy", noun: "DlpCompliancePolicy" },
  settle: { kind: "parent", property: "policy", noun: "DlpCompliancePolicy" },
  reservesNames: true,
  permissions: {
    roleGroups: ["Compliance Administrator", "Compliance Data Administrator", "Organization Management"],
    notes: [
      "Restrictions of devices (`endpointDlpRestrictions`) also need the Entra role Compliance Administrator or Compliance Data Administrator.",
    ],
  },
});
