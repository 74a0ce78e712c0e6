import type { NounDeclaration } from "../../noun";

/** Shows or hides the regulatory option in the portal, nothing else (docs/service/retention-labels.md#records). */
export const regulatoryComplianceUI: NounDeclaration = {
  noun: "RegulatoryComplianceUI",
  fields: { Enabled: { initial: false } },
};

/** The templates count only where their switch is on (catalogue: meaningfulOnlyWhen). */
export const recordReviewNotificationTemplateConfig: NounDeclaration = {
  noun: "RecordReviewNotificationTemplateConfig",
  fields: {
    IsCustomizedNotificationTemplate: { initial: false },
    IsCustomizedReminderTemplate: { initial: false },
  },
  update(draft) {
    if (draft.IsCustomizedNotificationTemplate !== true) draft.CustomizedNotificationDataString = null;
    if (draft.IsCustomizedReminderTemplate !== true) draft.CustomizedReminderDataString = null;
  },
};

/**
 * Tags of Exchange's own messaging records management. No cmdlet of this service reads them; they are here because
 * labels and tags share one space of names (docs/service/cmdlets.md#shared-names), and the control API can put some.
 */
export const retentionPolicyTag: NounDeclaration = {
  noun: "RetentionPolicyTag",
  family: "rule",
  naming: { scenario: "ComplianceTag", space: "label and retention-tag names" },
};
