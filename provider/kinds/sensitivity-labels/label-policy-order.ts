import { defineKind, pendingDeletion } from "../define";
import { example, ref } from "../example";
import { orderProject, orderState } from "../fields/order-state";

/**
 * Order through NextLabelPolicy and PreviousLabelPolicy (docs/service/sensitivity-labels.md#policy-order); the former is in every
 * parameter set.
 */
export const labelPolicyOrder = defineKind({
  noun: "LabelPolicyOrder",
  area: "sensitivitylabels",
  synthetic: true,
  summary: "The order of label policies.",
  notes: [
    "List policies in the order in which the portal shows them. Only their relative order counts; policies that are not listed stay where they are.",
    "Where several policies reach somebody, the settings of the last one win. Deleting the resource leaves the order as it is.",
  ],
  examples: [
    example("The policy for everybody before that of the board", {
      general: ["Label", { displayName: "General", tooltip: "For everyday work" }],
      everybody: ["LabelPolicy", { labels: [ref("general")], exchangeLocation: ["All"] }],
      board: ["LabelPolicy", { labels: [ref("general")], exchangeLocation: ["board@contoso.com"] }],
      "policy-order": ["LabelPolicyOrder", { policies: [ref("everybody"), ref("board")] }],
    }),
  ],
  identity: { kind: "order", list: "LabelPolicy" },
  cmdlets: { get: "Get-LabelPolicy", update: "Set-LabelPolicy", create: undefined, remove: undefined },
  states: [
    orderState("policies", "LabelPolicy", "Label policies, lowest first.", ({ id, before, after }) => ({
      cmdlet: "Set-LabelPolicy",
      parameters: {
        Identity: id,
        ...(before !== undefined ? { NextLabelPolicy: before } : { PreviousLabelPolicy: after ?? "" }),
      },
    })),
  ],
  project: orderProject(pendingDeletion),
  special: { kind: "order" },
});
