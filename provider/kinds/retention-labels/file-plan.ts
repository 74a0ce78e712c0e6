import type { FieldOverlay, ValueType } from "../define";
import { type Canonical, fromEntries, isCanonicalRecord } from "../fields/canonical";
import { readReference } from "../fields/identifiers";
import { pairOf, parsedJson } from "../fields/read";
import { isList, isRecord, type Plain } from "../../values";

const reference = (noun: string): ValueType => ({ type: "string", format: "name", reference: { noun, send: "name" } });

/** Property in programs -> noun that it names. */
const NOUNS = {
  authority: "FilePlanPropertyAuthority",
  category: "FilePlanPropertyCategory",
  subCategory: "FilePlanPropertySubCategory",
  citation: "FilePlanPropertyCitation",
  department: "FilePlanPropertyDepartment",
  referenceId: "FilePlanPropertyReferenceId",
} as const;

type FilePlanKey = keyof typeof NOUNS;

/** Key on the wire: `FilePlanProperty` = JSON `{"Settings":[{"Key","Value"}]}`, spelled as New-ComplianceTag's page does. */
const keyOf = (property: FilePlanKey): string =>
  property === "subCategory" ? "FilePlanPropertySubcategory" : NOUNS[property];

function settingsOf(wire: Plain): readonly Plain[] {
  const parsed = parsedJson(wire);
  if (isList(parsed)) return parsed;
  if (!isRecord(parsed)) return [];
  const settings = Object.entries(parsed).find(([key]) => key.toLowerCase() === "settings")?.[1];
  if (isList(settings)) return settings;
  if (isRecord(settings)) return [settings];
  // The flat form, which is refused on write only (docs/service/retention-labels.md#file-plan-property).
  return Object.entries(parsed).map(([Key, Value]) => ({ Key, Value }));
}

export const FILE_PLAN: FieldOverlay = {
  description: "File plan descriptors of the label, by reference to file plan objects or by their names.",
  type: {
    type: "object",
    name: "FilePlan",
    fields: Object.entries(NOUNS).map(([property, noun]) => ({
      property,
      type: reference(noun),
      description: `A \`${noun}\`: the resource or its name.`,
    })),
  },
  read: (object) => {
    const wire = object.get("FilePlanMetadata") ?? object.get("FilePlanProperty");
    if (wire === undefined && !object.has("FilePlanMetadata") && !object.has("FilePlanProperty")) return undefined;
    const pairs = settingsOf(wire ?? null)
      .map(pairOf)
      .filter((pair) => pair !== undefined);
    const known = (Object.keys(NOUNS) as FilePlanKey[]).flatMap((property): (readonly [string, Canonical])[] => {
      const found = pairs.find(([key]) => key.toLowerCase() === keyOf(property).toLowerCase());
      return found && found[1] !== null && found[1] !== "" ? [[property, readReference(found[1], "name")]] : [];
    });
    return fromEntries(known);
  },
  write: (value, { resolve }) => {
    if (!isCanonicalRecord(value)) return null;
    const settings = (Object.keys(NOUNS) as FilePlanKey[]).flatMap((property) => {
      const text = value[property];
      if (typeof text !== "string" || text === "") return [];
      return [{ Key: keyOf(property), Value: resolve(NOUNS[property], text)?.name ?? text }];
    });
    return JSON.stringify({ Settings: settings });
  },
};
