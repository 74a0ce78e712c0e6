import type { Kind } from "../../kinds";
import { type Canonical, fromEntries, isIdentified } from "../../kinds/fields/canonical";
import { isCertain, isGuid, isNil } from "../../kinds/fields/identifiers";
import { isList, isRecord, textsOf, type Plain, type Properties } from "../../values";
import type { Observed, ResolveReference } from "../types";
import { locationLists, matchLocations, spellingOf } from "./location-lists";

/** In the outputs, next to the properties. The engine shows no key that begins so, and compares none (docs/service/pulumi-engine.md#internal-keys). */
export const LOCATIONS_KEY = "__locations";

const VERSION = 1;

/** A returned element as state remembers it. */
export interface RememberedElement {
  /** What names it alone, other than the declared spelling: what the list has, and the GUID that the directory has. */
  readonly ids: readonly string[];
  /** Its display name; empty = the spelling itself, or none. */
  readonly name: string;
}

/** What the elements were that the last update declared: by spelling, in the form in which spellings compare. */
export interface LocationMemory {
  readonly elements: ReadonlyMap<string, RememberedElement>;
  readonly groups: ReadonlyMap<string, readonly RememberedElement[]>;
}

export const NO_MEMORY: LocationMemory = { elements: new Map(), groups: new Map() };

/** State of an older version, or of a later one, remembers nothing. */
export function memoryIn(outputs: Properties | undefined): LocationMemory | undefined {
  const stored = outputs?.[LOCATIONS_KEY];
  if (!isRecord(stored) || stored["version"] !== VERSION) return undefined;
  const { elements, groups } = stored;
  return {
    elements: entriesOf(elements, remembered),
    groups: entriesOf(groups, (members) =>
      isList(members) ? members.flatMap((one) => remembered(one) ?? []) : undefined,
    ),
  };
}

function entriesOf<T>(stored: unknown, read: (value: unknown) => T | undefined): ReadonlyMap<string, T> {
  const entries = isRecord(stored) ? Object.entries(stored) : [];
  return new Map(
    entries.flatMap(([spelling, value]) => {
      const known = read(value);
      return known === undefined ? [] : [[spelling, known] as const];
    }),
  );
}

/** `[name, …ids]`; what is its spelling and nothing else is empty. */
function remembered(value: unknown): RememberedElement | undefined {
  if (!isList(value)) return undefined;
  const [name = "", ...ids] = textsOf(value);
  return { ids, name };
}

interface Comparison {
  readonly desired: Properties;
  readonly observed: Observed;
  readonly resolve: ResolveReference;
  readonly before: LocationMemory | undefined;
}

/**
 * What state remembers from now on: for each declared location the element that it is. What the list does not show is remembered as it
 * was: it may come back.
 * Undefined = nothing to remember.
 */
export function rememberedLocations(
  kind: Kind,
  { desired, observed, resolve, before = NO_MEMORY }: Comparison,
): Plain | undefined {
  const elements = new Map<string, RememberedElement>();
  const groups = new Map<string, readonly RememberedElement[]>();
  for (const list of locationLists(kind, desired, observed.properties)) {
    const { declared: value } = list;
    // Secret lists leave no trace in clear.
    if (value === undefined || list.isSecret) continue;
    const { pairs } = matchLocations(list, resolve);
    for (const spelling of value.map(spellingOf)) {
      const [element, group] = [before.elements.get(spelling), before.groups.get(spelling)];
      if (element) elements.set(spelling, element);
      if (group) groups.set(spelling, group);
    }
    const found = new Map<number, Canonical[]>();
    for (const pair of pairs)
      found.set(pair.declared.index, [...(found.get(pair.declared.index) ?? []), pair.actual.value]);
    for (const [index, returned] of found) {
      const given = value[index] ?? null;
      const spelling = spellingOf(given);
      const [first] = returned;
      if (resolve.locations?.groupOf(given) && !returned.some((element) => isItself(given, element)))
        groups.set(
          spelling,
          returned.map((element) =>
            elementOf({ spelling: "", element, directoryId: resolve.locations?.idOf(element) }),
          ),
        );
      else if (first !== undefined)
        elements.set(spelling, elementOf({ spelling, element: first, directoryId: resolve.locations?.idOf(given) }));
    }
  }
  if (elements.size === 0 && groups.size === 0) return undefined;
  return {
    version: VERSION,
    ...(elements.size > 0 && { elements: stored(elements, tupleOf) }),
    ...(groups.size > 0 && { groups: stored(groups, (members) => members.map(tupleOf)) }),
  };
}

const stored = <T>(entries: ReadonlyMap<string, T>, write: (value: T) => Plain): Plain =>
  fromEntries([...entries].map(([spelling, value]) => [spelling, write(value)] as const));

const tupleOf = ({ ids, name }: RememberedElement): Plain => (name === "" && ids.length === 0 ? [] : [name, ...ids]);

interface Found {
  readonly spelling: string;
  readonly element: Canonical;
  /** Of the recipient that the declared spelling names. */
  readonly directoryId: string | undefined;
}

const isItself = (given: Canonical, element: Canonical): boolean => {
  const keys = isIdentified(element) ? element.keys : [spellingOf(element)];
  return keys.includes(spellingOf(given));
};

/** What the list calls it, and the GUID that the directory has. */
function elementOf({ spelling, element, directoryId }: Found): RememberedElement {
  const keys = isIdentified(element) ? element.keys : [spellingOf(element)];
  const certain = keys.filter((key) => isCertain(key) && !isNil(key) && key !== spelling);
  const listed = certain.find(isGuid) ?? certain[0];
  const directory = certain.some(isGuid) || directoryId === spelling ? undefined : directoryId;
  const name = keys.find((key) => !isCertain(key)) ?? "";
  return {
    ids: [listed, directory].filter((id) => id !== undefined),
    name: name === spelling ? "" : name,
  };
}
