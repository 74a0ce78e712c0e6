import { defineKind, pendingDeletion } from "../define";
import { example, ref } from "../example";
import { orderState, orderWithin } from "../fields/order-state";

export const DLP_RULE_POSITION = "the position of a DLP rule";

/** Rules have priorities within their policy (docs/service/dlp.md#priority). */
export const dlpComplianceRuleOrder = defineKind({
  noun: "DlpComplianceRuleOrder",
  area: "dlp",
  synthetic: true,
  summary: "The order of a DLP policy's rules.",
  notes: [
    "List rules of one policy in the order in which they are looked at. Only their relative order counts; rules that are not listed stay where they are.",
    "Do not declare `priority` on the rules as well. Deleting the resource leaves the order as it is. Import takes the policy's GUID.",
  ],
  examples: [
    example("Many cards before few", {
      cards: ["DlpCompliancePolicy", { exchangeLocation: ["All"] }],
      many: [
        "DlpComplianceRule",
        {
          policy: ref("cards"),
          contentContainsSensitiveInformation: [{ name: "Credit Card Number", mincount: 10 }],
          blockAccess: true,
        },
      ],
      few: [
        "DlpComplianceRule",
        {
          policy: ref("cards"),
          contentContainsSensitiveInformation: [{ name: "Credit Card Number", mincount: 1 }],
          notifyUser: ["LastModifier"],
        },
      ],
      "rule-order": ["DlpComplianceRuleOrder", { policy: ref("cards"), rules: [ref("many"), ref("few")] }],
    }),
  ],
  identity: { kind: "order", list: "DlpComplianceRule" },
  parent: { noun: "DlpCompliancePolicy", property: "policy" },
  cmdlets: {
    get: "Get-DlpComplianceRule",
    update: "Set-DlpComplianceRule",
    create: undefined,
    remove: undefined,
  },
  states: [
    {
      property: "policy",
      parameter: "Policy",
      type: { type: "string", format: "name", reference: { noun: "DlpCompliancePolicy", send: "id" } },
      description: "The policy whose rules are ordered.",
      required: true,
      fixed: true,
      read: (object) => object.projection.parent,
    },
    orderState("rules", "DlpComplianceRule", "Rules of the policy, first one first.", ({ id, priority }) => ({
      cmdlet: "Set-DlpComplianceRule",
      parameters: { Identity: id, Priority: priority },
    })),
  ],
  lock: { kind: "parent", property: "policy", noun: "DlpCompliancePolicy" },
  project: orderWithin(pendingDeletion, ["Policy", "ParentPolicyName"]),
  claims: [{ topic: DLP_RULE_POSITION, noun: "DlpComplianceRule", by: ["rules"], exclusive: true }],
  special: { kind: "order" },
});
