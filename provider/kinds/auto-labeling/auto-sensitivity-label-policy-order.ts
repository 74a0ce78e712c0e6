import { defineKind, pendingDeletion } from "../define";
import { example, ref } from "../example";
import { orderProject, orderState } from "../fields/order-state";

export const AUTO_LABELING_POSITION = "the position of an auto-labeling policy";

/** 0 is first, as of DLP policies. */
export const autoSensitivityLabelPolicyOrder = defineKind({
  noun: "AutoSensitivityLabelPolicyOrder",
  area: "autolabelling",
  synthetic: true,
  summary: "The order of auto-labeling policies.",
  notes: [
    "List policies in the order in which they are looked at. Only their relative order counts; policies that are not listed stay where they are.",
    "Do not declare `priority` on the policies as well. Deleting the resource leaves the order as it is.",
  ],
  examples: [
    example("Secret before confidential", {
      secret: ["Label", { displayName: "Secret", tooltip: "For few" }],
      confidential: ["Label", { displayName: "Confidential", tooltip: "For people of Contoso only" }],
      first: ["AutoSensitivityLabelPolicy", { applySensitivityLabel: ref("secret"), exchangeLocation: ["All"] }],
      second: ["AutoSensitivityLabelPolicy", { applySensitivityLabel: ref("confidential"), exchangeLocation: ["All"] }],
      "label-order": ["AutoSensitivityLabelPolicyOrder", { policies: [ref("first"), ref("second")] }],
    }),
  ],
  identity: { kind: "order", list: "AutoSensitivityLabelPolicy" },
  cmdlets: {
    get: "Get-AutoSensitivityLabelPolicy",
    update: "Set-AutoSensitivityLabelPolicy",
    create: undefined,
    remove: undefined,
  },
  states: [
    orderState(
      "policies",
      "AutoSensitivityLabelPolicy",
      "Auto-labeling policies, first one first.",
      ({ id, priority }) => ({
        cmdlet: "Set-AutoSensitivityLabelPolicy",
        parameters: { Identity: id, Priority: priority },
      }),
    ),
  ],
  get: { DistributionDetail: true },
  project: orderProject(pendingDeletion),
  claims: [{ topic: AUTO_LABELING_POSITION, noun: "AutoSensitivityLabelPolicy", by: ["policies"], exclusive: true }],
  special: { kind: "order" },
});
