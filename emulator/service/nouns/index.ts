import type { NounDeclaration } from "../noun";
import { adaptiveScopeMembers } from "./adaptive-scopes/adaptive-scope-members";
import { adaptiveScope } from "./adaptive-scopes/adaptive-scope";
import { edmSchema } from "./classification/edm-schema";
import { keywordDictionary } from "./classification/keyword-dictionary";
import { rulePackage } from "./classification/rule-package";
import { fingerprint, sensitiveInformationType } from "./classification/sensitive-information-type";
import { complianceSecurityFilter } from "./compliance-boundaries/compliance-security-filter";
import { complianceSearch } from "./content-search/compliance-search";
import { complianceSearchAction } from "./content-search/compliance-search-action";
import { devices } from "./devices/devices";
import { group, recipient, user } from "./directory/recipient";
import { site } from "./directory/site";
import {
  filePlanPropertyAuthority,
  filePlanPropertyCategory,
  filePlanPropertyCitation,
  filePlanPropertyDepartment,
  filePlanPropertyReferenceId,
  filePlanPropertyStructure,
  filePlanPropertySubCategory,
} from "./file-plan/file-plan-properties";
import { informationBarrierApplication, informationBarrierStatus } from "./information-barriers/application";
import { informationBarrierPolicy } from "./information-barriers/information-barrier-policy";
import { organizationSegment } from "./information-barriers/organization-segment";
import {
  sensitiveInformationScan,
  sensitiveInformationScanRule,
} from "./on-demand-classification/sensitive-information-scan";
import { protection } from "./protection";
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
import { servicePrincipal } from "./role-groups/service-principal";
import { tenantAllowBlockListItems, tenantAllowBlockListSpoofItems } from "./tenant-allow-block/tenant-allow-block";

/** Every noun that behaves in its own way; the rest is what the catalogue says. */
export const declarations: readonly NounDeclaration[] = [
  adaptiveScope,
  adaptiveScopeMembers,
  appRetentionCompliancePolicy,
  appRetentionComplianceRule,
  complianceRetentionEvent,
  complianceRetentionEventType,
  complianceSearch,
  complianceSearchAction,
  complianceSecurityFilter,
  complianceTag,
  complianceTagStorage,
  ...devices,
  group,
  recipient,
  site,
  user,
  edmSchema,
  filePlanPropertyAuthority,
  filePlanPropertyCategory,
  filePlanPropertyCitation,
  filePlanPropertyDepartment,
  filePlanPropertyReferenceId,
  filePlanPropertyStructure,
  filePlanPropertySubCategory,
  fingerprint,
  holdCompliancePolicy,
  holdComplianceRule,
  informationBarrierApplication,
  informationBarrierPolicy,
  informationBarrierStatus,
  keywordDictionary,
  organizationSegment,
  ...protection,
  recordReviewNotificationTemplateConfig,
  regulatoryComplianceUI,
  retentionCompliancePolicy,
  retentionComplianceRule,
  retentionPolicyTag,
  rulePackage,
  sensitiveInformationScan,
  sensitiveInformationScanRule,
  sensitiveInformationType,
  servicePrincipal,
  tenantAllowBlockListItems,
  tenantAllowBlockListSpoofItems,
];
