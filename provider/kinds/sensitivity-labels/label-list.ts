import type { FieldOverlay } from "../define";
import { readReference } from "../fields/identifiers";
import type { Plain } from "../../values";

export const LABELS: FieldOverlay = {
  description: "The labels that it publishes: resources, GUIDs or names.",
  read: (object) => {
    const wire = object.get("Labels");
    if (wire === undefined) return undefined;
    const elements = Array.isArray(wire) ? (wire as readonly Plain[]) : wire === null || wire === "" ? [] : [wire];
    return elements.map((element) => readReference(element, "name"));
  },
};
