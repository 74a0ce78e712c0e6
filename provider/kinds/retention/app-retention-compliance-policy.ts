import { pageOf } from "../../../catalogue";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { APPLICATIONS, validApplications } from "../fields/applications";
import { DELETED_RESOURCES, JSON_LOCATIONS, needsLocation, RETENTION_HOLD } from "./shared";
import { exceptionsNextToAll, fewNamedLocations, LIMITS_PAGE } from "./stated-rules";

const LOCATIONS = [
  "AdaptiveScopeLocation",
  "ExchangeLocation",
  "ExchangeLocationException",
  "ModernGroupLocation",
  "ModernGroupLocationException",
] as const;

/** docs/service/retention.md#app-retention. */
export const appRetentionCompliancePolicy = defineKind({
  noun: "AppRetentionCompliancePolicy",
  summary: "Retention for the newer locations: Teams private channels, Viva Engage, Copilot and other AI apps.",
  notes: [
    "Included and excluded locations apply to all applications of the policy, so make one policy per workload.",
    "The preview groups of AI applications must be given whole.",
    "A policy has no effect until it has an `AppRetentionComplianceRule`.",
  ],
  examples: [
    example("Viva Engage messages of a scope for a year", {
      sales: ["AdaptiveScope", { locationType: "User", rawQuery: "Department -eq 'Sales'" }],
      engage: [
        "AppRetentionCompliancePolicy",
        { applications: ["User:VivaEngage"], adaptiveScopeLocation: [ref("sales")] },
      ],
      "engage-rule": [
        "AppRetentionComplianceRule",
        { policy: ref("engage"), retentionDuration: 365, retentionComplianceAction: "KeepAndDelete" },
      ],
    }),
  ],
  fixed: ["Name"],
  owned: LOCATIONS,
  forms: [
    {
      name: "adaptive scopes",
      properties: ["adaptiveScopeLocation"],
      createSet: "AdaptiveScopeLocation",
      updateSet: "AdaptiveScopeLocation",
    },
    { name: "named locations", properties: [], createSet: "Default", updateSet: "Identity" },
  ],
  fields: {
    Applications: {
      ...APPLICATIONS,
      description:
        "Applications it covers, each as `User:App[,App]` or `Group:App[,App]`, e.g. `User:MicrosoftTeams` or `Group:VivaEngage`.",
      example: ["User:MicrosoftTeams"],
    },
    DeletedResources: DELETED_RESOURCES,
    Locations: JSON_LOCATIONS,
    RestrictiveRetention: {
      description: 'Preservation Lock: cannot be undone. Needs `acceptIrreversible: ["PreservationLock"]`.',
    },
  },
  rules: [
    needsLocation([...LOCATIONS, "Locations"]),
    validApplications("New-AppRetentionCompliancePolicy"),
    fewNamedLocations(LIMITS_PAGE),
    exceptionsNextToAll(pageOf("New-AppRetentionCompliancePolicy"), LOCATIONS),
  ],
  get: { DistributionDetail: true },
  settle: { kind: "distribution", rule: { noun: "AppRetentionComplianceRule", property: "policy" }, slot: true },
  children: ["AppRetentionComplianceRule"],
  preventReplace: RETENTION_HOLD,
  reservesNames: true,
});
