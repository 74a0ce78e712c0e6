import type { FieldOverlay, State } from "../define";

/** Every location and exception of a retention policy: one owned family (design 4, rule 3). */
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

/** Retention policies: IsSimulation on New, StartSimulation and EnforceSimulationPolicy on Set; Get shows Mode Test (semantics.md). */
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
  description: "Skips the question that a priority clean-up asks. Microsoft gives no description.",
  writeOnly: true,
  default: false,
};
