import type { Plain } from "../../../values";
import type { ResolveReference } from "../../reference";
import type { ObjectType } from "../../value-type";
import { type Canonical, type CanonicalRecord, elementsIn, fromDefined, isCanonicalRecord, showOf } from "../canonical";
import { isGuid } from "../identifiers";
import { memberOf } from "../object";
import { SENSITIVE_ELEMENT, SENSITIVE_GROUP, SENSITIVE_LABEL, SENSITIVE_TYPE } from "./types";

const textOf = (type: ObjectType, record: CanonicalRecord, property: string): string | undefined => {
  const value = showOf(memberOf(type, record, property) ?? null);
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** The word goes as the number that hashtables have for it. */
const wireCount = (value: Canonical | undefined): Plain | undefined => {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" && /^any$/i.test(value.trim()) ? -1 : showOf(value);
};

const WORDS = ["confidencelevel", "classifiertype"] as const;
const COUNTS = ["mincount", "maxcount", "minconfidence", "maxconfidence"] as const;

/** Both names of a type where they are known, so that it is found whatever the tenant's language is. */
function writeType(record: CanonicalRecord, resolve: ResolveReference, ids: IdForm): Plain {
  const [name, id] = [textOf(SENSITIVE_TYPE, record, "name"), textOf(SENSITIVE_TYPE, record, "id")];
  const classifier = textOf(SENSITIVE_TYPE, record, "classifiertype");
  const isListed = classifier === undefined || /^content$/i.test(classifier);
  const known = isListed ? resolve("DlpSensitiveInformationType", id ?? name ?? "") : undefined;
  const ownId = id ?? (name !== undefined && isGuid(name) ? name : undefined);
  return fromDefined<Plain>([
    ["name", known?.name ?? name ?? id],
    ["id", ownId ?? (ids === "always" ? known?.id : undefined)],
    ...COUNTS.map((key) => [key, wireCount(memberOf(SENSITIVE_TYPE, record, key))] as const),
    ...WORDS.map((key) => [key, textOf(SENSITIVE_TYPE, record, key)] as const),
  ]);
}

/** Labels go by GUID (docs/service/dlp.md#advanced-rule-example). */
function writeLabel(record: CanonicalRecord, resolve: ResolveReference): Plain {
  const [name, id] = [textOf(SENSITIVE_LABEL, record, "name"), textOf(SENSITIVE_LABEL, record, "id")];
  const type = textOf(SENSITIVE_LABEL, record, "type") ?? "Sensitivity";
  const known = /^sensitivity$/i.test(type) ? resolve("Label", id ?? name ?? "") : undefined;
  return { name: known?.id ?? id ?? name ?? "", type };
}

const recordsIn = (type: ObjectType, record: CanonicalRecord, property: string): readonly CanonicalRecord[] =>
  elementsIn(memberOf(type, record, property) ?? null).filter(isCanonicalRecord);

function writeGroup(group: CanonicalRecord, resolve: ResolveReference, ids: IdForm): Plain {
  const types = recordsIn(SENSITIVE_GROUP, group, "sensitivetypes").map((type) => writeType(type, resolve, ids));
  const labels = recordsIn(SENSITIVE_GROUP, group, "labels").map((label) => writeLabel(label, resolve));
  return fromDefined<Plain>([
    ["name", textOf(SENSITIVE_GROUP, group, "name") ?? "Default"],
    ["operator", textOf(SENSITIVE_GROUP, group, "operator") ?? "Or"],
    ["sensitivetypes", types.length > 0 ? types : undefined],
    ["labels", labels.length > 0 ? labels : undefined],
  ]);
}

/** Whether a type that is named goes with its id as well. */
export type IdForm = "always" | "asDeclared";

/** A program's sensitive information as cmdlets take it: hashtables without tags, or members of a JSON text. */
export const writeSensitive = (value: Canonical, resolve: ResolveReference, ids: IdForm): readonly Plain[] =>
  elementsIn(value)
    .filter(isCanonicalRecord)
    .map((element) => {
      const groups = recordsIn(SENSITIVE_ELEMENT, element, "groups");
      return groups.length === 0
        ? writeType(element, resolve, ids)
        : {
            operator: textOf(SENSITIVE_ELEMENT, element, "operator") ?? "And",
            groups: groups.map((group) => writeGroup(group, resolve, ids)),
          };
    });
