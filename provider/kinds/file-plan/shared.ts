import type { KindDefinition } from "../define";

/** Set can change only DisplayName, which New does not take; Microsoft's seed entries are read-only (semantics.md, lessons.md 3). */
export const FILE_PLAN_ENTRY: Pick<KindDefinition, "isBuiltIn" | "permissions"> = {
  isBuiltIn: (object) => object.flag("ReadOnly") === true,
  permissions: { roleGroups: ["Records Management", "Compliance Administrator", "Organization Management"] },
};

export const DISPLAY_NAME = {
  description: "Name that people see. Default: the name. Sent by a Set after New.",
  clear: { to: "refused", because: "the service always has one" },
  serviceFills: true,
} as const;
