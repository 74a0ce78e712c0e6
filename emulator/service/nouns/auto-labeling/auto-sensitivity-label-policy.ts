import type { CallContext } from "../../context";
import { statusAt } from "../../distribution";
import type { StoredObject } from "../../entry";
import { badArgument, refused } from "../../faults";
import { asList, asText, fold, type JsonObject } from "../../json";
import { locationField, referenceField, type LocationKind } from "../../locations";
import type { FieldRule, NounDeclaration } from "../../noun";
import { acceptLabel, importLabel, showLabel } from "../sensitivity-labels/label-reference";
import { refuseConflicts, refuseWithoutLocation } from "../shared/conflicts";
import { invalidMode } from "../shared/faults";
import { showDirectoryObject } from "../shared/recorded-shape";
import { inOrder, number, placeOfNew, placeOfSet, settle } from "../shared/priority";
import { modeAt, modeOfNew, modeOfSet, periodMs } from "./auto-label-mode";

const noun = "AutoSensitivityLabelPolicy";
const rule = "AutoSensitivityLabelRule";

const kinds: readonly LocationKind[] = [
  { property: "ExchangeLocation", workload: "Exchange", all: "only" },
  { property: "SharePointLocation", workload: "SharePoint", sites: true },
  { property: "OneDriveLocation", workload: "OneDriveForBusiness", sites: true },
];

const scopes = ["Exchange", "SharePoint", "OneDrive"].flatMap((workload) => [
  `${workload}AdaptiveScopes`,
  `${workload}AdaptiveScopesException`,
]);

const locations: Readonly<Record<string, FieldRule>> = Object.fromEntries([
  ...kinds.map((kind) => [kind.property, locationField(noun, kind)] as const),
  ...kinds
    .filter(({ sites }) => sites)
    .map((kind) => ({ ...kind, property: `${kind.property}Exception`, all: "refused" as const }))
    .map((kind) => [kind.property, locationField(noun, kind)] as const),
  ...scopes.map((property) => [property, referenceField(noun, property, "AdaptiveScope")] as const),
]);

export const autoSensitivityLabelPolicy: NounDeclaration = {
  noun,
  naming: { scenario: "ApplyTag" },
  distributes: { afterRule: rule, workloads: workloadsOf },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  actions: ["IncludeSimulationPolicyGrading", "ForceValidate", "Enabled"],
  fields: {
    ...locations,
    Mode: { initial: "Enable", accept: (value, call) => acceptMode(asText(value), call) },
    ApplySensitivityLabel: {
      accept: (value, { store }) => acceptLabel(value, store),
      import: importLabel,
      // "ApplySensitivityLabel in 4 spellings" (docs/service/auto-labeling.md#label-spellings).
      show: (value, { store }) => showLabel(value, store, noun, 4),
    },
  },

  create(draft, call) {
    refuseMixtures(draft);
    draft.Mode = modeOfNew(draft, call);
    draft.Priority = placeOfNew(call, call.store.list(noun));
  },
  update(draft, before, call) {
    refuseMixtures(draft);
    refuseExchangeInUse(draft, before, call);
    settleMode(draft, before, call);
    draft.Priority = placeOfSet(call, before, call.store.list(noun));
  },
  created: (object, call) => settle(call, object, call.store.list(noun)),
  updated: (object, _before, call) => settle(call, object, call.store.list(noun)),
  removed: (_object, call) => number(call.store, inOrder(call.store.list(noun)), call.caller.name),
  show(view, object, read) {
    const { properties } = object;
    const mode = modeAt(properties, read.now);
    Object.assign(view, {
      AutoEnableAfter: mode === "Enable" ? null : (properties.$autoEnableAfter ?? null),
      Enabled: mode !== "Disable",
      IsSimulationPolicy: mode.startsWith("Test"),
      Mode: mode,
      Type: noun,
      Workload: workloadsOf(object).join(", "),
    });
    if (!read.detailed && !read.flag("DistributionDetail"))
      Object.assign(view, { DistributionStatus: "Pending", DistributionResults: null, LastStatusUpdateTime: null });
    // "Read by identity the priority is wrong" (docs/service/auto-labeling.md#priority); which number it is, is ours.
    if (read.named && read.store.recorded) view.Priority = 0;
    showDirectoryObject(view, read.store, "msExchUnifiedPolicy");
  },
};

function acceptMode(mode: string, call: CallContext): string {
  if (mode === "PendingDeletion") throw invalidMode(mode, "it is set by removing the policy");
  // "TestWithNotifications: Not supported" (Set's page).
  if (mode === "TestWithNotifications" && call.verb === "Set") throw invalidMode(mode, "use TestWithoutNotifications");
  return mode;
}

function settleMode(draft: JsonObject, before: StoredObject, call: CallContext): void {
  const status = before.distribution && statusAt(before.distribution, call.now);
  const previous = { ...before.properties, Mode: modeAt(before.properties, call.now) };
  if (!call.has("Mode")) draft.Mode = call.has("Enabled") ? modeOfEnabled(call, asText(previous.Mode)) : previous.Mode;
  draft.Mode = modeOfSet(draft, previous, status === "Success");
  // "Any edits to an auto-labeling policy require restarting the simulation" (Set's page).
  if (call.flag("StartSimulation")) Object.assign(draft, { Mode: "TestWithoutNotifications", $simulatedAt: call.now });
  schedule(draft, call);
}

/** `Enabled` of Set is another word for the mode: off, or on again. */
function modeOfEnabled(call: CallContext, mode: string): string {
  if (!call.flag("Enabled")) return "Disable";
  return mode === "Disable" ? "Enable" : mode;
}

/** "You need to explicitly set this parameter after each policy edit to keep the timeline"; only with StartSimulation (Set's page). */
function schedule(draft: JsonObject, call: CallContext): void {
  Object.assign(draft, { $autoEnableAt: null, $autoEnableAfter: null });
  if (!call.has("AutoEnableAfter") || call.get("AutoEnableAfter") === null) return;
  const period = periodMs(call.text("AutoEnableAfter"));
  if (period === undefined) throw badArgument("AutoEnableAfter", "The value must be between 1 hour and 25 days.");
  if (!call.flag("StartSimulation")) throw badArgument("AutoEnableAfter", "It must be used with StartSimulation.");
  Object.assign(draft, { $autoEnableAt: call.now + period, $autoEnableAfter: call.text("AutoEnableAfter") });
}

const filled = (properties: Readonly<JsonObject>, name: string): boolean => asList(properties[name]).length > 0;

/** "Inclusions and exclusions cannot be mixed" (docs/service/auto-labeling.md#locations). */
function refuseMixtures(draft: Readonly<JsonObject>): void {
  refuseConflicts(noun, draft);
  refuseWithoutLocation(noun, draft);
}

/** "`RemoveExchangeLocation` is not allowed while a rule uses Exchange" (docs/service/auto-labeling.md#locations). */
function refuseExchangeInUse(draft: Readonly<JsonObject>, before: StoredObject, { store }: CallContext): void {
  if (!filled(before.properties, "ExchangeLocation") || filled(draft, "ExchangeLocation")) return;
  const users = store
    .children(rule, before.guid)
    .filter(({ properties }) => fold(asText(properties.Workload)).split(/,\s*/).includes("exchange"));
  if (users.length > 0)
    throw refused(`ExchangeLocation can't be removed: rule '${users[0]?.name ?? ""}' is for Exchange.`);
}

function workloadsOf({ properties }: Pick<StoredObject, "properties">): readonly string[] {
  return kinds.filter(({ property }) => filled(properties, property)).map(({ workload }) => workload);
}
