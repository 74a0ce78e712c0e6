import type { Kind } from "../../kinds";
import type { Listing } from "../../session";
import type { WireObject } from "../../transport/channel";
import { isList, isRecord, type Plain } from "../../values";
import type { IndexedObject } from "./object-index";

/** Objects of the noun that the members are of, by whatever Get may call them. */
export interface Named {
  byId(id: string): readonly IndexedObject[];
  byName(name: string): readonly IndexedObject[];
  byOtherName(name: string): readonly IndexedObject[];
}

const active = (entries: readonly IndexedObject[]): readonly IndexedObject[] =>
  entries.filter((entry) => !entry.tombstone);

/** The GUID of the one object that is called so; undefined = none, or several. */
function idOf(named: Named, text: string): string | undefined {
  const [byId] = named.byId(text);
  if (byId) return byId.id;
  const found = [named.byName(text), named.byOtherName(text)].map(active).find((entries) => entries.length > 0) ?? [];
  return found.length === 1 ? found[0]?.id : undefined;
}

const textOf = (member: Plain): string | undefined => {
  const text = isRecord(member) ? member["Name"] : member;
  return typeof text === "string" ? text : undefined;
};

const membersOf = (property: string, object: WireObject): readonly Plain[] => {
  const list = object[property];
  return isList(list) ? list : typeof list === "string" ? [list] : [];
};

/** Is every member of the listing one of these? */
export const areKnown = ({ members }: Kind, { objects }: Listing, named: Named): boolean =>
  members === undefined ||
  objects.every((object) =>
    membersOf(members.property, object).every((member) => {
      const text = textOf(member);
      return text === undefined || idOf(named, text) !== undefined;
    }),
  );

/**
 * The listing with members by GUID: Get names one member now by name, now by GUID (docs/service/sensitivity-labels.md#label-references),
 * and the id of a membership must stay.
 */
export function membersById({ members }: Kind, listing: Listing, named: Named): Listing {
  if (!members) return listing;
  const byId = (member: Plain): Plain => {
    const text = textOf(member);
    return text === undefined ? member : (idOf(named, text) ?? member);
  };
  const objects = listing.objects.map((object) => ({
    ...object,
    [members.property]: membersOf(members.property, object).map(byId),
  }));
  return { ...listing, objects };
}
