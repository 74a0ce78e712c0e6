import { defineKind, pendingDeletion } from "../define";
import { example, ref } from "../example";
import { orderProject, orderState } from "../fields/order-state";

export const DLP_POLICY_POSITION = "the position of a DLP policy";

/** 0 is first; setting one moves the others (docs/service/dlp.md#priority). */
export const dlpCompliancePolicyOrder = defineKind({
  noun: "DlpCompliancePolicyOrder",
  area: "dlp",
  synthetic: true,
  summary: "The order of DLP policies.",
  notes: [
    "List policies in the order in which they are looked at. Only their relative order counts; policies that are not listed stay where they are.",
    "Do not declare `priority` on the policies as well. Deleting the resource leaves the order as it is.",
  ],
  examples: [
    example("The strict policy before the broad one", {
      strict: ["DlpCompliancePolicy", { exchangeLocation: ["All"], oneDriveLocation: [] }],
      broad: ["DlpCompliancePolicy", { exchangeLocation: ["All"] }],
      "dlp-order": ["DlpCompliancePolicyOrder", { policies: [ref("strict"), ref("broad")] }],
    }),
  ],
  identity: { kind: "order", list: "DlpCompliancePolicy" },
  cmdlets: {
    get: "Get-DlpCompliancePolicy",
    update: "Set-DlpCompliancePolicy",
    create: undefined,
    remove: undefined,
  },
  states: [
    orderState("policies", "DlpCompliancePolicy", "DLP policies, first one first.", ({ id, priority }) => ({
      cmdlet: "Set-DlpCompliancePolicy",
      parameters: { Identity: id, Priority: priority },
    })),
  ],
  get: { DistributionDetail: true },
  project: orderProject(pendingDeletion),
  claims: [{ topic: DLP_POLICY_POSITION, noun: "DlpCompliancePolicy", by: ["policies"], exclusive: true }],
  special: { kind: "order" },
});
