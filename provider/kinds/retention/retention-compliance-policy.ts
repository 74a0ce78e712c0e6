import { pageOf } from "../../../catalogue";
import { defineKind } from "../define";
import { example, ref } from "../example";
import { GROUP_APPLICATIONS, validApplications } from "../fields/applications";
import {
  needsLocation,
  placesOfCloudAttachments,
  DELETED_RESOURCES,
  TEAMS_PROPERTIES,
  RETENTION_LOCATIONS,
  RETENTION_HOLD,
  SIMULATION,
  SKIP_CONFIRMATION,
} from "./shared";
import { exceptionsNextToAll, fewNamedLocations, LIMITS_PAGE } from "./stated-rules";

/** Locations, exceptions and actions: docs/service/retention.md#locations. */
export const retentionCompliancePolicy = defineKind({
  noun: "RetentionCompliancePolicy",
  summary: "Says where content is retained or deleted; its rule or label says how long.",
  notes: [
    "A policy has no effect until it has a `RetentionComplianceRule`, and needs at least one location.",
    "It is one of three: classic locations, Teams locations, or adaptive scopes. They cannot be mixed.",
    "`restrictiveRetention: true` is Preservation Lock: it cannot be undone by anybody, Microsoft included.",
  ],
  examples: [
    example("Keep all mail for seven years", {
      mail: ["RetentionCompliancePolicy", { exchangeLocation: ["All"], comment: "Seven years" }],
      "mail-rule": [
        "RetentionComplianceRule",
        { policy: ref("mail"), retentionDuration: 2555, retentionComplianceAction: "Keep" },
      ],
    }),
    example("Teams chats of everybody but the board", {
      chats: [
        "RetentionCompliancePolicy",
        { teamsChatLocation: ["All"], teamsChatLocationException: ["board@contoso.com"] },
      ],
    }),
  ],
  owned: RETENTION_LOCATIONS,
  forms: [
    { name: "Teams locations", properties: TEAMS_PROPERTIES, createSet: "TeamLocation", updateSet: "TeamLocation" },
    {
      name: "adaptive scopes",
      properties: ["adaptiveScopeLocation"],
      createSet: "AdaptiveScopeLocation",
      updateSet: "AdaptiveScopeLocation",
    },
    { name: "classic locations", properties: [], createSet: "Default", updateSet: "Identity" },
  ],
  fixed: ["Name", "RetainCloudAttachment", "PriorityCleanup"],
  fields: {
    Applications: {
      ...GROUP_APPLICATIONS,
      description: "Narrows Microsoft 365 groups to mailboxes (`Group:Exchange`), sites (`Group:SharePoint`) or both.",
    },
    DeletedResources: DELETED_RESOURCES,
    IsSimulation: {
      ...SIMULATION,
      aliasOf: "simulation",
      description: "The same as `simulation`, under the name of New's parameter.",
    },
    PriorityCleanup: { default: false, companion: "always" },
    RestrictiveRetention: {
      description:
        'Preservation Lock. Once true, the policy cannot be disabled, removed or narrowed. Needs `acceptIrreversible: ["PreservationLock"]`.',
    },
    RetainCloudAttachment: {
      description:
        "Retains files linked in messages. Only with SharePoint, OneDrive and group locations, or with adaptive scopes. Preview.",
    },
    SkipPriorityCleanupConfirmation: SKIP_CONFIRMATION,
  },
  rules: [
    needsLocation(RETENTION_LOCATIONS),
    validApplications("New-RetentionCompliancePolicy"),
    placesOfCloudAttachments,
    fewNamedLocations(LIMITS_PAGE),
    exceptionsNextToAll(pageOf("New-RetentionCompliancePolicy"), RETENTION_LOCATIONS),
  ],
  states: [{ ...SIMULATION, property: "simulation", parameter: "IsSimulation" }],
  get: { DistributionDetail: true },
  variants: [
    {
      cmdlet: "Get-RetentionCompliancePolicy",
      parameters: { DistributionDetail: true, PriorityCleanup: true },
      selector: "PriorityCleanup",
    },
  ],
  settle: { kind: "distribution", rule: { noun: "RetentionComplianceRule", property: "policy" }, slot: true },
  children: ["RetentionComplianceRule"],
  preventReplace: RETENTION_HOLD,
  reservesNames: true,
});
