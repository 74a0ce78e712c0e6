import type { KindDefinition } from "../define";

/**
 * Set can change only DisplayName, which New does not take. Microsoft's seed entries cannot be changed or deleted
 * (docs/service/file-plan.md#seeds, docs/service/file-plan.md#display-name); a tenant may tell them by their maker alone
 * [inferred].
 */
export const FILE_PLAN_ENTRY: Pick<KindDefinition, "isBuiltIn" | "permissions"> = {
  isBuiltIn: (object) =>
    object.flag("ReadOnly") === true || /^Microsoft( Corporation)?$/i.test(object.text("CreatedBy") ?? ""),
  permissions: { roleGroups: ["Records Management", "Compliance Administrator", "Organization Management"] },
};

export const DISPLAY_NAME = {
  description: "Name that people see. Default: the name. Sent by a Set after New.",
  clear: { to: "refused", because: "the service always has one" },
  serviceFills: "name",
} as const;
