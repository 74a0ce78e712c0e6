import { defineKind } from "../define";
import { example, ref } from "../example";
import { AUTO_LABELING_POSITION } from "./auto-sensitivity-label-policy-order";
import { JSON_LOCATIONS, needsLocation } from "../retention/shared";
import { AUTO_ENABLE_AFTER, MODE, simulationAgain, validSimulation } from "./simulation";

const LOCATIONS = [
  "ExchangeLocation",
  "OneDriveLocation",
  "OneDriveLocationException",
  "PowerBILocation",
  "PowerBILocationException",
  "SharePointLocation",
  "SharePointLocationException",
] as const;

const SCOPES = [
  "ExchangeAdaptiveScopes",
  "ExchangeAdaptiveScopesException",
  "OneDriveAdaptiveScopes",
  "OneDriveAdaptiveScopesException",
  "SharePointAdaptiveScopes",
  "SharePointAdaptiveScopesException",
] as const;

const NARROWED = [
  "ExchangeSender",
  "ExchangeSenderException",
  "ExchangeSenderMemberOf",
  "ExchangeSenderMemberOfException",
  "OneDriveSharedBy",
  "OneDriveSharedByMemberOf",
  "ExceptIfOneDriveSharedBy",
  "ExceptIfOneDriveSharedByMemberOf",
] as const;

const PEOPLE = { type: "list", of: { type: "string", format: "location" } } as const;

/** docs/service/auto-labeling.md#simulation-again, docs/service/auto-labeling.md#mode-lowered. */
export const autoSensitivityLabelPolicy = defineKind({
  noun: "AutoSensitivityLabelPolicy",
  summary: "Puts a sensitivity label on mail and files by itself; its rules say on which.",
  notes: [
    "A policy has no effect until it has an `AutoSensitivityLabelRule` of each workload that it covers.",
    'Begin with `mode: "TestWithoutNotifications"`: the portal shows what would be labeled. Every edit in simulation starts it again, and `autoEnableAfter` with it.',
    "The order of policies is declared by one `AutoSensitivityLabelPolicyOrder`, or by `priority` on each.",
  ],
  examples: [
    example("Passports in mail become confidential", {
      confidential: ["Label", { displayName: "Confidential", tooltip: "For people of Contoso only" }],
      passports: [
        "AutoSensitivityLabelPolicy",
        {
          applySensitivityLabel: ref("confidential"),
          exchangeLocation: ["All"],
          mode: "TestWithoutNotifications",
          autoEnableAfter: "7.00:00:00",
        },
      ],
      "passports-rule": [
        "AutoSensitivityLabelRule",
        {
          policy: ref("passports"),
          workload: "Exchange",
          contentContainsSensitiveInformation: [{ name: "U.S. / U.K. Passport Number", mincount: 1 }],
        },
      ],
    }),
  ],
  owned: [...LOCATIONS, ...NARROWED, ...SCOPES],
  fields: {
    ApplySensitivityLabel: { description: "The label that it applies." },
    ApplySensitivityLabelOverwriteWorkloads: {
      type: { type: "enum", values: ["Exchange", "SharePoint", "OneDriveForBusiness"], open: true },
    },
    AutoEnableAfter: AUTO_ENABLE_AFTER,
    Enabled: { exclude: "the state is `mode`" },
    EndpointDlpLocation: {
      type: PEOPLE,
      description: "People whose devices are covered. Known from the service's own catalogue only.",
    },
    EndpointDlpLocationException: {
      type: PEOPLE,
      description: "People whose devices are not. Known from the service's own catalogue only.",
    },
    ExceptIfOneDriveSharedBy: { type: PEOPLE, description: "Not the OneDrive of these people, by UPN." },
    ExceptIfOneDriveSharedByMemberOf: { type: PEOPLE, description: "Not the OneDrive of members of these groups." },
    ExchangeAdaptiveScopes: { description: "Adaptive scopes of senders who are covered." },
    ExchangeAdaptiveScopesException: { description: "Adaptive scopes of senders who are not." },
    ExchangeLocation: { description: 'Mail: `["All"]` is the only documented value.' },
    ExchangeSender: { type: PEOPLE, description: "Only mail of these senders, by address." },
    ExchangeSenderException: { type: PEOPLE, description: "Not the mail of these senders, by address." },
    ExchangeSenderMemberOf: {
      type: PEOPLE,
      description: "Only mail of members of these groups, by the groups' addresses.",
    },
    ExchangeSenderMemberOfException: { type: PEOPLE, description: "Not the mail of members of these groups." },
    ExternalMailRightsManagementOwner: {
      description: "Mailbox that encrypts incoming mail of external senders, where the label encrypts. Exchange only.",
    },
    IncludeSimulationPolicyGrading: { exclude: "an action: it asks for the simulation's report" },
    Locations: JSON_LOCATIONS,
    Mode: MODE,
    OneDriveAdaptiveScopes: { description: "Adaptive scopes of people whose OneDrive is covered." },
    OneDriveAdaptiveScopesException: { description: "Adaptive scopes of people whose OneDrive is not." },
    OneDriveSharedBy: { type: PEOPLE, description: "Only the OneDrive of these people, by UPN." },
    OneDriveSharedByMemberOf: { type: PEOPLE, description: "Only the OneDrive of members of these groups." },
    OverwriteLabel: { description: "Whether it replaces a label that somebody chose by hand. Exchange only." },
    Priority: {
      description: "Place among auto-labeling policies: 0 comes first, and setting one moves the others.",
      clear: { to: "leave" },
      serviceFills: true,
    },
    SharePointAdaptiveScopes: { description: "Adaptive scopes of sites that are covered." },
    SharePointAdaptiveScopesException: { description: "Adaptive scopes of sites that are not." },
    SpoAipIntegrationEnabled: {
      description:
        "Switches labels on for Office files in SharePoint and OneDrive, in the whole tenant. Sent by a Set after New.",
      writeOnly: true,
    },
    StartSimulation: { exclude: "an action: sent with every edit of a policy in simulation" },
  },
  rules: [needsLocation([...LOCATIONS, ...SCOPES, "Locations"]), validSimulation],
  withEverySet: simulationAgain,
  get: { DistributionDetail: true },
  settle: { kind: "distribution", rule: { noun: "AutoSensitivityLabelRule", property: "policy" }, slot: false },
  children: ["AutoSensitivityLabelRule"],
  claims: [{ topic: AUTO_LABELING_POSITION, noun: "AutoSensitivityLabelPolicy", by: ["priority"] }],
  place: { property: "priority", topic: "a place among auto-labeling policies" },
  reservesNames: true,
  permissions: {
    roleGroups: ["Information Protection Admins", "Compliance Administrator", "Organization Management"],
    notes: ["Labeling of files needs labels for SharePoint and OneDrive to be switched on in the tenant."],
  },
});
