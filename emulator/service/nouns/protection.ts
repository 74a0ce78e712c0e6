import type { NounDeclaration } from "../noun";
import { protectionAlert } from "./alerts/protection-alert";
import { unifiedAuditLogRetentionPolicy } from "./audit/unified-audit-log-retention-policy";
import { autoSensitivityLabelPolicy } from "./auto-labeling/auto-sensitivity-label-policy";
import { autoSensitivityLabelRule } from "./auto-labeling/auto-sensitivity-label-rule";
import { dlpCompliancePolicy } from "./dlp/dlp-compliance-policy";
import { dlpComplianceRule } from "./dlp/dlp-compliance-rule";
import { policyConfig } from "./dlp/policy-config";
import { caseHoldPolicy } from "./ediscovery/case-hold-policy";
import { caseHoldRule } from "./ediscovery/case-hold-rule";
import { complianceCase } from "./ediscovery/compliance-case";
import { complianceCaseMember } from "./ediscovery/compliance-case-member";
import { roleGroup } from "./role-groups/role-group";
import { roleGroupMember } from "./role-groups/role-group-member";
import { label } from "./sensitivity-labels/label";
import { labelPolicy } from "./sensitivity-labels/label-policy";

/** Labels, loss prevention, cases, and who watches over them. */
export const protection: readonly NounDeclaration[] = [
  autoSensitivityLabelPolicy,
  autoSensitivityLabelRule,
  caseHoldPolicy,
  caseHoldRule,
  complianceCase,
  complianceCaseMember,
  dlpCompliancePolicy,
  dlpComplianceRule,
  label,
  labelPolicy,
  policyConfig,
  protectionAlert,
  roleGroup,
  roleGroupMember,
  unifiedAuditLogRetentionPolicy,
];
