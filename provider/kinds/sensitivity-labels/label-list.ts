import type { FieldOverlay } from "../define";
import { identifierKey, identifierKeys, readReference } from "../fields/identifiers";
import type { Plain } from "../../values";

/** Label policies tell labels as GUID, name, or `Parent - Child`, mixed in one list (lessons.md 3). */
function readLabel(element: Plain): Plain {
  const value = readReference(element, "name");
  if (typeof value !== "string" || !value.includes(" - ")) return value;
  const child = value.slice(value.indexOf(" - ") + 3);
  return { show: value, remove: value, keys: [...identifierKeys(value), identifierKey(child)] };
}

export const LABELS: FieldOverlay = {
  description: "The labels that it publishes: resources, GUIDs or names.",
  read: (object) => {
    const wire = object.get("Labels");
    if (wire === undefined) return undefined;
    return Array.isArray(wire)
      ? wire.map((element: Plain) => readLabel(element))
      : wire === null || wire === ""
        ? []
        : [readLabel(wire)];
  },
};
