import { concreteKind, type Field, findKind, type Kind, kinds } from "../../kinds";
import { type Canonical, type CanonicalRecord, isIdentified } from "../../kinds/fields/canonical";
import { identifierKey, isGuid as hasFormOfGuid } from "../../kinds/fields/identifiers";
import { fieldOf } from "../../kinds/fields/object";
import type { ObjectType, Reference, ValueType } from "../../kinds/value-type";
import { isRecord, isSecret, type Properties, type Value } from "../../values";
import type { AnyProperties, Observed, ResolveReference } from "../types";
import { pick } from "../object/pick";
import type { Lookup } from "../operation/operation";
import { joinListings, type Listings } from "./list";
import { allListQueries, listAll } from "./list-all";
import { listOptional } from "./list-optional";
import { ambiguous } from "./locate";
import type { IndexedObject } from "./object-index";

/** A value of a property that names another object. */
export interface ReferenceUse {
  readonly noun: string;
  /** As declared or observed: a GUID or a name. */
  readonly text: string;
  /** Path in the program's terms, e.g. `labels[2]`. */
  readonly path: string;
}

export const isGuid = (text: string): boolean => hasFormOfGuid(text.trim());

const referring = new WeakMap<Kind, readonly Field[]>();

/** Most properties of most kinds name nothing. */
function referringFields(kind: Kind): readonly Field[] {
  const fields = referring.get(kind) ?? kind.fields.filter(({ type, refers }) => refers !== undefined || names(type));
  referring.set(kind, fields);
  return fields;
}

const names = (type: ValueType): boolean => someReference(type, () => true);

/** Is there such a reference anywhere in the type? An object type may hold itself. */
function someReference(
  type: ValueType,
  fits: (reference: Reference) => boolean,
  seen: readonly ObjectType[] = [],
): boolean {
  if (type.type === "string") return type.reference !== undefined && fits(type.reference);
  if (type.type === "list" || type.type === "map") return someReference(type.of, fits, seen);
  if (type.type !== "object" || seen.includes(type)) return false;
  return type.fields.some((field) => someReference(field.type, fits, [...seen, type]));
}

export function referencesIn(kind: Kind, properties: AnyProperties): readonly ReferenceUse[] {
  return referringFields(kind).flatMap((field) => {
    const { property, type } = field;
    const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (value === undefined) return [];
    const others = field.refers?.(asDeclared(value)) ?? [];
    return [...usesIn(type, value, property), ...others.map((use) => ({ ...use, path: property + use.path }))];
  });
}

/** Without its secret mark; of the identifiers that an observed element carries, its GUID, else what it shows. */
function asDeclared(value: Value | Canonical): Value | Canonical {
  if (isSecret(value)) return asDeclared(value.value);
  return isIdentified(value) ? (value.keys.find(isGuid) ?? value.show) : value;
}

function usesIn(type: ValueType, marked: Value | Canonical, path: string): readonly ReferenceUse[] {
  const value = asDeclared(marked);
  if (type.type === "string") {
    return type.reference && typeof value === "string" ? [{ noun: type.reference.noun, text: value, path }] : [];
  }
  if (type.type === "list" && Array.isArray(value)) {
    return (value as readonly (Value | Canonical)[]).flatMap((item, index) =>
      usesIn(type.of, item, `${path}[${index}]`),
    );
  }
  if (type.type === "object") return usesInObject(type, value, path);
  if (!isRecord(value) || type.type !== "map") return [];
  return Object.entries(value).flatMap(([key, item]) => usesIn(type.of, item, `${path}.${key}`));
}

function usesInObject(type: ObjectType, value: Value | Canonical, path: string): readonly ReferenceUse[] {
  const record = typeof value === "string" ? type.fromText?.(value) : value;
  if (!isRecord(record)) return [];
  const lookedUp = type.lookedUp?.(record);
  return Object.entries(record).flatMap(([key, item]) => {
    const field = fieldOf(type, key);
    const isSkipped = field?.type.type === "string" && lookedUp?.includes(field.property) === false;
    return field && !isSkipped ? usesIn(field.type, item, `${path}.${key}`) : [];
  });
}

