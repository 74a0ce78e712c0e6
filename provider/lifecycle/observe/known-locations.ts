import type { GroupMember, KnownLocations, LocationFacts, LocationGroup } from "../../kinds/location";
import { type Canonical, isIdentified, showOf } from "../../kinds/fields/canonical";
import { identifierKey, isCertain, isGuid, keysOf } from "../../kinds/fields/identifiers";
import { spellingOf } from "../object/location-lists";
import { type LocationMemory, NO_MEMORY, type RememberedElement } from "../object/location-memory";
import { type Directory, labelOf, type Recipient } from "../recipients";

/** Who is in a declared distribution group. */
export interface GroupReading {
  /** In it now; undefined = nobody knows. */
  readonly now: readonly GroupMember[] | undefined;
  /** What the service put in its place; undefined = it has not been put anywhere yet. */
  readonly before: readonly RememberedElement[] | undefined;
  /** The list is read back after a write: what of the group is there is what the service made of it. */
  readonly isWritten: boolean;
}

interface Sources {
  readonly memory: LocationMemory;
  readonly directory: Directory;
  /** Spellings that the last update declared, where state does not remember what they were. */
  readonly declaredBefore: ReadonlySet<string>;
  /** By declared spelling. */
  readonly groups: ReadonlyMap<string, GroupReading>;
}

/** Nothing but the directory is known. */
export const NOTHING: Omit<Sources, "directory"> = {
  memory: NO_MEMORY,
  declaredBefore: new Set(),
  groups: new Map(),
};

/** What state remembers and what the service answered, as the pure functions ask for it. */
export function knownLocations({ memory, directory, declaredBefore, groups }: Sources): KnownLocations {
  const spellings = spellingsByElement(memory);
  const expansions = new Map<string, LocationGroup | undefined>();
  return {
    keysOf(location) {
      const spelling = isIdentified(location) ? undefined : spellingOf(location);
      const remembered = spelling === undefined ? undefined : memory.elements.get(spelling);
      const recipient = recipientFor(location);
      return [
        ...(remembered ? keysOfRemembered(remembered) : []),
        ...(spellings.get(idOrName(location)) ?? []),
        ...(recipient ? [...recipient.keys, ...directory.ownNames(recipient)] : []),
      ];
    },
    groupOf(declared) {
      const spelling = spellingOf(declared);
      const reading = groups.get(spelling);
      if (!reading) return undefined;
      if (!expansions.has(spelling)) expansions.set(spelling, expansionOf(reading));
      return expansions.get(spelling);
    },
    factsOf(location): LocationFacts {
      const recipient = recipientFor(location);
      const texts = askableOf(location);
      return {
        isRecipient: recipient !== undefined,
        isNobody:
          texts.length > 0 && texts.every((text) => directory.wasAsked(text) && directory.find(text).length === 0),
        isRecorded: isRecorded(location),
        sharedNames: recipient ? recipient.names.filter((name) => directory.find(name).length > 1) : [],
      };
    },
    candidatesFor: (location) => {
      if (recipientFor(location)) return [];
      const [several = []] = askableOf(location)
        .map((text) => directory.find(text))
        .filter((found) => found.length > 1);
      return several.map(labelOf);
    },
    addressOf(location) {
      const recipient = recipientFor(location);
      return recipient?.address ?? recipient?.id;
    },
    rememberedName: (declared) => memory.elements.get(spellingOf(declared))?.name || undefined,
    idOf: (location) => recipientFor(location)?.id,
  };

  /** What the text names now, else what it was when it was declared. */
  function recipientFor(location: Canonical): Recipient | undefined {
    const found = recipientOf(directory, location);
    if (found || isIdentified(location)) return found;
    const ids = memory.elements.get(spellingOf(location))?.ids ?? [];
    return ids.map((id) => directory.one(id)).find((one) => one !== undefined);
  }

  function isRecorded(location: Canonical): boolean {
    if (isIdentified(location))
      return spellings.has(idOrName(location)) || location.keys.some((key) => declaredBefore.has(key));
    const spelling = spellingOf(location);
    return (
      memory.elements.has(spelling) ||
      memory.groups.has(spelling) ||
      spellings.has(spelling) ||
      declaredBefore.has(spelling)
    );
  }
}

/** The one recipient that a location is: by what names it alone, else by its name where only one has it. */
function recipientOf(directory: Directory, location: Canonical): Recipient | undefined {
  for (const text of askableOf(location)) {
    const one = directory.one(text);
    if (one) return one;
    if (directory.find(text).length > 1) return undefined;
  }
  return undefined;
}

/** By what the directory is asked for it: what names it alone, or, where nothing does, its name. */
export function askableOf(location: Canonical): readonly string[] {
  if (!isIdentified(location)) {
    const text = showOf(location);
    return typeof text === "string" ? [text] : [];
  }
  const certain = location.keys.filter(isCertain);
  return certain.length > 0 ? certain : [location.show];
}

/** How a returned element is found in what state remembers: by its id, else by its name. */
function idOrName(location: Canonical): string {
  const keys = keysOf(location);
  return keys.find(isGuid) ?? keys.find(isCertain) ?? keys[0] ?? "";
}

const keysOfRemembered = ({ ids, name }: RememberedElement): readonly string[] => (name === "" ? ids : [...ids, name]);

/** The spellings of each remembered element; what several share says nothing. */
function spellingsByElement({ elements }: LocationMemory): ReadonlyMap<string, readonly string[]> {
  const byElement = new Map<string, string[]>();
  for (const [spelling, { ids, name }] of elements) {
    for (const key of ids.length > 0 ? ids : [name]) {
      if (key === "") continue;
      const same = byElement.get(key);
      if (same) same.push(spelling);
      else byElement.set(key, [spelling]);
    }
  }
  for (const [key, spellings] of byElement) if (!isCertain(key) && spellings.length > 1) byElement.delete(key);
  return byElement;
}

/** A member who left the group keeps the place that the service gave; one who joined may have it, and is not put there. */
function expansionOf({ now, before, isWritten }: GroupReading): LocationGroup | undefined {
  if (!before) {
    if (!now) return undefined;
    const members = isWritten ? now.map((member) => ({ ...member, required: false })) : now;
    return { members, isExpanded: isWritten && now.length === 0 };
  }
  const present = before.map((element): GroupMember => {
    const same = now?.find((member) => isSame(member, element));
    const own = keysOfRemembered(element);
    if (!same)
      return {
        keys: own,
        show: element.name || (element.ids[0] ?? ""),
        required: false,
        since: now ? "left" : "unchanged",
      };
    return { ...same, keys: [...new Set([...own, ...same.keys])], required: same.required && !isWritten };
  });
  const joined = (now ?? [])
    .filter((member) => !before.some((element) => isSame(member, element)))
    .map((member): GroupMember => ({ ...member, required: false, since: "joined" }));
  return { members: [...present, ...joined], isExpanded: true };
}

/** The id decides where there is one. */
const isSame = ({ keys }: GroupMember, { ids, name }: RememberedElement): boolean =>
  ids.some((id) => keys.includes(id)) ||
  (name !== "" && !(ids.some(isGuid) && keys.some(isGuid)) && keys.includes(identifierKey(name)));
