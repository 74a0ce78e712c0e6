import type { CheckRule } from "../define";
import { defineKind } from "../define";
import { example } from "../example";
import { isUnknown, reveal, type Value } from "../../values";

/** What New's page lists; tenants hold more (docs/service/alerts.md#values). */
const PAGE_VALUES: { readonly [property: string]: readonly string[] } = {
  category: [
    "AccessGovernance",
    "ComplianceManager",
    "DataGovernance",
    "DataLossPrevention",
    "MailFlow",
    "Others",
    "PrivacyManagement",
    "Supervision",
    "ThreatManagement",
  ],
  threatType: ["Activity", "Malware"],
};

const textOf = (value: Value | undefined): string | undefined => {
  const plain = value === undefined || isUnknown(value) ? undefined : reveal(value);
  return typeof plain === "string" ? plain : undefined;
};

/** Real tenants hold members that no page names, so that another value is only a warning. */
const documentedValues: CheckRule = (inputs) =>
  Object.entries(PAGE_VALUES).flatMap(([property, values]) => {
    const text = textOf(inputs[property]);
    return text === undefined || values.some((value) => value.toLowerCase() === text.trim().toLowerCase())
      ? []
      : [
          {
            property,
            reason: `should be one of ${values.join(", ")}, not "${text}" (the page of New-ProtectionAlert)`,
            stated: true,
          },
        ];
  });

/** docs/service/alerts.md#thresholds: the one counts for the other. */
const PAIRS = [
  ["threshold", "timeWindow"],
  ["notifyUserThrottleThreshold", "notifyUserThrottleWindow"],
] as const;

const isGiven = (value: Value | undefined): boolean => value !== undefined && value !== null;

const inPairs: CheckRule = (inputs) =>
  PAIRS.flatMap(([one, other]) => {
    const [missing, given] = isGiven(inputs[one]) ? [other, one] : [one, other];
    return isGiven(inputs[missing]) || !isGiven(inputs[given])
      ? []
      : [{ property: missing, reason: `should be declared where ${given} is`, stated: true }];
  });

const UNDOCUMENTED = "Known from the service's own catalogue only.";

