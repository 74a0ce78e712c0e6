import { defineKind } from "../define";
import { example } from "../example";

/** Shows or hides the option in the portal only. */
export const regulatoryComplianceUI = defineKind({
  noun: "RegulatoryComplianceUI",
  summary: "Whether the portal offers to mark content as a regulatory record.",
  notes: ["It only shows or hides the option. Deleting the resource leaves the setting as it is."],
  examples: [example("Show the option", { "regulatory-ui": ["RegulatoryComplianceUI", { enabled: true }] })],
  identity: { kind: "singleton" },
  fields: {
    Enabled: {
      description: "Whether the portal shows the option.",
      from: ["Enabled", "IsEnabled", "RegulatoryComplianceUI", "RegulatoryComplianceUIEnabled"],
    },
  },
});
