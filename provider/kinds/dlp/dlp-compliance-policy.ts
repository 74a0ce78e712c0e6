import { defineKind, type CheckRule, type FieldOverlay } from "../define";
import { example, ref } from "../example";
import { DLP_POLICY_POSITION } from "./dlp-compliance-policy-order";
import { type Canonical, elementsIn, showOf } from "../fields/canonical";
import { propertyName } from "../property-name";
import { isGiven } from "./given";
import { needsLocation } from "../retention/shared";
import { DLP_LOCATIONS } from "./locations";

const LOCATIONS = [
  "EndpointDlpLocation",
  "EndpointDlpLocationException",
  "ExchangeLocation",
  "OnPremisesScannerDlpLocation",
  "OnPremisesScannerDlpLocationException",
  "OneDriveLocation",
  "PowerBIDlpLocation",
  "PowerBIDlpLocationException",
  "SharePointLocation",
  "SharePointLocationException",
  "TeamsLocation",
  "TeamsLocationException",
  "ThirdPartyAppDlpLocation",
  "ThirdPartyAppDlpLocationException",
] as const;

const NARROWED = [
  "ExchangeSenderMemberOf",
  "ExchangeSenderMemberOfException",
  "OneDriveSharedBy",
  "OneDriveSharedByMemberOf",
  "ExceptIfOneDriveSharedBy",
  "ExceptIfOneDriveSharedByMemberOf",
] as const;

const SCOPES = [
  "EndpointDlpAdaptiveScopes",
  "EndpointDlpAdaptiveScopesException",
  "ExchangeAdaptiveScopes",
  "ExchangeAdaptiveScopesException",
  "OneDriveAdaptiveScopes",
  "OneDriveAdaptiveScopesException",
  "SharePointAdaptiveScopes",
  "SharePointAdaptiveScopesException",
  "TeamsAdaptiveScopes",
  "TeamsAdaptiveScopesException",
] as const;

/**
 * OneDrive is All where it is left out (docs/service/dlp.md#onedrive); of a policy for Power BI, for applications or for adaptive
 * scopes no page says whether that holds as well.
 */
const ONEDRIVE: FieldOverlay = {
  description:
    'OneDrive: `["All"]` (also where it is left out), narrowed by `oneDriveSharedBy…` and `exceptIfOneDriveSharedBy…`; `[]` switches it off.',
  example: [],
  default: ["All"],
  leftToService: (desired, actual) => {
    const isOther = ["powerBIDlpLocation", "locations", ...SCOPES.map(propertyName)].some((property) =>
      isGiven(desired, property),
    );
    return isOther && elementsIn(actual).every((element) => /^all$/i.test(String(showOf(element))));
  },
};

/** Power BI stands alone (docs/service/dlp.md#power-bi). */
const powerBIAlone: CheckRule = (inputs) =>
  !isGiven(inputs, "powerBIDlpLocation")
    ? []
    : LOCATIONS.filter((name) => !name.startsWith("PowerBI") && !name.endsWith("Exception"))
        .map(propertyName)
        .filter((property) => isGiven(inputs, property))
        .map((property) => ({ property, reason: "should not be combined with powerBIDlpLocation", stated: true }));

const PEOPLE = { type: "list", of: { type: "string", format: "location" } } as const;

/** `Entra` is the former name of `Application` (docs/service/dlp.md#copilot). */
const planesOf = (value: Canonical): string =>
  [
    ...new Set(
      elementsIn(value).map((plane) =>
        String(showOf(plane))
          .toLowerCase()
          .replace(/^entra$/, "application"),
      ),
    ),
  ]
    .sort()
    .join();

const samePlanes = (a: Canonical, b: Canonical): boolean => planesOf(a) === planesOf(b);

const COPILOT = "470f2276-e011-4e9d-a6ec-20768be3a4b0";

