import { defineKind, pendingDeletion } from "../define";
import { example, ref } from "../example";
import { orderProject, orderState } from "../fields/order-state";

export const LABEL_POSITION = "the position of a label";

/** Priority is on Set only, a higher number is a higher priority (docs/service/sensitivity-labels.md#priority). */
export const labelOrder = defineKind({
  noun: "LabelOrder",
  area: "sensitivitylabels",
  synthetic: true,
  summary: "The order of sensitivity labels.",
  notes: [
    "List labels in the order in which the portal shows them: lowest priority first. Only their relative order counts; labels that are not listed stay where they are.",
    "Sub-labels are ordered among those of the same parent, and move with it.",
    "Do not declare `priority` on the labels as well. Deleting the resource leaves the order as it is.",
  ],
  examples: [
    example("Three labels in order", {
      public: ["Label", { displayName: "Public", tooltip: "For everybody" }],
      general: ["Label", { displayName: "General", tooltip: "For everyday work" }],
      secret: ["Label", { displayName: "Secret", tooltip: "For few" }],
      order: ["LabelOrder", { labels: [ref("public"), ref("general"), ref("secret")] }],
    }),
  ],
  identity: { kind: "order", list: "Label" },
  cmdlets: { get: "Get-Label", update: "Set-Label", create: undefined, remove: undefined },
  states: [
    orderState("labels", "Label", "Labels, lowest priority first.", ({ id, priority }) => ({
      cmdlet: "Set-Label",
      parameters: { Identity: id, Priority: priority },
    })),
  ],
  get: { IncludeDetailedLabelActions: true },
  project: orderProject(pendingDeletion),
  claims: [{ topic: LABEL_POSITION, noun: "Label", by: ["labels"] }],
  special: { kind: "order" },
});
