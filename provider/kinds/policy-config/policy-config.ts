import { defineKind, type FieldOverlay, type ValueType } from "../define";
import { example } from "../example";
import { ENDPOINT_SETTINGS } from "./endpoint-settings";
import { GROUP_TABLES } from "./group-types";
import { type Canonical, elementsIn, isCanonicalRecord } from "../fields/canonical";
import { readAs } from "../fields/read";
import { sameAs } from "../fields/same";
import { groupsField } from "./groups";
import { tableIn } from "./table";

const KNOWN_ONLY = "Known from the service's own catalogue, which does not describe it.";

/** Parameter -> meaning. */
const SETTINGS: { readonly [parameter: string]: string } = {
  AggregationTimeWindowForDlpAlerts: KNOWN_ONLY,
  CaseHoldPolicyLimit: KNOWN_ONLY,
  ClassificationScheme: "How results of classification are recorded.",
  ComplianceUrl: KNOWN_ONLY,
  DlpAlertFoldingConfiguration: KNOWN_ONLY,
  DlpAlertSlaConfig: KNOWN_ONLY,
  DlpErrorHandlingConfig: KNOWN_ONLY,
  DocumentIsUnsupportedSeverity: "Severity of alerts about documents that cannot be scanned.",
  EnableAbacFeature: KNOWN_ONLY,
  EnableAdvancedRuleBuilder: KNOWN_ONLY,
  EnableLabelCoauth:
    "Whether labeled and encrypted files can be edited together. Switching it off loses label metadata.",
  EnableSensitivityLabelingForPdf: "Whether PDF files can be labeled.",
  EnableSpoAipMigration: "Whether SharePoint and OneDrive understand sensitivity labels in Office files.",
  ExtendTeamsDlpPoliciesToSharePointOneDrive: "Whether DLP policies for Teams also cover files that are shared in it.",
  InformationBarrierMode: "How many segments a user may be in.",
  InformationBarrierPeopleSearchRestriction: "Whether people search respects information barriers.",
  IsDefaultMlDlpPoliciesOptedOut: KNOWN_ONLY,
  IsDlpSimulationOptedIn: KNOWN_ONLY,
  IsEventFoldingOnDlpAlertsOptedOut: KNOWN_ONLY,
  IsUserBaseDlpAlertAggregationEnabled: KNOWN_ONLY,
  JitEnforcementSettings: KNOWN_ONLY,
  MessageHeadersToRetainInOutlook: KNOWN_ONLY,
  OnPremisesWorkload: KNOWN_ONLY,
  ProcessingLimitExceededSeverity: "Severity of alerts about documents that are too large to be scanned.",
  PurviewLabelConsent: "Whether sensitivity labels extend to assets in the data map.",
  ReservedForFutureUse: KNOWN_ONLY,
  RetentionForwardCrawl: KNOWN_ONLY,
  RuleErrorAction: "What happens to mail when a DLP rule fails: `Ignore`, or `RetryThenBlock`.",
  SenderAddressLocation: "Where conditions on senders look: `Header`, `Envelope`, or both.",
  SpoQuarantineLocation: KNOWN_ONLY,
  SpoQuarantineText: KNOWN_ONLY,
  TextExtractionConfig: KNOWN_ONLY,
};

const settings: { readonly [parameter: string]: FieldOverlay } = Object.fromEntries(
  Object.entries(SETTINGS).map(([parameter, description]) => [parameter, { description, clear: { to: "leave" } }]),
);

const groups: { readonly [parameter: string]: FieldOverlay } = Object.fromEntries(
  GROUP_TABLES.map((table) => [table.parameter, groupsField(table)]),
);

const ROWS: ValueType = { type: "list", of: { type: "map", of: { type: "any" } } };

/** The service gives each row an id: of a row that is declared without one it says nothing. */
const sameRows = (a: Canonical, b: Canonical): boolean => {
  const [declared, actual] = [elementsIn(a), elementsIn(b)];
  return declared.length === actual.length && declared.every((row, i) => sameRow(row, actual[i] ?? null));
};

function sameRow(a: Canonical, b: Canonical): boolean {
  if (!isCanonicalRecord(a) || !isCanonicalRecord(b)) return false;
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names
    .filter((name) => name.toLowerCase() !== "id" || (Object.hasOwn(a, name) && Object.hasOwn(b, name)))
    .every((name) => sameAs({ type: "any" }, () => undefined)(a[name] ?? null, b[name] ?? null));
}

/** A table that nobody describes: managed as a whole, in the service's own words. */
const EXTENSION_GROUPS: FieldOverlay = {
  description: "File extension groups, for rules for devices, in the service's own form: managed as a whole.",
  type: ROWS,
  same: sameRows,
  clear: { to: "leave" },
  read: (object) => {
    const rows = tableIn(object, "DlpExtensionGroups", "DlpExtensionGroupsPsws");
    return rows && readAs(ROWS, rows);
  },
};

const older = (parameter: string): FieldOverlay => ({ exclude: `an older spelling of \`${parameter}\`` });

/** docs/service/dlp.md#policy-config. */
export const policyConfig = defineKind({
  noun: "PolicyConfig",
  summary: "The tenant's settings of DLP, endpoint DLP and labeling.",
  notes: [
    "One per tenant. Only what is declared is managed, also within tables and lists of groups; the rest is sent back as it was.",
    "A property that is no longer declared stays as it is, and so does everything when the resource is deleted. A group or an endpoint setting that is no longer declared, while others of its table are, is removed.",
    "Rules refer to groups by ids that the service gives: they are kept when a group changes.",
    "Switching `enableLabelCoauth` off cannot be undone without loss and needs `acceptIrreversible`.",
  ],
  examples: [
    example("Endpoint DLP: apps, devices and paths", {
      settings: [
        "PolicyConfig",
        {
          endpointDlpGlobalSettings: { advancedClassificationEnabled: true, pathExclusion: ["C:\\Build\\*"] },
          dlpAppGroups: [{ name: "Archivers", apps: [{ name: "7-Zip", executableName: "7z.exe" }] }],
          dlpNetworkShareGroups: [{ name: "Finance", networkPaths: ["\\\\files\\finance"] }],
        },
      ],
    }),
  ],
  identity: { kind: "singleton" },
  // Set's -Identity is an organization: the session's own is meant.
  cmdlets: { identityParameter: "" },
  fields: {
    ...settings,
    ...groups,
    DlpExtensionGroups: EXTENSION_GROUPS,
    DlpAppGroupsPsws: older("DlpAppGroups"),
    EndpointDlpGlobalSettings: ENDPOINT_SETTINGS,
    EndpointDlpGlobalSettingsPsws: older("EndpointDlpGlobalSettings"),
    Identity: { exclude: "names the organization, which is the session's" },
    MigrateLabelScheme: { exclude: "an action without a state" },
    MigrateLabelSchemeDisplayNames: { exclude: "an action without a state" },
    SiteGroupsPsws: older("SiteGroups"),
  },
  permissions: { roleGroups: ["Compliance Administrator", "Organization Management"] },
});
