import type { CallContext } from "../../context";
import { badArgument, refused } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";
import { refuseConflicts, refuseWithoutLocation } from "../shared/conflicts";
import { invalidMode } from "../shared/faults";
import { inOrder, number, placeOfNew, placeOfSet, settle } from "../shared/priority";
import { changeScopes, createScopes } from "./copilot-locations";
import { dlpLocationFields, dlpWorkloads, isFilled, memberFilter, usedLocations, wholeTenant } from "./dlp-locations";

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
    ExchangeSenderMemberOf: memberFilter,
    ExchangeSenderMemberOfException: memberFilter,
  },

  create(draft, call) {
    if (call.has("Locations")) draft.Locations = createScopes(call.get("Locations") ?? null);
    fillInOneDrive(draft, call);
    draft.DisplayName ??= call.text("Name");
    refuseMixtures(draft);
    draft.Priority = placeOfNew(call, call.store.list(noun));
  },
  update(draft, before, call) {
    if (call.has("Locations"))
      draft.Locations =
        call.get("Locations") === null ? [] : changeScopes(before.properties.Locations, call.get("Locations") ?? null);
    refuseMixtures(draft);
    draft.Priority = placeOfSet(call, before, call.store.list(noun));
  },
  created: (object, call) => settle(call, object, call.store.list(noun)),
  updated: (object, _before, call) => settle(call, object, call.store.list(noun)),
  removed: (_object, call) => number(call.store, inOrder(call.store.list(noun)), call.caller.name),
  show(view, object, read) {
    view.Locations = asText(asList(object.properties.Locations)[0]);
    view.Workload = dlpWorkloads(object).join(", ");
    view.Enabled = view.Mode !== "Disable";
    view.Type = "Dlp";
    view.HasRules = read.store.children(rule, object.guid).length > 0;
    // "DistributionStatus needs -DistributionDetail" (docs/service/dlp.md#distribution).
    if (!read.detailed && !read.flag("DistributionDetail")) {
      view.DistributionStatus = "Pending";
      view.DistributionResults = [];
    }
  },
};

/** A member of the enumeration, but of the service's own use (docs/service/cmdlets.md#tombstones). */
function acceptMode(mode: string): string {
  if (mode === "PendingDeletion") throw invalidMode(mode, "it is set by removing the policy");
  return mode;
}

/** "OneDrive defaults to All when left out; $null switches it off" (docs/service/dlp.md#onedrive); not where it could not stand. */
function fillInOneDrive(draft: JsonObject, call: CallContext): void {
  const elsewhere = isFilled(draft, "PowerBIDlpLocation") || isFilled(draft, "Locations");
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
