import { defineKind } from "../define";

/** Families.md 38: shows or hides the option in the portal only. */
export const regulatoryComplianceUI = defineKind({
  noun: "RegulatoryComplianceUI",
  summary: "Whether the portal offers to mark content as a regulatory record.",
  notes: ["It only shows or hides the option. Deleting the resource leaves the setting as it is."],
  identity: { kind: "singleton" },
  fields: {
    Enabled: {
      description: "Whether the portal shows the option.",
      from: ["Enabled", "IsEnabled", "RegulatoryComplianceUI", "RegulatoryComplianceUIEnabled"],
    },
  },
});
