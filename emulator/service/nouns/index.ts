import type { NounDeclaration } from "../noun";
import { adaptiveScope } from "./adaptive-scopes/adaptive-scope";
import {
  filePlanPropertyAuthority,
  filePlanPropertyCategory,
  filePlanPropertyCitation,
  filePlanPropertyDepartment,
  filePlanPropertyReferenceId,
  filePlanPropertyStructure,
  filePlanPropertySubCategory,
} from "./file-plan/file-plan-properties";
import { complianceTag } from "./retention-labels/compliance-tag";
import { complianceTagStorage } from "./retention-labels/compliance-tag-storage";
import { complianceRetentionEvent, complianceRetentionEventType } from "./retention-labels/event-types";
import {
  recordReviewNotificationTemplateConfig,
  regulatoryComplianceUI,
  retentionPolicyTag,
} from "./retention-labels/record-settings";
import { holdCompliancePolicy, holdComplianceRule } from "./retention-legacy/hold-compliance";
import { appRetentionCompliancePolicy, appRetentionComplianceRule } from "./retention/app-retention";
import { retentionCompliancePolicy } from "./retention/retention-compliance-policy";
import { retentionComplianceRule } from "./retention/retention-compliance-rule";

/** Every noun that behaves in its own way; the rest is what the catalogue says. */
export const declarations: readonly NounDeclaration[] = [
  adaptiveScope,
  appRetentionCompliancePolicy,
  appRetentionComplianceRule,
  complianceRetentionEvent,
  complianceRetentionEventType,
  complianceTag,
  complianceTagStorage,
  filePlanPropertyAuthority,
  filePlanPropertyCategory,
  filePlanPropertyCitation,
  filePlanPropertyDepartment,
  filePlanPropertyReferenceId,
  filePlanPropertyStructure,
  filePlanPropertySubCategory,
  holdCompliancePolicy,
  holdComplianceRule,
  recordReviewNotificationTemplateConfig,
  regulatoryComplianceUI,
  retentionCompliancePolicy,
  retentionComplianceRule,
  retentionPolicyTag,
];
