import type { Kind } from "../../kinds";
import { identifierKey, isGuid } from "../../kinds/fields/identifiers";
import { memberKey } from "../../kinds/fields/member";
import { projectionOf } from "../../kinds/fields/projection";
import { NameIndexes, WireReader } from "../../kinds/wire-reader";
import type { Listing } from "../../session";
import type { WireObject } from "../../transport/channel";
import { normalizeName } from "../operation/names";
import { impliedByList } from "./list-queries";
import { idOf } from "../object/state";

/** One object of a listing, found by id or name before it is read through its kind. */
export interface IndexedObject {
  readonly id: string | undefined;
  readonly name: string;
  readonly tombstone: boolean;
  readonly object: WireObject;
}

/** A listing that can be asked by id and by name: reading a thousand objects once each must not cost a million reads. */
export interface ObjectIndex {
  readonly entries: readonly IndexedObject[];
  byId(id: string): readonly IndexedObject[];
  byName(name: string): readonly IndexedObject[];
  /** By what else the service calls it. */
  byOtherName(name: string): readonly IndexedObject[];
  otherNames(entry: IndexedObject): readonly string[];
}

const indexes = new WeakMap<Listing, Map<string, ObjectIndex>>();

/** Derived from the listing alone, so it may be kept as long as the listing is. */
export function objectIndexOf(kind: Kind, listing: Listing): ObjectIndex {
  const known = indexes.get(listing) ?? new Map<string, ObjectIndex>();
  indexes.set(listing, known);
  const roll = known.get(kind.noun) ?? buildIndex(kind, listing);
  known.set(kind.noun, roll);
  return roll;
}

function buildIndex(kind: Kind, listing: Listing): ObjectIndex {
  const indexes = new NameIndexes();
  const objects = kind.project?.(listing.objects, listing.query?.parameters ?? {}) ?? asListed(kind, listing, indexes);
  const entries = objects.map((object) => entryOf(kind, new WireReader(object, indexes)));
  const idKey = kind.identity.kind === "membership" ? memberKey : (id: string) => (isGuid(id) ? identifierKey(id) : id);
  const ids = indexBy(entries, ({ id }) => (id === undefined ? [] : [idKey(id)]));
  const names = indexBy(entries, ({ name }) => [name]);
  let otherwise: ReadonlyMap<string, readonly IndexedObject[]> | undefined;
  const byId = (id: string): readonly IndexedObject[] =>
    ids.get(normalizeName(idKey(id))) ??
    (otherwise ??= indexBy(entries, ({ object }) => projectionOf(object).otherIds ?? [])).get(
      normalizeName(idKey(id)),
    ) ??
    [];
  const byName = (name: string): readonly IndexedObject[] => names.get(normalizeName(name)) ?? [];
  const find = (guidOrName: string): WireReader | undefined => {
    const entry = byId(guidOrName)[0] ?? byName(guidOrName)[0];
    return entry && new WireReader(entry.object, indexes);
  };
  const otherNames = ({ object }: IndexedObject): readonly string[] =>
    kind.aliases(new WireReader(object, indexes), find);
  let others: ReadonlyMap<string, readonly IndexedObject[]> | undefined;
  return {
    entries,
    byId,
    byName,
    byOtherName: (name) => (others ??= indexBy(entries, otherNames)).get(normalizeName(name)) ?? [],
    otherNames,
  };
}

/** The objects with what their being in this list says of them, where Get does not repeat it. */
function asListed(kind: Kind, { objects, query }: Listing, indexes: NameIndexes): readonly WireObject[] {
  const implied = Object.entries(impliedByList(kind, query));
  if (implied.length === 0) return objects;
  return objects.map((object) => {
    const reader = new WireReader(object, indexes);
    const missing = implied.filter(([name]) => (reader.get(name) ?? null) === null);
    return { ...object, ...Object.fromEntries(missing) };
  });
}

/** The reader is not kept: its index of names would weigh more than the object. */
function entryOf(kind: Kind, reader: WireReader): IndexedObject {
  return {
    id: idOf(kind, reader),
    name: reader.text(...kind.names) ?? "",
    tombstone: kind.isTombstone(reader),
    object: reader.object,
  };
}

function indexBy(
  entries: readonly IndexedObject[],
  keysOf: (entry: IndexedObject) => readonly string[],
): Map<string, IndexedObject[]> {
  const index = new Map<string, IndexedObject[]>();
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry).map(normalizeName))) {
      if (key === "") continue;
      const same = index.get(key);
      if (same) same.push(entry);
      else index.set(key, [entry]);
    }
  }
  return index;
}
