import type { Kind } from "./define";
import { adaptiveScope } from "./adaptive-scopes/adaptive-scope";
import { protectionAlert } from "./alerts/protection-alert";
import { dlpEdmSchema } from "./classification/dlp-edm-schema";
import { dlpKeywordDictionary } from "./classification/dlp-keyword-dictionary";
import { dlpSensitiveInformationType } from "./classification/dlp-sensitive-information-type";
import { dlpSensitiveInformationTypeRulePackage } from "./classification/dlp-sensitive-information-type-rule-package";
import { unifiedAuditLogRetentionPolicy } from "./audit/unified-audit-log-retention-policy";
import { autoSensitivityLabelPolicy } from "./auto-labeling/auto-sensitivity-label-policy";
import { autoSensitivityLabelRule } from "./auto-labeling/auto-sensitivity-label-rule";
import { dlpCompliancePolicy } from "./dlp/dlp-compliance-policy";
import { autoSensitivityLabelPolicyOrder } from "./auto-labeling/auto-sensitivity-label-policy-order";
import { dlpCompliancePolicyOrder } from "./dlp/dlp-compliance-policy-order";
import { dlpComplianceRuleOrder } from "./dlp/dlp-compliance-rule-order";
import { dlpComplianceRule } from "./dlp/dlp-compliance-rule";
import { caseHoldPolicy } from "./ediscovery/case-hold-policy";
import { caseHoldRule } from "./ediscovery/case-hold-rule";
import { caseHoldPolicyLocation } from "./ediscovery/case-hold-policy-location";
import { complianceCaseMember } from "./ediscovery/compliance-case-member";
import { complianceCase } from "./ediscovery/compliance-case";
import { filePlanPropertyAuthority } from "./file-plan/file-plan-property-authority";
import { filePlanPropertyCategory } from "./file-plan/file-plan-property-category";
import { filePlanPropertyCitation } from "./file-plan/file-plan-property-citation";
import { filePlanPropertyDepartment } from "./file-plan/file-plan-property-department";
import { filePlanPropertyReferenceId } from "./file-plan/file-plan-property-reference-id";
import { filePlanPropertySubCategory } from "./file-plan/file-plan-property-sub-category";
import { genericObject } from "./generic/object";
import { policyConfig } from "./policy-config/policy-config";
import { appRetentionCompliancePolicy } from "./retention/app-retention-compliance-policy";
import { appRetentionComplianceRule } from "./retention/app-retention-compliance-rule";
import { retentionCompliancePolicy } from "./retention/retention-compliance-policy";
import { retentionComplianceRule } from "./retention/retention-compliance-rule";
import { complianceRetentionEventType } from "./retention-labels/compliance-retention-event-type";
import { complianceTag } from "./retention-labels/compliance-tag";
import { complianceTagStorage } from "./retention-labels/compliance-tag-storage";
import { recordReviewNotificationTemplateConfig } from "./retention-labels/record-review-notification-template-config";
import { regulatoryComplianceUI } from "./retention-labels/regulatory-compliance-ui";

import { label } from "./sensitivity-labels/label";
import { labelOrder } from "./sensitivity-labels/label-order";
import { labelPolicyOrder } from "./sensitivity-labels/label-policy-order";
import { labelPolicyMembership } from "./sensitivity-labels/label-policy-membership";
import { labelPolicy } from "./sensitivity-labels/label-policy";

export type * from "./define";
export { defineKind } from "./define";
export { concreteKind } from "./generic/object";
export { sameExtraParameter } from "./extra-parameter";
export { IRREVERSIBLE_ACT_NAMES, IRREVERSIBLE_ACTS } from "./irreversible-acts";
export { propertyName } from "./property-name";
export { WireReader } from "./wire-reader";

/** Every kind. */
export const kinds: readonly Kind[] = [
  retentionCompliancePolicy,
  retentionComplianceRule,
  appRetentionCompliancePolicy,
  appRetentionComplianceRule,
  complianceTag,
  complianceTagStorage,
  complianceRetentionEventType,
  regulatoryComplianceUI,
  recordReviewNotificationTemplateConfig,
  filePlanPropertyAuthority,
  filePlanPropertyCategory,
  filePlanPropertySubCategory,
  filePlanPropertyCitation,
  filePlanPropertyDepartment,
  filePlanPropertyReferenceId,
  adaptiveScope,
  label,
  labelPolicy,
  labelOrder,
  labelPolicyMembership,
  labelPolicyOrder,
  dlpCompliancePolicy,
  dlpComplianceRule,
  autoSensitivityLabelPolicy,
  autoSensitivityLabelRule,
  dlpCompliancePolicyOrder,
  dlpComplianceRuleOrder,
  autoSensitivityLabelPolicyOrder,
  unifiedAuditLogRetentionPolicy,
  protectionAlert,
  dlpKeywordDictionary,
  dlpSensitiveInformationTypeRulePackage,
  dlpSensitiveInformationType,
  dlpEdmSchema,
  policyConfig,
  complianceCase,
  complianceCaseMember,
  caseHoldPolicy,
  caseHoldRule,
  caseHoldPolicyLocation,
  genericObject,
];

/** The kind of that noun (case ignored), or undefined. */
export const findKind = (noun: string): Kind | undefined =>
  kinds.find((kind) => kind.noun.toLowerCase() === noun.toLowerCase());
