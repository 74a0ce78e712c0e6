import { flatAsAdvanced } from "../fields/advanced-rule";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { conditionAndAction, eitherFlatOrAdvanced } from "../dlp/rule-conditions";
import { RuleFields } from "../dlp/rule-fields";

const rule = new RuleFields("New-AutoSensitivityLabelRule", {
  Policy: { description: "The policy that it belongs to.", from: ["Policy", "ParentPolicyName"] },
  Workload: {
    description: "Where it looks: `Exchange`, `SharePoint` or `OneDriveForBusiness`; one rule for each.",
    // `Workload` is returned with all of them, `LogicalWorkload` with the true one (docs/service/auto-labeling.md#rule-workload).
    read: (object) => {
      const told = object.text("LogicalWorkload", "Workload");
      return told === undefined || told.includes(",") ? undefined : told;
    },
  },
});

/** docs/service/auto-labeling.md#rule-workload. */
export const autoSensitivityLabelRule = defineKind({
  noun: "AutoSensitivityLabelRule",
  lesser: flatAsAdvanced,
  summary: "What an auto-labeling policy looks for in one workload.",
  notes: [
    "Conditions are flat properties, which must all hold, or one `advancedRule` that nests them; not both.",
    "Pattern lists take 10 entries, less than those of DLP.",
  ],
  examples: [
    example("Passports in files", {
      secret: ["Label", { displayName: "Secret", tooltip: "For few" }],
      files: [
        "AutoSensitivityLabelPolicy",
        { applySensitivityLabel: ref("secret"), sharePointLocation: ["All"], mode: "TestWithoutNotifications" },
      ],
      "files-rule": [
        "AutoSensitivityLabelRule",
        {
          policy: ref("files"),
          workload: "SharePoint",
          contentContainsSensitiveInformation: [{ name: "U.S. / U.K. Passport Number" }],
        },
      ],
    }),
  ],
  parent: { noun: "AutoSensitivityLabelPolicy", property: "policy" },
  fixed: ["Name", "Policy"],
  read: rule.read,
  get fields() {
    return rule.fields;
  },
  rules: [eitherFlatOrAdvanced(rule.flat), (inputs) => conditionAndAction(rule.flat, [])(inputs)],
  lock: { kind: "parent", property: "policy", noun: "AutoSensitivityLabelPolicy" },
  settle: { kind: "parent", property: "policy", noun: "AutoSensitivityLabelPolicy" },
  reservesNames: true,
  permissions: { roleGroups: ["Information Protection Admins", "Compliance Administrator", "Organization Management"] },
});
