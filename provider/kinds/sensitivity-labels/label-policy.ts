import { pageOf } from "../../../catalogue";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { ADVANCED_SETTINGS } from "../fields/settings";
import { JSON_LOCATIONS } from "../retention/shared";
import { exceptionsNextToAll } from "../retention/stated-rules";

export const LABELS_OF_POLICY = "the labels of a label policy";

/**
 * Only Exchange and group locations are documented (docs/service/sensitivity-labels.md#policy-locations); Mode comes back as
 * Enforce (docs/service/sensitivity-labels.md#policy-mode).
 */
export const labelPolicy = defineKind({
  noun: "LabelPolicy",
  summary: "Publishes sensitivity labels to people and groups.",
  notes: [
    "A sub-label's parent must be published too.",
    "The order of policies is declared by one `LabelPolicyOrder`: where several policies reach somebody, the last in that order wins.",
  ],
  examples: [
    example("Publish labels to everybody, with a default", {
      general: ["Label", { displayName: "General", tooltip: "For everyday work" }],
      everybody: [
        "LabelPolicy",
        {
          labels: [ref("general")],
          exchangeLocation: ["All"],
          advancedSettings: { OutlookDefaultLabel: ref("general"), requiredowngradejustification: true },
        },
      ],
    }),
  ],
  owned: ["ExchangeLocation", "ExchangeLocationException", "ModernGroupLocation"],
  fields: {
    AdvancedSettings: {
      ...ADVANCED_SETTINGS,
      description:
        "Settings of the policy by key, e.g. default labels (a label, its GUID or name) and mandatory labeling. Only declared keys are managed.",
      example: { requiredowngradejustification: true },
    },
    ExchangeAdaptiveScopes: { description: "Adaptive scopes of users who get the labels." },
    ExchangeAdaptiveScopesException: { description: "Adaptive scopes of users who do not." },
    Labels: {
      description:
        "The labels that it publishes: resources, GUIDs or names. A new policy needs one; a policy that exists leaves them to `LabelPolicyMembership` resources where it declares none.",
      required: false,
      clear: { to: "leave" },
    },
    Locations: JSON_LOCATIONS,
  },
  children: ["LabelPolicyMembership"],
  claims: [{ topic: LABELS_OF_POLICY, noun: "LabelPolicy", by: ["labels"] }],
  rules: [exceptionsNextToAll(pageOf("New-LabelPolicy", "ExchangeLocationException"), ["ExchangeLocationException"])],
  preventReplace: "replacing it takes the labels away from people, and the name stays reserved after a delete",
  reservesNames: true,
  permissions: { roleGroups: ["Information Protection Admins", "Compliance Administrator", "Organization Management"] },
});
