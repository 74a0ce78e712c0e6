import * as purview from "pulumi-purview";

const { all, contains, labeled, not, sensitiveType, sensitiveTypes } = purview.dlp;

const COPILOT = "470f2276-e011-4e9d-a6ec-20768be3a4b0";

// Credit cards in files that people outside can open: blocked, people may override it with a reason, and administrators get a report.
const files = new purview.dlp.DlpCompliancePolicy("Credit cards in files", {
  sharePointLocation: ["All"],
  comment: "Files that people outside the organization can open",
});

const many = new purview.dlp.DlpComplianceRule("Many credit cards outside", {
  policy: files,
  contentContainsSensitiveInformation: [sensitiveType(sensitiveTypes.creditCardNumber, { atLeast: 10 })],
  accessScope: "NotInOrganization",
  blockAccess: true,
  blockAccessScope: "All",
  notifyUser: ["Owner", "LastModifier"],
  generateIncidentReport: ["SiteAdmin"],
  incidentReportContent: ["All"],
  reportSeverityLevel: "High",
});

const few = new purview.dlp.DlpComplianceRule("Credit cards outside", {
  policy: files,
  contentContainsSensitiveInformation: [sensitiveType("Credit Card Number", { confidence: "High" })],
  accessScope: "NotInOrganization",
  blockAccess: true,
  blockAccessScope: "PerUser",
  notifyUser: ["Owner", "LastModifier"],
  notifyPolicyTipCustomText: "This file holds credit card numbers and is shared with people outside.",
  notifyAllowOverride: ["WithJustification", "FalsePositive"],
  generateIncidentReport: ["SiteAdmin"],
  incidentReportContent: ["Title", "DocumentAuthor", "Severity", "Detections"],
});

new purview.dlp.DlpComplianceRuleOrder("Many before few", { policy: files, rules: [many, few] });

// Chats and channel messages.
const chats = new purview.dlp.DlpCompliancePolicy("Credit cards in chats", {
  teamsLocation: ["All"],
  oneDriveLocation: [],
  mode: "TestWithNotifications",
});

new purview.dlp.DlpComplianceRule("Credit cards in chats", {
  policy: chats,
  contentContainsSensitiveInformation: [sensitiveType(sensitiveTypes.creditCardNumber)],
  blockAccess: true,
  notifyUser: ["LastModifier"],
});

// What people can do with such files on their devices.
const devices = new purview.dlp.DlpCompliancePolicy("Credit cards on devices", {
  endpointDlpLocation: ["All"],
  oneDriveLocation: [],
});

new purview.dlp.DlpComplianceRule("Credit cards on devices", {
  policy: devices,
  contentContainsSensitiveInformation: [sensitiveType(sensitiveTypes.creditCardNumber)],
  endpointDlpRestrictions: [
    { setting: "RemovableMedia", value: "Block" },
    { setting: "Print", value: "Audit" },
  ],
  notifyUser: ["LastModifier"],
});

// Copilot must not read what is labeled as secret.
const secret = new purview.sensitivitylabels.Label("Secret", { displayName: "Secret", tooltip: "For few people" });

const copilot = new purview.dlp.DlpCompliancePolicy("Secrets and Copilot", {
  locations: [{ location: COPILOT, inclusions: [{ type: "Tenant", identity: "All" }] }],
  enforcementPlanes: ["CopilotExperiences"],
  oneDriveLocation: [],
});

new purview.dlp.DlpComplianceRule("Secrets and Copilot", {
  policy: copilot,
  advancedRule: labeled(secret),
  restrictAccess: [{ setting: "ExcludeContentProcessing", value: "Block" }],
});

// Passports in mail of everybody but the travel department.
const mail = new purview.dlp.DlpCompliancePolicy("Passports in mail", {
  exchangeLocation: ["All"],
  oneDriveLocation: [],
});

new purview.dlp.DlpComplianceRule("Passports in mail", {
  policy: mail,
  advancedRule: all(
    contains(sensitiveType(sensitiveTypes.usUkPassportNumber), sensitiveType(sensitiveTypes.germanPassportNumber)),
    { accessScope: "NotInOrganization" },
    not({ fromMemberOf: ["travel@contoso.com"] }),
  ),
  blockAccess: true,
  notifyUser: ["LastModifier"],
});

new purview.dlp.DlpCompliancePolicyOrder("Order of policies", { policies: [copilot, devices, files, chats, mail] });

// The label, by itself, on mail with passports: first in simulation, enabled after a week without an edit.
const passports = new purview.autolabelling.AutoSensitivityLabelPolicy("Passports are secret", {
  applySensitivityLabel: secret,
  exchangeLocation: ["All"],
  mode: "TestWithoutNotifications",
  autoEnableAfter: "7.00:00:00",
});

new purview.autolabelling.AutoSensitivityLabelRule("Passports are secret", {
  policy: passports,
  workload: "Exchange",
  contentContainsSensitiveInformation: [sensitiveType(sensitiveTypes.usUkPassportNumber)],
});