/**
 * Finds what the given properties refer to, in the tenant's shared lists. Nothing is asked for where every use is a GUID and no
 * other spelling has to be compared with it.
 */
export const resolverFor = (lookup: Lookup, ...sources: readonly AnyProperties[]): Promise<ResolveReference> =>
  resolverOver(lookup, sources, new Set());

/** The same for sources that are about one object: where their GUIDs differ, one may be a name that looks like a GUID. */
export const resolverBetween = (lookup: Lookup, ...sources: readonly AnyProperties[]): Promise<ResolveReference> =>
  resolverOver(lookup, sources, inDispute(lookup.kind, sources));

/**
 * Do declared references and those of the service have different words, of which only lists can say whether they mean the same?
 * @param resolve What is known already.
 */
export function referencesDiffer(
  kind: Kind,
  { desired, actual }: { readonly desired: Properties; readonly actual: CanonicalRecord },
  resolve: ResolveReference,
): boolean {
  const keysOf = (uses: readonly ReferenceUse[]): string =>
    [...new Set(uses.map(({ noun, text }) => `${noun} ${identifierKey(resolve(noun, text)?.id ?? text)}`))]
      .sort()
      .join("\n");
  return Object.keys(desired).some((property) => {
    if (actual[property] === undefined) return false;
    const declared = referencesIn(kind, pick(desired, [property]));
    const shown = referencesIn(kind, pick(actual, [property]));
    return declared.length > 0 && keysOf(declared) !== keysOf(shown);
  });
}

/** Nouns of which the sources say different GUIDs for one property. */
function inDispute(kind: Kind, sources: readonly AnyProperties[]): ReadonlySet<string> {
  const said = new Map<string, Set<string>>();
  for (const source of sources) {
    const own = new Map<string, string[]>();
    for (const { noun, path, text } of referencesIn(kind, source)) {
      const key = `${noun} ${path.split(/[.[]/)[0]}`;
      own.set(key, [...(own.get(key) ?? []), identifierKey(text)]);
    }
    for (const [key, texts] of own) said.set(key, (said.get(key) ?? new Set()).add([...new Set(texts)].sort().join()));
  }
  return new Set([...said].flatMap(([key, lists]) => (lists.size > 1 ? (key.split(" ")[0] ?? []) : [])));
}

async function resolverOver(
  lookup: Lookup,
  sources: readonly AnyProperties[],
  disputed: ReadonlySet<string>,
): Promise<ResolveReference> {
  const { kind, run } = lookup;
  const created = (noun: string, text: string) => run.resources.created(noun, text);
  const uses = sources.flatMap((source) => referencesIn(kind, source));
  const nouns = [...new Set(uses.map((use) => use.noun))];
  const lists = await Promise.all(
    nouns.map(async (noun): Promise<readonly [string, Listings | undefined]> => {
      const target = findKind(noun) ?? nounOf(kind, noun);
      const texts = uses.filter((use) => use.noun === noun).map((use) => use.text);
      if (!target || !(disputed.has(noun) || needsLookup(kind, noun, texts))) return [noun, undefined];
      if (!disputed.has(noun) && texts.every((text) => created(noun, text))) return [noun, undefined];
      const ofTarget = { ...lookup, kind: target };
      const listings = await listAll(ofTarget, { after: run.writes.lastWrite(noun, ...texts), around: sources });
      return [noun, texts.every((text) => isIn(listings, text)) ? listings : await withOtherLists(ofTarget, listings)];
    }),
  );
  const resolve = resolverOf(new Map(lists));
  return (noun, nameOrId) => resolve(noun, nameOrId) ?? referenceTo(created(noun, nameOrId));
}

/** Objects of nouns without a kind are only looked for by objects of such nouns. */
function nounOf(kind: Kind, noun: string): Kind | undefined {
  const generic = kind.special?.kind === "generic" ? findKind("Object") : undefined;
  return generic && concreteKind(generic, { noun });
}

