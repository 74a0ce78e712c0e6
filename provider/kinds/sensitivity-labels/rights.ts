import type { FieldOverlay } from "../define";
import { showOf } from "../fields/canonical";
import { parsedJson } from "../fields/read";
import { isList, isRecord, type Plain } from "../../values";
import { labelSetting } from "./label-actions";

/** `identity:RIGHT,RIGHT;identity:RIGHT`: who -> the set of rights. */
function rightsOf(value: Plain): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = typeof value === "string" ? value.split(";") : [];
  const pairs = texts
    .map((part) => [part.slice(0, part.lastIndexOf(":")), part.slice(part.lastIndexOf(":") + 1)] as const)
    .filter(([identity]) => identity.trim() !== "");
  return new Map(
    pairs.map(([identity, rights]) => [
      identity.trim().toLowerCase(),
      new Set(rights.split(",").map((right) => right.trim().toUpperCase())),
    ]),
  );
}

const sameRights = (a: Plain, b: Plain): boolean => {
  const [first, second] = [rightsOf(a), rightsOf(b)];
  return (
    first.size === second.size &&
    [...first].every(([identity, rights]) => {
      const other = second.get(identity);
      return other?.size === rights.size && [...rights].every((right) => other.has(right));
    })
  );
};

/** Get returns them as JSON `[{"Identity","Rights"}]`, New and Set take one text. */
function rightsText(wire: Plain): Plain {
  const parsed = parsedJson(wire);
  if (!isList(parsed)) return parsed;
  const item = (entry: Plain): string => {
    if (!isRecord(entry)) return String(entry);
    const byKey = new Map(Object.entries(entry).map(([key, value]) => [key.toLowerCase(), value]));
    return `${String(byKey.get("identity"))}:${String(byKey.get("rights"))}`;
  };
  return parsed.map(item).join(";");
}

export const RIGHTS: FieldOverlay = {
  description:
    "Who may do what with encrypted content: `identity:RIGHT,RIGHT;identity:RIGHT`, e.g. `contoso.com:VIEW,EDIT;ann@contoso.com:OWNER`.",
  example: "contoso.com:VIEW,EDIT",
  read: (object) => {
    const wire = labelSetting(object, "EncryptionRightsDefinitions");
    return wire === undefined ? undefined : rightsText(wire);
  },
  same: (a, b) => sameRights(showOf(a), showOf(b)),
};
