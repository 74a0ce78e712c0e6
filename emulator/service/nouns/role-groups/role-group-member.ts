import type { NounDeclaration } from "../../noun";
import { showMember } from "./member-view";

/** `-Identity` names the group, in every one of its cmdlets. */
export const roleGroupMember: NounDeclaration = {
  noun: "RoleGroupMember",
  parent: { noun: "RoleGroup", parameter: "Identity", property: "RoleGroup" },
  naming: { unique: "parent" },
  locate: () => "",
  show: showMember,
};