/** The existing objects that answer to a name, in words that distinguish them; fewer than two = it is clear. */
export async function candidatesFor(lookup: Lookup, noun: string, text: string): Promise<readonly string[]> {
  const kind = findKind(noun);
  if (!kind) return [];
  const listings = await listAll({ ...lookup, kind });
  const named = active(listings.byName(text));
  const found = named.length > 0 ? named : active(listings.byOtherName(text));
  return found.map((entry) => {
    const others = listings.otherNames(entry).filter((name) => name !== text && name !== entry.id);
    return `"${[entry.name, ...others].find((name) => !isGuid(name) && name !== text) ?? entry.name}" (${entry.id ?? "no id"})`;
  });
}

/** Kinds whose objects can name one of this noun. */
export const kindsReferringTo = (noun: string): readonly Kind[] =>
  kinds.filter((kind) => kind.fields.some(({ type, refers }) => refers !== undefined || namesNoun(type, noun)));

const namesNoun = (type: ValueType, noun: string): boolean =>
  someReference(type, (reference) => reference.noun === noun);

/** What this run created may not be in the lists yet. */
const referenceTo = (object: Observed | undefined): ReturnType<ResolveReference> =>
  object && { id: object.id, name: object.name, aliases: [], ambiguous: false };

const isIn = (listings: Listings, text: string): boolean =>
  [listings.byId, listings.byName, listings.byOtherName].some((find) => find(text).length > 0);

/** What the ordinary lists lack may be in one of the others: a case of another type, say. */
async function withOtherLists(lookup: Lookup, ordinary: Listings): Promise<Listings> {
  const { others } = await allListQueries(lookup);
  const { listings } = await listOptional(lookup, others);
  return joinListings(lookup.kind, [...ordinary.listings, ...listings.listings]);
}

/** Does the cmdlet take this noun by name anywhere in a value of the type? */
const sendsName = (type: ValueType, noun: string): boolean =>
  someReference(type, (reference) => reference.noun === noun && reference.send === "name");

/** A name has to be looked up; so has a GUID where the cmdlet takes names only. */
function needsLookup(kind: Kind, noun: string, texts: readonly string[]): boolean {
  const sendsNames = kind.fields.some(({ type }) => sendsName(type, noun));
  return sendsNames || texts.some((text) => !isGuid(text));
}

function resolverOf(lists: ReadonlyMap<string, Listings | undefined>): ResolveReference {
  return (noun, nameOrId) => {
    const listings = lists.get(noun);
    const entry = listings && entryNamed(noun, listings, nameOrId);
    if (!listings || entry?.id === undefined) return undefined;
    const { id, name } = entry;
    return {
      id,
      name,
      get aliases() {
        return listings.otherNames(entry);
      },
      get ambiguous() {
        const isById = identifierKey(id) === identifierKey(nameOrId);
        return !isById && active(listings.byOtherName(nameOrId)).some((other) => other.id !== id);
      },
    };
  };
}

const active = (entries: readonly IndexedObject[]): readonly IndexedObject[] =>
  entries.filter((entry) => !entry.tombstone);

/** The existing object of that GUID, else of that name (several are an error), else the only one that the service also calls so. */
function entryNamed(noun: string, listings: Listings, nameOrId: string): IndexedObject | undefined {
  const [byId] = active(listings.byId(nameOrId));
  if (byId) return byId;
  const spellings = [nameOrId, nameOrId.normalize("NFC"), nameOrId.normalize("NFD")];
  const named = spellings.map((text) => active(listings.byName(text))).find((entries) => entries.length > 0);
  const [byName, ...more] = named ?? [];
  const kind = findKind(noun);
  if (more.length > 0 && kind) throw ambiguous(kind, nameOrId);
  if (byName) return byName;
  const [byOtherName, ...others] = active(listings.byOtherName(nameOrId));
  return others.length === 0 ? byOtherName : undefined;
}
