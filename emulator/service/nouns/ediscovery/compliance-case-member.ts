import type { NounDeclaration } from "../../noun";
import { showMember } from "../role-groups/member-view";

export const complianceCaseMember: NounDeclaration = {
  noun: "ComplianceCaseMember",
  parent: { noun: "ComplianceCase", parameter: "Case", property: "CaseId" },
  naming: { unique: "parent" },
  // `-Case` names the case, not the member.
  locate: () => "",
  show: showMember,
};
