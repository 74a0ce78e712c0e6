import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { pick } from "../../ids";
import { asText } from "../../json";
import { parentGuidOf } from "./label-order";

/** A label that another object names, kept by GUID. */
export const acceptLabel = (value: Json, store: Store): string => store.require("Label", asText(value)).guid;

/** What a read returned is taken back by the control API: GUID, name, display name or "Parent - Child". */
export function importLabel(value: Json, store: Store): Json {
  const text = asText(value);
  const byName = store.find("Label", text);
  if (byName) return byName.guid;
  return store.list("Label").find(({ guid }) => spellings(guid, store).includes(text))?.guid ?? text;
}

/**
 * "Labels: mixed (guid, name, 'Parent - Child')", "ApplySensitivityLabel in 4 spellings"
 * (docs/service/sensitivity-labels.md#label-references).
 */
function spellings(guid: string, store: Store): readonly string[] {
  const label = store.find("Label", guid, { tombstones: true });
  if (!label) return [guid];
  const displayName = asText(label.properties.DisplayName) || label.name;
  const parent =
    parentGuidOf(label) === "" ? undefined : store.find("Label", parentGuidOf(label), { tombstones: true });
  const path = parent ? `${asText(parent.properties.DisplayName) || parent.name} - ${displayName}` : displayName;
  // Recorded tenants have blanks and brackets as hyphens too (docs/service/sensitivity-labels.md#label-references).
  return store.recorded
    ? [guid, path, displayName, displayName.replace(/[\s()]/g, "-")]
    : [guid, label.name, path, displayName];
}

/** One of the spellings, for each label another, and for each tenant: nobody can rely on one. `kinds`: how many to pick from. */
export function showLabel(value: Json, store: Store, noun: string, kinds: 3 | 4): string {
  const guid = asText(value);
  const all = spellings(guid, store);
  return all[pick(kinds, "label spelling", store.seed, store.tenantId, noun, guid) % all.length] ?? guid;
}
