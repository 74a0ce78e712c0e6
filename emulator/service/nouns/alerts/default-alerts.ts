import { guidOf } from "../../ids";
import type { Seed } from "../../noun";

/** Watches activities of people unless said otherwise. */
interface DefaultAlert {
  readonly name: string;
  readonly severity: "Informational" | "Low" | "Medium" | "High";
  /** One audited activity, where it is no mail, message flow or click. */
  readonly operation?: string;
  readonly category?: string;
  readonly threat?: string;
  readonly aggregation?: string;
  readonly threshold?: number;
  readonly filter?: string;
  /** Those who administer are mailed; some alerts only show in the list. */
  readonly silent?: true;
}

const activity = (
  name: string,
  severity: DefaultAlert["severity"],
  operation: string,
  more: Partial<DefaultAlert> = {},
): DefaultAlert => ({ name, severity, operation, ...more });

const mail = (
  name: string,
  severity: DefaultAlert["severity"],
  threat: string,
  more: Partial<DefaultAlert> = {},
): DefaultAlert => ({ name, severity, threat, ...more });

/** Some names end in a zero-width space (docs/service/alerts.md#names). */
const BLANK = "\u200b";

/**
 * Policies that Microsoft turns on in every tenant, as recorded ones have them: names, severities, operations
 * (docs/service/alerts.md#defaults).
 */
const DEFAULTS: readonly DefaultAlert[] = [
  activity(
    "A Tenant Allow Block List entry has been found malicious",
    "Informational",
    "TenantAllowBlockListItemGraderDisagree",
  ),
  activity("Admin Submission Result Completed", "Informational", "AdminSubmission"),
  activity("Admin triggered user compromise investigation", "Medium", "AirManualInvestigation", {
    filter: "Activity.AirItemType -eq 'User'",
    silent: true,
  }),
  activity("Administrative action submitted by an Administrator", "Informational", "AirAdminActionInvestigation", {
    filter: "(Activity.AirAdminActionType -eq 'MailAction')",
    silent: true,
  }),
  activity("Creation of forwarding/redirect rule", "Informational", "MailRedirect"),
  activity("eDiscovery search started or exported", "Informational", "eDiscoverySearchStartedOrExported"),
  activity("Elevation of Exchange admin privilege", "Low", "GrantAdminPermission", { category: "AccessGovernance" }),
  activity("Email reported by user as malware or phish", "Low", "UserSubmission", {
    filter: "(Activity.SubmissionType -eq 'Phish') -or (Activity.SubmissionType -eq 'Malware')",
    silent: true,
  }),
  activity("Email reported by user as not junk", "Low", "UserSubmission", {
    filter: "Activity.SubmissionType -eq 'NotJunk'",
    silent: true,
  }),
  activity("Email sending limit exceeded", "Medium", "EmailSendingLimitExceeded"),
  activity("MIP AutoLabel simulation completed", "Low", "MipAutoLabelSimulationCompletion"),
  activity("Noisy Alert Policy Throttled Warning", "High", "ThrottledAlertPolicy", { category: "Others" }),
  activity("Potential Nation-State Activity", "High", "MSTICNationStateNotification"),
  activity("Retention Auto-labeling Policy Simulation Completed", "Low", "RetentionAutoLabelSimulationCompletion"),
  activity("Successful exact data match upload", "Low", "UploadDataCompleted"),
  activity("Suspicious connector activity", "High", "ConnectorAbuse"),
  activity("Suspicious tenant sending patterns observed", "High", "TenantExceedsThresholdEarlyAlert"),
  activity("Teams message reported by user as security risk", "Low", "UserSubmission", {
    filter: "Activity.SubmissionType -eq 'SecurityRisk'",
    silent: true,
  }),
  activity("Tenant Allow/Block List entry is about to expire", "Informational", "TenantAllowBlockListItemExpiry"),
  activity("Tenant restricted from sending email", "High", "CompromisedTenantAccount"),
  activity("Unusual volume of external file sharing", "Medium", "ExternalFileSharing", {
    category: "DataGovernance",
    aggregation: "AnomalousAggregation",
  }),
  activity("User requested to release a quarantined message", "Informational", "QuarantineRequestReleaseMessage"),
  activity("User restricted from sending email", "High", "CompromisedAccount"),
  activity("User restricted from sharing forms and collecting responses", "High", "UserRestrictedByDistributingForms"),
  mail("A potentially malicious URL click was detected", "High", "MaliciousUrlClick", {
    filter: "(Click.IsLookBack -eq 1)",
  }),
  mail("Email messages containing malware removed after delivery", "Informational", "Malware"),
  mail("Email messages containing phish URLs removed after delivery", "Informational", "Phish", { silent: true }),
  mail(`Email messages containing malicious file removed after delivery${BLANK}`, "Informational", "Malicious"),
  mail(`Email messages containing malicious URL removed after delivery${BLANK}`, "Informational", "Malicious"),
  mail(`Email messages from a campaign removed after delivery${BLANK}`, "Informational", "Malicious", { silent: true }),
  mail(`Email messages removed after delivery${BLANK}`, "Informational", "Malicious", { silent: true }),
  mail("Malware campaign detected after delivery", "High", "Malware"),
  mail("Messages containing malicious entity not removed after delivery", "Medium", "Malicious"),
  mail("Phish delivered due to an IP allow policy", "Informational", "Phish"),
  mail("Phish not zapped because ZAP is disabled", "Medium", "Phish"),
  mail("Messages have been delayed", "High", "MailFlow", {
    category: "MailFlow",
    aggregation: "CustomAggregation",
    threshold: 2000,
  }),
  mail("Reply-all storm detected", "High", "MailFlow", {
    category: "MailFlow",
    aggregation: "CustomAggregation",
    threshold: 1,
  }),
];

/** They have the same id in every tenant (docs/service/alerts.md#defaults); which, only Microsoft knows. */
export const defaultAlerts = (): readonly Seed[] =>
  DEFAULTS.map((alert) => ({
    name: alert.name,
    guid: guidOf("default alert policy", alert.name),
    properties: {
      AggregationType: alert.aggregation ?? "None",
      AlertBy: alert.aggregation === "AnomalousAggregation" ? ["Tenant"] : [],
      Category: alert.category ?? "ThreatManagement",
      Disabled: false,
      Filter: alert.filter ?? null,
      IsSystemRule: true,
      NotificationEnabled: alert.silent !== true,
      NotifyUser: ["TenantAdmins"],
      Operation: alert.operation === undefined ? [] : [alert.operation],
      Severity: alert.severity,
      ThreatType: alert.threat ?? "Activity",
      Threshold: alert.threshold ?? null,
    },
  }));
