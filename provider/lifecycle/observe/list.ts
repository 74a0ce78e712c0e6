import { findCmdlet, findParameter } from "../../../catalogue";
import { NotFoundError } from "../../errors";
import { findKind, type Kind } from "../../kinds";
import { type Listing, type ListQuery, queryKey, type Session, type Stamp } from "../../session";
import type { Turn } from "../operation/batches";
import { normalizeName } from "../operation/names";
import type { Lookup } from "../operation/operation";
import { listQueriesOf } from "./list-queries";
import { areKnown, membersById } from "./members";
import { type IndexedObject, objectIndexOf } from "./object-index";

/** How old a listing may be for a decision to write, ms. Preview and up read once; a long up looks again from time to time. */
export const FRESH_MS = 120_000;

/** Several lists of one kind, as one. */
export interface Listings {
  readonly listings: readonly Listing[];
  readonly entries: readonly IndexedObject[];
  byId(id: string): readonly IndexedObject[];
  byName(name: string): readonly IndexedObject[];
  /** By what else the service calls it where others refer to it. */
  byOtherName(name: string): readonly IndexedObject[];
  otherNames(entry: IndexedObject): readonly string[];
}

export interface ListOptions {
  /** Only lists asked for after this stamp. */
  readonly after?: Stamp | undefined;
}

/** Objects of the kind by these lists, from the session's snapshot where it is young enough. */
export async function listObjects(
  lookup: Lookup,
  queries: readonly ListQuery[],
  options: ListOptions = {},
): Promise<Listings> {
  const { session, kind, run, signal } = lookup;
  // Orders and memberships are read out of the list of others.
  const unlisted = kind.project ? run.writes.lastUnlisted(kind.cmdlets.get) : undefined;
  const after = latest(options.after, unlisted);
  const listings = await Promise.all(
    queries.map(async (query) => {
      const options = { ...(after !== undefined && { after }), signal };
      const asListed = await session
        .list(query, options)
        .catch((error: unknown) => listBelowNothing(lookup, query, { after }, error));
      const listing = await withMembers(lookup, asListed);
      run.listings.add(queryKey(query), listing, () =>
        objectIndexOf(kind, listing).entries.flatMap(({ id }) => id ?? []),
      );
      return listing;
    }),
  );
  return joinListings(kind, listings);
}

const withIds = new WeakMap<Listing, Promise<Listing>>();

/** The listing in which a membership is always found by the same id; the same for the same listing, which is indexed once. */
export async function withMembers(lookup: Lookup, listing: Listing): Promise<Listing> {
  const { kind } = lookup;
  const target = kind.members && findKind(kind.members.noun);
  if (!target) return listing;
  const found = withIds.get(listing) ?? namedById({ ...lookup, kind: target }, kind, listing);
  withIds.set(listing, found);
  // What could not be read is asked for again.
  found.catch(() => withIds.delete(listing));
  return await found;
}

async function namedById(lookup: Lookup, kind: Kind, listing: Listing): Promise<Listing> {
  const { preferred, others } = listQueriesOf(lookup.kind, {}, []);
  const queries = [...preferred, ...others];
  const known = await listObjects(lookup, queries);
  // A member that is not known may have been made since its kind was listed.
  const named = areKnown(kind, listing, known)
    ? known
    : await listObjects(lookup, queries, { after: listing.startedAt });
  return membersById(kind, listing, named);
}

/** What is waited for: lists, when they are asked for, and of which object, where it is one. */
export interface Wait {
  readonly queries: readonly ListQuery[];
  readonly turn: Turn;
  readonly id?: string | undefined;
}

/** A list that is asked for after this call, shared by all who wait for it; who waits alone for one object asks for that one. */
export async function listTogether(lookup: Lookup, { queries, turn, id }: Wait): Promise<Listings> {
  const { session, kind, run, signal } = lookup;
  const after = { ...lookup, signal: session.closing };
  const [query, ...more] = queries;
  const canAskForOne = id !== undefined && query !== undefined && more.length === 0 && isAskedById(kind);
  return await run.batches.join({
    noun: kind.noun,
    key: queries.map(queryKey).sort().join("|"),
    turn,
    signal,
    list: () => listObjects(after, queries, { after: session.stamp() }),
    single: canAskForOne ? () => getObject(after, query, id) : undefined,
  });
}