/** docs/service/alerts.md#values, docs/service/alerts.md#dlp-alerts. */
export const protectionAlert = defineKind({
  noun: "ProtectionAlert",
  summary: "An alert policy: which activities raise an alert, and who is told.",
  notes: [
    "Microsoft's default alert policies can be read, but not changed or removed; `purview export` leaves them out unless `--include-built-in` is given.",
    "`threatType` is fixed at creation: changing it replaces the alert policy.",
    "`threshold` and `timeWindow` count only with `aggregationType: SimpleAggregation`, and need an E5-class license.",
    "A DLP rule that generates alerts has an alert policy of its own, of the category `DataLossPrevention`, which the service makes and removes with the rule. Leave it to the rule.",
  ],
  examples: [
    example("Somebody downloads many files within two hours", {
      "mass-download": [
        "ProtectionAlert",
        {
          category: "DataGovernance",
          threatType: "Activity",
          operation: ["FileDownloaded"],
          aggregationType: "SimpleAggregation",
          alertBy: ["User"],
          threshold: 100,
          timeWindow: 120,
          severity: "High",
          notifyUser: ["security@contoso.com"],
        },
      ],
    }),
  ],
  fixed: ["ThreatType", "CorrelationPolicyId", "CustomProperties", "LogicalOperationName", "UseCreatedDateTime"],
  rules: [documentedValues, inPairs],
  fields: {
    AggregationType: {
      type: {
        type: "enum",
        values: ["None", "SimpleAggregation", "AnomalousAggregation", "CustomAggregation"],
        // CustomAggregation: default alert policies have it (docs/service/alerts.md#values).
        stated: { values: ["None", "SimpleAggregation", "AnomalousAggregation"] },
      },
      description:
        "`None`: every match raises an alert; `SimpleAggregation`: `threshold` matches within `timeWindow` do; `AnomalousAggregation`: unusually many do, after up to 7 days of learning.",
    },
    AlertBy: {
      description:
        "What matches are counted by: `User` of activities (left out: the whole organization); `Mail.Recipient` or `Mail.ThreatName` of malware.",
    },
    Category: {
      type: { type: "enum", values: PAGE_VALUES["category"] ?? [], open: true },
      description: "The category under which portals show its alerts.",
    },
    Comment: { description: "Free text for administrators." },
    CorrelationPolicyId: { description: UNDOCUMENTED },
    CustomProperties: { description: UNDOCUMENTED },
    Description: { description: "Free text. Only the program changes it.", writeOnly: true },
    Disabled: { description: "Whether it raises no alerts." },
    ExternalScenarioData: {
      description:
        "Of an alert policy that the service made for a DLP rule: the rule. Known from the service's own catalogue only.",
      example: { DlpRuleId: "2ba11d3f-3f3b-4da0-88a5-b05a97e19361" },
    },
    Filter: {
      description:
        "OPATH filter on the activity or mail, e.g. `Activity.SiteUrl -like 'https://contoso.sharepoint.com/sites/hr*'`.",
    },
    LogicalOperationName: { description: UNDOCUMENTED },
    NotificationCulture: { description: "Language of the notifications, e.g. `da-DK`." },
    NotificationEnabled: { description: "Whether alerts are mailed to `notifyUser`." },
    NotifyUser: {
      description: "Who is mailed: addresses, or `TenantAdmins` for all global administrators.",
      type: { type: "list", of: { type: "string", format: "name" } },
      // Set's page calls the parameter internal, but it is the only way (docs/service/alerts.md#notify-user).
      update: { kind: "whole", parameter: "NotifyUser" },
    },
    NotifyUserOnFilterMatch: { description: "Whether one match already raises an alert where matches are aggregated." },
    NotifyUserSuppressionExpiryDate: { description: "Until then nobody is mailed. ISO 8601; without an offset UTC." },
    NotifyUserThrottleThreshold: {
      description: "The most mails within `notifyUserThrottleWindow`; left out: no limit.",
    },
    NotifyUserThrottleWindow: { description: "Minutes for which `notifyUserThrottleThreshold` counts." },
    Operation: {
      description: "The activity that raises alerts, by its name in the audit log: exactly one, e.g. `FileDownloaded`.",
    },
    PrivacyManagementScopedSensitiveInformationTypes: { description: UNDOCUMENTED },
    PrivacyManagementScopedSensitiveInformationTypesForCounting: { description: UNDOCUMENTED },
    PrivacyManagementScopedSensitiveInformationTypesThreshold: { description: UNDOCUMENTED },
    Severity: {
      type: {
        type: "enum",
        values: ["Low", "Medium", "High", "Informational", "Information", "None"],
        stated: { values: ["Low", "Medium", "High"] },
      },
      description: "Severity of its alerts.",
    },
    StreamType: { exclude: "the service derives it from the threat type" },
    ThreatType: {
      type: { type: "enum", values: PAGE_VALUES["threatType"] ?? [], open: true },
      description: "What is watched: `Activity` of people, or `Malware` in mail. Fixed at creation.",
    },
    Threshold: { description: "Number of matches within `timeWindow` that raises an alert." },
    TimeWindow: { description: "Minutes in which `threshold` matches raise an alert." },
    UseCreatedDateTime: { description: UNDOCUMENTED },
    VolumeThreshold: { description: UNDOCUMENTED },
  },
  repeated: [
    "AlertScenario",
    "StreamType",
    "Scenario",
    "IsSystemRule",
    "AlertOverrideChangedUtc",
    "MaximumBlobRuleLength",
    "MergedRuleXml",
  ],
  isBuiltIn: (object) => object.flag("IsSystemRule") === true,
  permissions: { roleGroups: ["Compliance Administrator", "Organization Management", "Security Administrator"] },
});
