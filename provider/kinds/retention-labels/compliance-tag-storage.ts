import { defineKind } from "../define";
import { example } from "../example";

/** Enabling again gives a warning and a Pending status for minutes (docs/service/retention-labels.md#storage). */
export const complianceTagStorage = defineKind({
  noun: "ComplianceTagStorage",
  summary: "Storage for retention labels, enabled once per tenant.",
  notes: ["Retention labels need it. It cannot be switched off: deleting the resource only forgets it."],
  examples: [example("Enable label storage", { "label-storage": ["ComplianceTagStorage", {}] })],
  identity: { kind: "singleton" },
  fields: {
    RecordsManagementSecurityGroupEmail: {
      description: "Address of the security group that manages records.",
      type: { type: "string", format: "address" },
    },
  },
  lock: { kind: "none" },
});
