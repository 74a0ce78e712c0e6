import { type Field, findKind, type Kind } from "../../kinds";
import { type Canonical, isIdentified } from "../../kinds/fields/canonical";
import { identifierKey, isGuid as hasFormOfGuid } from "../../kinds/fields/identifiers";
import type { ValueType } from "../../kinds/value-type";
import { queryKey, type Session, type Stamp } from "../../session";
import { isRecord, isSecret, type Value } from "../../values";
import type { AnyProperties, ResolveReference } from "../types";
import { type Aside, lookAside } from "./list-optional";
import { ambiguous } from "./locate";
import { selecting, type Whereabouts, whereaboutsOf } from "./list-queries";
import { look, type Sight, sightOf, writtenAt } from "./list";
import type { Entry } from "./object-index";

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

function names(type: ValueType): boolean {
  if (type.type === "string") return type.reference !== undefined;
  if (type.type === "list" || type.type === "map") return names(type.of);
  return type.type === "object" && type.fields.some((field) => names(field.type));
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
  if (!isRecord(value)) return [];
  if (type.type === "map")
    return Object.entries(value).flatMap(([key, item]) => usesIn(type.of, item, `${path}.${key}`));
  if (type.type !== "object") return [];
  return type.fields.flatMap(({ property, type: inner }) =>
    value[property] === undefined ? [] : usesIn(inner, value[property], `${path}.${property}`),
  );
}

interface Reach {
  readonly after?: Stamp | undefined;
  /** Objects of which those that are looked for are part: they say in which lists of their kind these are. */
  readonly around?: readonly AnyProperties[];
}

/** All objects of a noun, tombstones included; lists that go by parent are asked for every parent there is. */
export async function everyObject(
  session: Session,
  kind: Kind,
  signal: AbortSignal,
  { after, around = [] }: Reach = {},
): Promise<Sight> {
  const { likely, others } = await everywhere(session, kind, signal);
  const wanted = new Set(around.flatMap((one) => whereaboutsOf(kind, selecting(kind, one), []).likely.map(queryKey)));
  const more = others.filter((query) => wanted.has(queryKey(query)));
  return await look(session, kind, [...likely, ...more], { after, signal });
}

/** All objects of a noun also in the lists beside the ordinary one, as far as these can be read. */
export async function lookEverywhere(session: Session, kind: Kind, signal: AbortSignal): Promise<Aside> {
  const { likely, others } = await everywhere(session, kind, signal);
  const [ordinary, { sight, unread }] = await Promise.all([
    look(session, kind, likely, { signal }),
    lookAside(session, kind, others, { signal }),
  ]);
  return { sight: sightOf(kind, [...ordinary.listings, ...sight.listings]), unread };
}

/** All lists of a noun. */
export async function everywhere(session: Session, kind: Kind, signal: AbortSignal): Promise<Whereabouts> {
  const { lists } = kind;
  const parentKind = lists.kind === "perParent" ? findKind(lists.noun) : undefined;
  const parents = parentKind ? (await lookEverywhere(session, parentKind, signal)).sight.entries : [];
  const ids = parents.filter((entry) => !entry.tombstone).flatMap((entry) => entry.id ?? []);
  return whereaboutsOf(kind, {}, ids);
}

/**
 * Finds what the given properties refer to, in the tenant's shared lists. Nothing is asked for where every use is a GUID and no
 * other spelling has to be compared with it.
 */
export const resolverFor = (
  session: Session,
  kind: Kind,
  sources: readonly AnyProperties[],
  signal: AbortSignal,
): Promise<ResolveReference> => resolverOver(session, kind, sources, signal, new Set());

/** The same for sources that are about one object: where their GUIDs differ, one may be a name that looks like a GUID. */
export const resolverBetween = (
  session: Session,
  kind: Kind,
  sources: readonly AnyProperties[],
  signal: AbortSignal,
): Promise<ResolveReference> => resolverOver(session, kind, sources, signal, inDispute(kind, sources));

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
  session: Session,
  kind: Kind,
  sources: readonly AnyProperties[],
  signal: AbortSignal,
  disputed: ReadonlySet<string>,
): Promise<ResolveReference> {
  const uses = sources.flatMap((source) => referencesIn(kind, source));
  const nouns = [...new Set(uses.map((use) => use.noun))];
  const sights = await Promise.all(
    nouns.map(async (noun): Promise<readonly [string, Sight | undefined]> => {
      const target = findKind(noun);
      const texts = uses.filter((use) => use.noun === noun).map((use) => use.text);
      if (!target || !(disputed.has(noun) || needsLook(kind, noun, texts))) return [noun, undefined];
      const after = writtenAt(session, noun, ...texts);
      const sight = await everyObject(session, target, signal, { after, around: sources });
      return [noun, texts.every((text) => isIn(sight, text)) ? sight : await further(session, target, sight, signal)];
    }),
  );
  return resolverOf(new Map(sights));
}

const isIn = (sight: Sight, text: string): boolean =>
  [sight.byId, sight.byName, sight.byOtherName].some((find) => find(text).length > 0);

/** What the ordinary lists lack may be in one of the others: a case of another type, say. */
async function further(session: Session, kind: Kind, sight: Sight, signal: AbortSignal): Promise<Sight> {
  const { others } = await everywhere(session, kind, signal);
  const aside = await lookAside(session, kind, others, { signal });
  return sightOf(kind, [...sight.listings, ...aside.sight.listings]);
}

/** Does the cmdlet take this noun by name anywhere in a value of the type? */
function sendsName(type: ValueType, noun: string): boolean {
  if (type.type === "string") return type.reference?.noun === noun && type.reference.send === "name";
  if (type.type === "list" || type.type === "map") return sendsName(type.of, noun);
  return type.type === "object" && type.fields.some((field) => sendsName(field.type, noun));
}

/** A name has to be looked up; so has a GUID where the cmdlet takes names only. */
function needsLook(kind: Kind, noun: string, texts: readonly string[]): boolean {
  const sendsNames = kind.fields.some(({ type }) => sendsName(type, noun));
  return sendsNames || texts.some((text) => !isGuid(text));
}

function resolverOf(sights: ReadonlyMap<string, Sight | undefined>): ResolveReference {
  return (noun, nameOrId) => {
    const sight = sights.get(noun);
    const entry = sight && entryNamed(noun, sight, nameOrId);
    if (!sight || entry?.id === undefined) return undefined;
    const { id, name } = entry;
    return {
      id,
      name,
      get aliases() {
        return sight.otherNames(entry);
      },
      get ambiguous() {
        const isById = identifierKey(id) === identifierKey(nameOrId);
        return !isById && living(sight.byOtherName(nameOrId)).some((other) => other.id !== id);
      },
    };
  };
}

const living = (entries: readonly Entry[]): readonly Entry[] => entries.filter((entry) => !entry.tombstone);

/** The living object of that GUID, else of that name (several are an error), else the only one that the service also calls so. */
function entryNamed(noun: string, sight: Sight, nameOrId: string): Entry | undefined {
  const [byId] = living(sight.byId(nameOrId));
  if (byId) return byId;
  const spellings = [nameOrId, nameOrId.normalize("NFC"), nameOrId.normalize("NFD")];
  const named = spellings.map((text) => living(sight.byName(text))).find((entries) => entries.length > 0);
  const [byName, ...more] = named ?? [];
  const kind = findKind(noun);
  if (more.length > 0 && kind) throw ambiguous(kind, nameOrId);
  if (byName) return byName;
  const [byOtherName, ...others] = living(sight.byOtherName(nameOrId));
  return others.length === 0 ? byOtherName : undefined;
}
