import type { CheckRule, FieldOverlay, State } from "../define";
import type { Value } from "../../values";
import { propertyName } from "../property-name";

/** Every location and exception of a retention policy: one owned family (docs/behavior.md#rule-3). */
export const RETENTION_LOCATIONS = [
  "AdaptiveScopeLocation",
  "ExchangeLocation",
  "ExchangeLocationException",
  "ModernGroupLocation",
  "ModernGroupLocationException",
  "OneDriveLocation",
  "OneDriveLocationException",
  "PublicFolderLocation",
  "SharePointLocation",
  "SharePointLocationException",
  "SkypeLocation",
  "TeamsChannelLocation",
  "TeamsChannelLocationException",
  "TeamsChatLocation",
  "TeamsChatLocationException",
] as const;

export const RETENTION_HOLD = "replacing it releases what it retains, and the name stays reserved after a delete";

/**
 * Retention policies: IsSimulation on New, StartSimulation and EnforceSimulationPolicy on Set; Get shows Mode Test
 * (docs/service/retention.md#simulation).
 */
export const SIMULATION: Omit<State, "property" | "parameter"> = {
  type: { type: "boolean" },
  description:
    "Runs the policy in simulation: it reports what it would do and does nothing. Back to false enforces it. Default: false.",
  default: false,
  clear: { to: "default", value: false },
  create: "IsSimulation",
  update: {
    kind: "action",
    parameters: (desired) => (desired === true ? { StartSimulation: true } : { EnforceSimulationPolicy: true }),
  },
  read: (object) => {
    const mode = object.text("Mode");
    if (mode !== undefined) return /^(test|audit)/i.test(mode);
    return object.flag("IsSimulation");
  },
};

export const SKIP_CONFIRMATION: FieldOverlay = {
  description: "Skips the question that a priority cleanup asks. Microsoft gives no description.",
  writeOnly: true,
  default: false,
};

/** The unit that portals show is returned where nobody gave one, and not taken for Teams policies (docs/service/retention.md#display-hint). */
export const DISPLAY_HINT: FieldOverlay = { serviceFills: { with: "Days" } };

export const TEAMS_PROPERTIES = [
  "teamsChannelLocation",
  "teamsChannelLocationException",
  "teamsChatLocation",
  "teamsChatLocationException",
];

/**
 * JSON with address and site id; matches by address and can hit existing objects with the same one
 * (docs/service/retention.md#deleted-resources).
 */
export const DELETED_RESOURCES: FieldOverlay = {
  description:
    "Deleted mailboxes or groups that a change of locations excludes or removes. Goes with changes of locations only; matches by address, so it can hit an existing object with the same one.",
  type: {
    type: "list",
    of: {
      type: "object",
      name: "DeletedResource",
      fields: [
        {
          property: "emailAddress",
          type: { type: "string", format: "address" },
          required: true,
          description: "Its SMTP address.",
        },
        { property: "siteId", type: { type: "string", format: "guid" }, description: "GUID of its site." },
      ],
    },
  },
  companion: "withChange",
  writeOnly: true,
  write: (value) =>
    JSON.stringify(
      (value as readonly { readonly emailAddress?: string; readonly siteId?: string }[]).map((resource) => ({
        EmailAddress: resource.emailAddress ?? "",
        ...(resource.siteId !== undefined && { SiteId: resource.siteId }),
      })),
    ),
};

const isGiven = (value: Value | undefined): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** A policy needs at least one location (docs/service/retention.md#needs-rule); values that are not known yet count. */
export const needsLocation =
  (parameters: readonly string[]): CheckRule =>
  (inputs) => {
    const locations = parameters.filter((name) => !name.endsWith("Exception")).map(propertyName);
    return locations.some((property) => isGiven(inputs[property]))
      ? []
      : [{ property: "", reason: `needs at least one location: ${locations.join(", ")}`, stated: true }];
  };

const CLOUD_ATTACHMENTS = /^(sharePoint|oneDrive|modernGroup|adaptiveScope)Location/;

/**
 * Of the places that a policy can name, cloud attachments are retained in SharePoint, OneDrive and groups only
 * (docs/service/retention.md#cloud-attachments); where an adaptive scope reaches is not in the program, and New takes both
 * together.
 */
export const placesOfCloudAttachments: CheckRule = (inputs) =>
  inputs["retainCloudAttachment"] !== true
    ? []
    : RETENTION_LOCATIONS.map(propertyName)
        .filter((property) => !CLOUD_ATTACHMENTS.test(property) && isGiven(inputs[property]))
        .map((property) => ({
          property,
          stated: true,
          reason:
            "should not be combined with retainCloudAttachment, which takes sharePointLocation, oneDriveLocation, modernGroupLocation or adaptiveScopeLocation only",
        }));

/** `Locations`: JSON in a string, known from the service's own catalogue only. */
export const JSON_LOCATIONS: FieldOverlay = {
  description: "Locations as JSON, as newer workloads take them. Known from the service's own catalogue only.",
  type: { type: "any" },
  write: (value) => (typeof value === "string" ? value : JSON.stringify(value)),
};