/** docs/service/dlp.md#mode, docs/service/dlp.md#exchange. */
export const dlpCompliancePolicy = defineKind({
  noun: "DlpCompliancePolicy",
  summary: "Says where data loss prevention looks; its rules say for what, and what happens then.",
  notes: [
    "A policy has no effect until it has a `DlpComplianceRule`, and needs at least one location.",
    "**OneDrive is included unless the program says `oneDriveLocation: []`**: that is what the service does with what is left out.",
    "Exchange takes `All` only; `exchangeSenderMemberOf` or `exchangeSenderMemberOfException` narrow it to groups of senders. Power BI cannot be combined with other locations.",
    "`mode` is a state: `TestWithNotifications` and `TestWithoutNotifications` are simulation. Where the service keeps another mode than the declared one, the update fails and says so.",
    "The order of policies is declared by one `DlpCompliancePolicyOrder`, or by `priority` on each.",
  ],
  examples: [
    example("Credit card numbers in mail, sites and chats", {
      cards: [
        "DlpCompliancePolicy",
        {
          exchangeLocation: ["All"],
          sharePointLocation: ["All"],
          teamsLocation: ["All"],
          mode: "TestWithNotifications",
        },
      ],
      "cards-rule": [
        "DlpComplianceRule",
        {
          policy: ref("cards"),
          contentContainsSensitiveInformation: [{ name: "Credit Card Number", mincount: 1 }],
          accessScope: "NotInOrganization",
          blockAccess: true,
          notifyUser: ["LastModifier"],
        },
      ],
    }),
    example("Microsoft 365 Copilot must not read what is labeled", {
      secret: ["Label", { displayName: "Secret", tooltip: "For few" }],
      copilot: [
        "DlpCompliancePolicy",
        {
          locations: [{ location: COPILOT, inclusions: [{ type: "Tenant", identity: "All" }] }],
          enforcementPlanes: ["CopilotExperiences"],
          oneDriveLocation: [],
        },
      ],
      "copilot-rule": [
        "DlpComplianceRule",
        {
          policy: ref("copilot"),
          advancedRule: {
            conditions: [
              { contentContainsSensitiveInformation: [{ groups: [{ labels: [{ name: ref("secret") }] }] }] },
            ],
          },
          restrictAccess: [{ setting: "ExcludeContentProcessing", value: "Block" }],
        },
      ],
    }),
  ],
  // The pages have the adaptive scopes of SharePoint on New only (docs/service/dlp.md#new-only).
  fixed: ["Name", "SharePointAdaptiveScopes", "SharePointAdaptiveScopesException"],
  owned: [...LOCATIONS, ...NARROWED, ...SCOPES, "Locations"],
  fields: {
    AutoEnableAfter: {
      exclude: "known from the service's own catalogue only: a mode that changes by itself would be drift of `mode`",
    },
    DisplayName: {
      description: "Name that portals show. Default: the policy's name.",
      serviceFills: "name",
    },
    EndpointDlpAdaptiveScopes: { description: "Adaptive scopes of people on devices who are covered." },
    EndpointDlpAdaptiveScopesException: { description: "Adaptive scopes of people on devices who are not." },
    EndpointDlpLocation: {
      description: 'People whose onboarded devices are covered, by address or name, or `["All"]`.',
    },
    EndpointDlpLocationException: { description: 'People to leave out when `endpointDlpLocation` is `["All"]`.' },
    EnforcementPlanes: {
      same: samePlanes,
      description:
        "Where actions are enforced: `CopilotExperiences`, `Application` (registered in Entra), `Browser` (Edge for Business), `Network`.",
    },
    ExchangeAdaptiveScopes: { description: "Adaptive scopes of senders who are covered." },
    ExchangeAdaptiveScopesException: { description: "Adaptive scopes of senders who are not." },
    ExchangeLocation: { description: 'Mail: `["All"]` is the only documented value.' },
    ExchangeSenderMemberOf: { description: "Only mail of members of these groups, by the groups' addresses." },
    ExchangeSenderMemberOfException: {
      description: "Not the mail of members of these groups, by the groups' addresses.",
    },
    Locations: DLP_LOCATIONS,
    Mode: {
      description:
        "`Enable` (default), `Disable`, or simulation: `TestWithNotifications` sends policy tips and mails, `TestWithoutNotifications` does not.",
    },
    NewName: { exclude: "not documented: a name is fixed at creation" },
    OnPremisesScannerDlpLocation: {
      description: 'File shares and SharePoint Server folders that the scanner watches, or `["All"]`.',
    },
    OnPremisesScannerDlpLocationException: { description: "Shares and folders to leave out." },
    OneDriveAdaptiveScopes: { description: "Adaptive scopes of people whose OneDrive is covered." },
    OneDriveAdaptiveScopesException: { description: "Adaptive scopes of people whose OneDrive is not." },
    OneDriveLocation: ONEDRIVE,
    OneDriveSharedBy: { type: PEOPLE, description: "Only the OneDrive of these people, by UPN." },
    OneDriveSharedByMemberOf: {
      description: "Only the OneDrive of members of these groups, by the groups' addresses.",
    },
    ExceptIfOneDriveSharedBy: { type: PEOPLE, description: "Not the OneDrive of these people, by UPN." },
    ExceptIfOneDriveSharedByMemberOf: {
      type: PEOPLE,
      description: "Not the OneDrive of members of these groups, by the groups' addresses.",
    },
    PolicyTemplateInfo: {
      description:
        "The template that the portal made the policy from. Portals keep it; leave it out unless you copy one.",
      serviceFills: true,
    },
    PowerBIDlpLocation: { description: 'Power BI workspaces by id, or `["All"]`. Alone in its policy.' },
    PowerBIDlpLocationException: { description: 'Workspaces to leave out when `powerBIDlpLocation` is `["All"]`.' },
    Priority: {
      description: "Place among DLP policies: 0 comes first, and setting one moves the others.",
      clear: { to: "leave" },
      serviceFills: true,
    },
    SharePointAdaptiveScopes: { description: "Adaptive scopes of sites that are covered." },
    SharePointAdaptiveScopesException: { description: "Adaptive scopes of sites that are not." },
    StartSimulation: { exclude: "an action: simulation is the state `mode`" },
    TeamsAdaptiveScopes: { description: "Adaptive scopes of people whose chats are covered." },
    TeamsAdaptiveScopesException: { description: "Adaptive scopes of people whose chats are not." },
    TeamsLocation: { description: 'Chats and channel messages of people and teams, by address or name, or `["All"]`.' },
    TeamsLocationException: { description: 'People and teams to leave out when `teamsLocation` is `["All"]`.' },
    ThirdPartyAppDlpLocation: {
      description: 'Instances of other clouds\' applications, as Defender for Cloud Apps knows them, or `["All"]`.',
    },
    ThirdPartyAppDlpLocationException: { description: "Instances to leave out." },
    ValidatePolicy: { exclude: "an action: it only checks" },
  },
  rules: [needsLocation([...LOCATIONS, ...SCOPES, "Locations"]), powerBIAlone],
  get: { DistributionDetail: true },
  settle: { kind: "distribution", rule: { noun: "DlpComplianceRule", property: "policy" }, slot: false },
  children: ["DlpComplianceRule"],
  claims: [{ topic: DLP_POLICY_POSITION, noun: "DlpCompliancePolicy", by: ["priority"] }],
  place: { property: "priority", topic: "a place among DLP policies" },
  reservesNames: true,
  permissions: {
    roleGroups: ["Compliance Administrator", "Compliance Data Administrator", "Organization Management"],
    notes: [
      "Endpoint locations and restrictions also need the Entra role Compliance Administrator or Compliance Data Administrator.",
    ],
  },
});
