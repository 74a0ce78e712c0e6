import type { KindDefinition } from "../define";

/**
 * Set can change only DisplayName, which New does not take (docs/service/file-plan.md#display-name). Microsoft's entries are known by their
 * names (../built-in); that ReadOnly or the author shows them too is inferred.
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
