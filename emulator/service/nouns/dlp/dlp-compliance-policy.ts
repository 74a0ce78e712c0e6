import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { refuseConflicts, refuseWithoutLocation } from "../shared/conflicts";
import { invalidMode } from "../shared/faults";
import { inOrder, number, placeOfNew, placeOfSet, settle } from "../shared/priority";
import { type EmptyValues, showDirectoryObject, showEmpties } from "../shared/recorded-shape";
import { changeScopes, createScopes, importScopes, shownScopes } from "./copilot-locations";
import {
  dlpLocationFields,
  dlpWorkloads,
  isFilled,
  statedWorkloads,
  usedLocations,
  wholeTenant,
} from "./dlp-locations";
import { memberFilter, memberFilters } from "./member-filter";
import { dropAlert, keepAlert } from "./rule-alert";

const noun = "DlpCompliancePolicy";
const rule = "DlpComplianceRule";

export const dlpCompliancePolicy: NounDeclaration = {
  noun,
  naming: { scenario: "Dlp" },
  distributes: { afterRule: rule, workloads: dlpWorkloads },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  actions: ["NewName", "AutoEnableAfter", "ForceValidate"],
  fields: {
    ...dlpLocationFields(noun),
    Mode: { initial: "Enable", accept: (value) => acceptMode(asText(value)) },
    ...Object.fromEntries(memberFilters.map((name) => [name, memberFilter(name)])),
    Locations: { import: importScopes },
    EnforcementPlanes: { accept: (value) => planeOf(asText(value)) },
  },

  create(draft, call) {
    if (call.has("Locations")) draft.Locations = createScopes(call.get("Locations") ?? null, call.store);
    fillInOneDrive(draft, call);
    draft.DisplayName ??= call.text("Name");
    refuseMixtures(draft);
    draft.Priority = placeOfNew(call, call.store.list(noun));
  },
  update(draft, before, call) {
    if (call.has("Locations"))
      draft.Locations =
        call.get("Locations") === null
          ? []
          : changeScopes(before.properties.Locations, call.get("Locations") ?? null, call.store);
    refuseMixtures(draft);
    simulate(draft, call);
    draft.Priority = placeOfSet(call, before, call.store.list(noun));
  },
  created: (object, call) => settle(call, object, call.store.list(noun)),
  updated(object, _before, call) {
    settle(call, object, call.store.list(noun));
    for (const child of call.store.children(rule, object.guid)) keepAlert(child, object, call);
  },
  remove(object, { store }) {
    for (const child of store.children(rule, object.guid)) dropAlert(child, store);
  },
  removed: (_object, call) => number(call.store, inOrder(call.store.list(noun)), call.caller.name),
  // `Enabled` and `Locations` are computed, whatever is put.
  show(view, object, read) {
    const { store } = read;
    Object.assign(view, CONSTANT, {
      Locations: shownScopes(object.properties.Locations),
      Workload: statedWorkloads(object).join(", "),
      Enabled: view.Mode !== "Disable",
      IsSimulationPolicy: asText(view.Mode).startsWith("Test"),
      Type: "Dlp",
      HasRules: store.children(rule, object.guid).length > 0,
      PolicyTemplateInfo: object.properties.PolicyTemplateInfo ?? null,
    });
    // "DistributionStatus needs -DistributionDetail" (docs/service/dlp.md#distribution).
    if (!read.detailed && !read.flag("DistributionDetail"))
      Object.assign(view, { DistributionStatus: "Pending", DistributionResults: null, LastStatusUpdateTime: null });
    delete view.ImmutableId;
    showEmpties(noun, view, EMPTY);
    showDirectoryObject(view, store, "msExchUnifiedPolicy");
  },
};

/** Types of properties that the catalogue does not tell, as recorded. */
const EMPTY: EmptyValues = {
  lists: [...memberFilters, "ExchangeOnPremisesLocation", "SharePointOnPremisesLocationException"],
  nothing: ["EnforcementPlanes", "IsFromSmartInsights"],
};

/** Of no parameter, and always the same in recorded policies. */
const CONSTANT: JsonObject = {
  AutoEnableAfter: null,
  ExpectedLocations: 0,
  CompletedLocations: 0,
  FailedLocations: 0,
  ExtendedProperties: null,
  GlobalListType: "None",
  ItemStatistics: null,
  LocationInclusions: [],
  LocationExclusions: [],
  MatchedItemsCount: null,
  PolicyCategory: "Unknown",
  RuleMatchBlob: null,
  SimulationStatus: null,
  Summary: false,
  TotalItemsCount: null,
  TopNLocationStatistics: null,
  WorkloadStatistics: null,
};

/** The deprecated name of a plane reads as the present one (docs/service/dlp.md#copilot). */
const PLANES = ["Browser", "CopilotExperiences", "Application", "Network"];

function planeOf(given: string): string {
  const known = [...PLANES, "Entra"].find((plane) => fold(plane) === fold(given.trim()));
  if (known === undefined)
    throw badArgument("EnforcementPlanes", `'${given}' isn't valid. Valid values are: ${PLANES.join(", ")}.`);
  return known === "Entra" ? "Application" : known;
}

/** `StartSimulation` has no description; the portal's button of that name turns a policy to simulation [inferred]. */
function simulate(draft: JsonObject, call: CallContext): void {
  if (call.flag("StartSimulation") && !call.has("Mode") && !asText(draft.Mode).startsWith("Test"))
    draft.Mode = "TestWithoutNotifications";
}

/** A member of the enumeration, but of the service's own use (docs/service/cmdlets.md#tombstones). */
function acceptMode(mode: string): string {
  if (mode === "PendingDeletion") throw invalidMode(mode, "it is set by removing the policy");
  return mode;
}

/** "OneDrive defaults to All when left out; $null switches it off" (docs/service/dlp.md#onedrive); not where it could not stand. */
function fillInOneDrive(draft: JsonObject, call: CallContext): void {
  const elsewhere = ["PowerBIDlpLocation", "Locations", "OneDriveAdaptiveScopes"].some((name) => isFilled(draft, name));
  if (!call.has("OneDriveLocation") && !elsewhere) draft.OneDriveLocation = [wholeTenant(call.store.tenantId)];
}

function refuseMixtures(draft: Readonly<JsonObject>): void {
  refuseConflicts(noun, draft);
  refuseWithoutLocation(noun, draft);
  // "Power BI cannot be combined with other locations" (docs/service/dlp.md#power-bi).
  const others = usedLocations(draft).filter((name) => name !== "PowerBIDlpLocation");
  if (isFilled(draft, "PowerBIDlpLocation") && others.length > 0)
    throw refused(`PowerBIDlpLocation can't be combined with ${others.join(", ")}.`);
  const planes = asList(draft.EnforcementPlanes).map((plane) => fold(asText(plane)));
  if (planes.includes("copilotexperiences") && !isFilled(draft, "Locations"))
    throw badArgument("EnforcementPlanes", "CopilotExperiences needs Locations.");
}