/** Does Get take an identity, and return of one object what a list returns of it? */
function isAskedById({ identity, project, lists, cmdlets }: Kind): boolean {
  const get = findCmdlet(cmdlets.get);
  const takesId = get !== undefined && findParameter(get, cmdlets.identityParameter) !== undefined;
  return takesId && identity.kind === "guid" && project === undefined && lists.kind === "variants";
}

/** One object by its id, as a listing of its own; empty where the service does not know it. */
async function getObject({ session, kind, signal }: Lookup, query: ListQuery, id: string): Promise<Listings> {
  const startedAt = session.stamp();
  const startedAtMs = session.clock.now();
  const parameters = { ...query.parameters, [kind.cmdlets.identityParameter]: id };
  const objects = await session.read({ cmdlet: query.cmdlet, parameters }, { signal }).then(
    (result) => result.objects,
    (error: unknown) => {
      if (error instanceof NotFoundError) return [];
      throw error;
    },
  );
  return joinListings(kind, [{ objects, startedAt, startedAtMs, query }]);
}

/**
 * The list below a parent that is not there: nothing, once the parent's own lists lack it too. Whoever deletes a case or a hold in
 * the portal must not make previews, refreshes and deletes of what was below it fail.
 */
async function listBelowNothing(
  lookup: Lookup,
  query: ListQuery,
  options: ListOptions,
  error: unknown,
): Promise<Listing> {
  const { lists } = lookup.kind;
  const parent = lists.kind === "perParent" ? findKind(lists.noun) : undefined;
  if (!(error instanceof NotFoundError) || lists.kind !== "perParent" || parent?.lists.kind !== "variants") throw error;
  const id = String(query.parameters[lists.parameter] ?? "");
  const { preferred, others } = listQueriesOf(parent, {}, []);
  const parents = await listObjects({ ...lookup, kind: parent }, [...preferred, ...others], options);
  const exists = [...parents.byId(id), ...parents.byName(id)].some(({ tombstone }) => !tombstone);
  const [first] = parents.listings;
  if (exists || !first) throw error;
  return { objects: [], startedAt: first.startedAt, startedAtMs: first.startedAtMs, query };
}

export function joinListings(kind: Kind, listings: readonly Listing[]): Listings {
  const indexes = listings.map((listing) => objectIndexOf(kind, listing));
  return {
    listings,
    get entries() {
      return distinct(indexes.flatMap((index) => index.entries));
    },
    byId: (id) => distinct(indexes.flatMap((index) => index.byId(id))),
    byName: (name) => distinct(indexes.flatMap((index) => index.byName(name))),
    byOtherName: (name) => distinct(indexes.flatMap((index) => index.byOtherName(name))),
    otherNames: (entry) => [...new Set(indexes.flatMap((index) => index.otherNames(entry)))],
  };
}

/** An object can be in several variants of its kind's list; it counts once, as the first one shows it. */
function distinct(entries: readonly IndexedObject[]): readonly IndexedObject[] {
  const seen = new Set<string>();
  return entries.filter(({ id }) => {
    if (id === undefined) return true;
    if (seen.has(normalizeName(id))) return false;
    seen.add(normalizeName(id));
    return true;
  });
}

/** A stamp that makes lists fresh enough to write by: none while the last ones are young. */
export function freshness(session: Session, queries: readonly ListQuery[]): Stamp | undefined {
  const oldest = session.clock.now() - FRESH_MS;
  const stale = queries.some((query) => (session.peek(query)?.startedAtMs ?? Infinity) < oldest);
  return stale ? session.stamp() : undefined;
}

/** A list must be younger than all of these. */
export function latest(...stamps: readonly (Stamp | undefined)[]): Stamp | undefined {
  const known = stamps.filter((stamp) => stamp !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
