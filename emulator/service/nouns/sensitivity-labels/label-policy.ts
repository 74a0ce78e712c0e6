import type { Store } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, labelAlreadyPublished } from "../../faults";
import { locationField, referenceField } from "../../locations";
import { asList, asText, type JsonObject } from "../../json";
import type { FieldRule, NounDeclaration } from "../../noun";
import { inOrder, number } from "../shared/priority";
import { defaultLabelPolicy } from "./default-labels";
import { acceptLabel, importLabel, showLabel } from "./label-reference";
import { mergeSettings, settingParameters } from "./settings";

const noun = "LabelPolicy";

const workloads: Readonly<Record<string, string>> = {
  ExchangeLocation: "Exchange",
  ModernGroupLocation: "ModernGroup",
  OneDriveLocation: "OneDriveForBusiness",
  PublicFolderLocation: "PublicFolder",
  SharePointLocation: "SharePoint",
  SkypeLocation: "Skype",
};

const sites: ReadonlySet<string> = new Set(["OneDriveLocation", "SharePointLocation"]);

const locations: Readonly<Record<string, FieldRule>> = Object.fromEntries(
  Object.entries(workloads).flatMap(([property, workload]) => [
    [property, locationField(noun, { property, workload, sites: sites.has(property) })],
    [
      `${property}Exception`,
      locationField(noun, { property: `${property}Exception`, workload, sites: sites.has(property), all: "refused" }),
    ],
  ]),
);

export const labelPolicy: NounDeclaration = {
  noun,
  naming: { scenario: "Label" },
  tombstoneMs: ({ policyTombstoneMs }) => policyTombstoneMs,
  // A label policy has no rule of its own: it goes out as soon as it is written.
  distributes: { workloads: workloadsOf },
  actions: [...settingParameters, "NextLabelPolicy", "PreviousLabelPolicy"],
  fields: {
    ...locations,
    ExchangeAdaptiveScopes: referenceField(noun, "ExchangeAdaptiveScopes", "AdaptiveScope"),
    ExchangeAdaptiveScopesException: referenceField(noun, "ExchangeAdaptiveScopesException", "AdaptiveScope"),
    Labels: {
      accept: (value, { store }) => acceptLabel(value, store),
      import: importLabel,
      show: (value, { store }) => showLabel(value, store, noun, 3),
      onTwice: (guid) => labelAlreadyPublished(asText(guid), "this policy"),
    },
  },

  create(draft, call) {
    draft.Settings = mergeSettings([], call);
    draft.Priority = call.store.list(noun).length;
  },
  update(draft, before, call) {
    draft.Settings = mergeSettings(before.properties.Settings, call);
    const place = placeAmongOthers(before, call.store, call.text("NextLabelPolicy"), call.text("PreviousLabelPolicy"));
    if (place !== undefined) draft.Priority = place;
  },
  created: (object, call) => settleAt(object, call.store, call.caller.name),
  updated: (object, _before, call) => settleAt(object, call.store, call.caller.name),
  removed: (_object, call) => number(call.store, inOrder(call.store.list(noun)), call.caller.name),
  seeds: defaultLabelPolicy,
  show(view, object) {
    view.Settings = asList(object.properties.Settings);
    // "Mode returns Enforce where input is Enable" (docs/service/sensitivity-labels.md#policy-mode).
    view.Mode = "Enforce";
    view.Enabled = true;
    view.Workload = "Exchange, SharePoint, OneDriveForBusiness";
    view.Type = noun;
  },
};

/** The policy named by NextLabelPolicy comes right after this one, that of PreviousLabelPolicy right before (Set's page). */
function placeAmongOthers(object: StoredObject, store: Store, next: string, previous: string): number | undefined {
  if (next === "" && previous === "") return undefined;
  const neighbor = store.require(noun, next || previous);
  if (neighbor.guid === object.guid) throw badArgument("NextLabelPolicy", "A policy can't be its own neighbor.");
  const others = inOrder(store.list(noun)).filter(({ guid }) => guid !== object.guid);
  const at = others.findIndex(({ guid }) => guid === neighbor.guid);
  return next === "" ? at + 1 : at;
}

function settleAt(object: StoredObject, store: Store, by: string): void {
  const others = inOrder(store.list(noun)).filter(({ guid }) => guid !== object.guid);
  others.splice(Number(object.properties.Priority ?? others.length), 0, object);
  number(store, others, by);
}

function workloadsOf({ properties }: StoredObject): readonly string[] {
  const used = Object.entries(workloads).filter(([property]) => isFilled(properties, property));
  return used.length > 0 ? used.map(([, workload]) => workload) : ["Exchange"];
}

const isFilled = (properties: Readonly<JsonObject>, name: string): boolean => asList(properties[name]).length > 0;
