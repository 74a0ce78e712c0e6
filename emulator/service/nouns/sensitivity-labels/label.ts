import type { Json } from "../../../contract";
import type { CallContext, Store } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, labelIsPublished, refused } from "../../faults";
import { asList, asText, fold, same, type JsonObject } from "../../json";
import type { NounDeclaration, Reading } from "../../noun";
import { labelNames } from "../retention-labels/compliance-tag";
import { defaultLabels } from "./default-labels";
import { detailProperties, labelActions } from "./label-actions";
import { checkPlace, closeGaps, parentGuidOf, placeBehind, resettle } from "./label-order";
import { mergeLocales, shownLocales } from "./locale-settings";
import { mergeSettings, settingParameters, settingText } from "./settings";

const noun = "Label";

export const label: NounDeclaration = {
  noun,
  naming: { scenario: "ComplianceTag", space: labelNames },
  // "Removed labels stay with Mode=PendingDeletion (about 30 days) and keep their names reserved" (docs/service/cmdlets.md#reserved-names).
  tombstoneMs: ({ ruleTombstoneMs }) => ruleTombstoneMs,
  actions: [...settingParameters, "MigrateLabelScheme", "NextLabel", "PreviousLabel", "ForceValidate"],
  fields: {
    ParentId: { accept: (value, { store }) => parentOf(store, asText(value)).guid, import: importParent },
    ContentType: { initial: "File, Email" },
    EncryptionRightsDefinitions: { accept: (value) => acceptRights(asText(value)) },
  },

  create(draft, call) {
    draft.Settings = mergeSettings([], call);
    draft.LocaleSettings = mergeLocales([], draft.LocaleSettings);
    refuseTakenDisplayName(draft, call.store);
    draft.Priority = placeBehind(call.store, asText(draft.ParentId));
  },
  update(draft, before, call) {
    draft.Settings = mergeSettings(before.properties.Settings, call);
    if (call.has("LocaleSettings") && call.get("LocaleSettings") !== null)
      draft.LocaleSettings = mergeLocales(before.properties.LocaleSettings, draft.LocaleSettings);
    // "None comes back but is refused on write" (docs/service/sensitivity-labels.md#content-type).
    draft.ContentType ??= "None";
    if (call.flag("RemoveParentLink")) draft.ParentId = null;
    checkFamily(draft, before, call.store);
    refuseLostKeyUrl(draft, before);
    refuseTakenDisplayName(draft, call.store, before.guid);
    if (call.has("Priority")) checkPlace(call, before, Number(draft.Priority));
    else if (!same(draft.ParentId, before.properties.ParentId))
      draft.Priority = placeBehind(call.store, asText(draft.ParentId), before.guid);
  },
  remove: refuseRemoval,
  created: (object, call) => resettle(call, object),
  updated: (object, _before, call) => resettle(call, object),
  removed: (_object, call) => closeGaps(call),
  show,
  seeds: defaultLabels,
};

const sublabels = (store: Store, guid: string): StoredObject[] =>
  store.list(noun).filter((other) => parentGuidOf(other) === guid);

/** A sublabel can have no sublabels of its own [inferred: the service has two levels]. */
function parentOf(store: Store, identity: string): StoredObject {
  const parent = store.require(noun, identity);
  if (parentGuidOf(parent) !== "") throw badArgument("ParentId", `The label '${parent.name}' is a sublabel itself.`);
  return parent;
}

function importParent(value: Json, store: Store): string {
  return store.find(noun, asText(value))?.guid ?? asText(value);
}

function checkFamily(draft: Readonly<JsonObject>, before: StoredObject, store: Store): void {
  const parent = asText(draft.ParentId);
  if (parent === "") return;
  if (parent === before.guid) throw badArgument("ParentId", "A label can't be its own parent.");
  if (sublabels(store, before.guid).length > 0) throw badArgument("ParentId", `'${before.name}' has sublabels.`);
}

/** "You can't remove the URL after the label is created; you can only modify it" (New's page). */
function refuseLostKeyUrl(draft: Readonly<JsonObject>, { properties }: StoredObject): void {
  const name = "EncryptionDoubleKeyEncryptionUrl";
  if (asText(properties[name]) !== "" && asText(draft[name]) === "")
    throw badArgument(name, "The address can be changed, but not removed.");
}

/** Display names are unique among sisters (docs/service/sensitivity-labels.md#label-names); class and text inferred. */
function refuseTakenDisplayName(draft: Readonly<JsonObject>, store: Store, self?: string): void {
  const name = fold(asText(draft.DisplayName));
  const duplicate = store
    .list(noun)
    .find(
      (other) =>
        other.guid !== self &&
        parentGuidOf(other) === asText(draft.ParentId) &&
        fold(asText(other.properties.DisplayName)) === name,
    );
  if (duplicate) throw refused(`A label with the display name '${asText(draft.DisplayName)}' already exists.`);
}

/** `identity:RIGHT,RIGHT;identity:RIGHT` (docs/service/sensitivity-labels.md#encryption-rights). */
function acceptRights(text: string): string {
  const parts = text.split(";").filter(Boolean);
  if (parts.some((part) => !/^[^:]+:[A-Za-z, ]+$/.test(part.trim())))
    throw badArgument("EncryptionRightsDefinitions", "The value must be like 'identity:RIGHT,RIGHT;identity:RIGHT'.");
  return text;
}

/** "A label in a policy cannot be deleted" (docs/service/sensitivity-labels.md#deletion); one with sublabels neither [inferred]. */
function refuseRemoval(object: StoredObject, { store }: CallContext): void {
  const policies = store
    .list("LabelPolicy")
    .filter(({ properties }) => asList(properties.Labels).some((guid) => guid === object.guid));
  if (policies.length > 0)
    throw labelIsPublished(
      object.name,
      policies.map(({ name }) => name),
    );
  const children = sublabels(store, object.guid);
  if (children.length > 0)
    throw refused(`The label '${object.name}' has sublabels: ${children.map(({ name }) => name).join(", ")}.`);
}

function show(view: JsonObject, object: StoredObject, read: Reading): void {
  const { properties, guid } = object;
  const parent =
    parentGuidOf(object) === "" ? undefined : read.store.find(noun, parentGuidOf(object), { tombstones: true });
  const stored = asList(properties.LabelActions);
  view.LabelActions = stored.length > 0 ? stored : labelActions(properties);
  view.LocaleSettings = shownLocales(properties.LocaleSettings, asText(view.DisplayName), asText(view.Tooltip));
  view.Settings = [
    settingText("displayname", asText(view.DisplayName)),
    settingText("contenttype", asText(view.ContentType)),
    settingText("tooltip", asText(view.Tooltip)),
    ...asList(properties.Settings)
      .map(asText)
      .filter((text) => !/^\[(displayname|contenttype|tooltip),/i.test(text)),
  ];
  view.ParentLabelDisplayName = parent ? asText(parent.properties.DisplayName) : "";
  view.IsParent = sublabels(read.store, guid).length > 0;
  view.Workload = "Exchange, SharePoint, OneDriveForBusiness";
  view.Disabled ??= false;
  if (!read.flag("IncludeDetailedLabelActions")) for (const name of detailProperties) delete view[name];
}
