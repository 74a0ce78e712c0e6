import { NotFoundError } from "../../errors";
import { findKind, type Kind } from "../../kinds";
import { queryKey, type Listing, type ListQuery, type Session, type Stamp } from "../../session";
import { fold, objectKey } from "../operation/names";
import { whereaboutsOf } from "./list-queries";
import { type Memory, memoryOf } from "../operation/run-state";
import { type Entry, type Roll, rollOf } from "./object-index";

/** How old a listing may be for a decision to write, ms. Preview and up read once; a long up looks again from time to time. */
export const FRESH_MS = 120_000;

/** Several lists of one kind, as one. */
export interface Sight {
  readonly listings: readonly Listing[];
  readonly entries: readonly Entry[];
  byId(id: string): readonly Entry[];
  byName(name: string): readonly Entry[];
  /** By what else the service calls it where others refer to it. */
  byOtherName(name: string): readonly Entry[];
  otherNames(entry: Entry): readonly string[];
}

export interface LookOptions {
  /** Only lists asked for after this stamp. */
  readonly after?: Stamp | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function look(
  session: Session,
  kind: Kind,
  queries: readonly ListQuery[],
  { after, signal }: LookOptions = {},
): Promise<Sight> {
  const memory = memoryOf(session);
  const listings = await Promise.all(
    queries.map(async (query) => {
      const options = { ...(after !== undefined && { after }), signal };
      const listing = await session
        .list(query, options)
        .catch((error: unknown) => belowNothing(session, kind, query, options, error));
      remember(memory, kind, query, listing);
      return listing;
    }),
  );
  return sightOf(kind, listings);
}

/**
 * The list below a parent that is not there: nothing, once the parent's own lists lack it too. Whoever deletes a case or a hold in
 * the portal must not make previews, refreshes and deletes of what was below it fail.
 */
async function belowNothing(
  session: Session,
  { lists }: Kind,
  query: ListQuery,
  options: LookOptions,
  error: unknown,
): Promise<Listing> {
  const parent = lists.kind === "perParent" ? findKind(lists.noun) : undefined;
  if (!(error instanceof NotFoundError) || lists.kind !== "perParent" || parent?.lists.kind !== "variants") throw error;
  const id = String(query.parameters[lists.parameter] ?? "");
  const { likely, others } = whereaboutsOf(parent, {}, []);
  const sight = await look(session, parent, [...likely, ...others], options);
  const lives = [...sight.byId(id), ...sight.byName(id)].some(({ tombstone }) => !tombstone);
  const [first] = sight.listings;
  if (lives || !first) throw error;
  return { objects: [], startedAt: first.startedAt, startedAtMs: first.startedAtMs, query };
}

export function sightOf(kind: Kind, listings: readonly Listing[]): Sight {
  const rolls = listings.map((listing) => rollOf(kind, listing));
  return {
    listings,
    get entries() {
      return distinct(rolls.flatMap((roll) => roll.entries));
    },
    byId: (id) => distinct(rolls.flatMap((roll) => roll.byId(id))),
    byName: (name) => distinct(rolls.flatMap((roll: Roll) => roll.byName(name))),
    byOtherName: (name) => distinct(rolls.flatMap((roll: Roll) => roll.byOtherName(name))),
    otherNames: (entry) => [...new Set(rolls.flatMap((roll) => roll.otherNames(entry)))],
  };
}

/** An object can stand in several variants of its kind's list; it counts once, as the first one tells it. */
function distinct(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter(({ id }) => {
    if (id === undefined) return true;
    if (seen.has(fold(id))) return false;
    seen.add(fold(id));
    return true;
  });
}

function remember({ earlier, remembered }: Memory, kind: Kind, query: ListQuery, listing: Listing): void {
  if (remembered.has(listing)) return;
  remembered.add(listing);
  const key = queryKey(query);
  const known = earlier.get(key) ?? [];
  const { startedAt, startedAtMs } = listing;
  const ids = new Set(rollOf(kind, listing).entries.flatMap(({ id }) => (id === undefined ? [] : fold(id))));
  // Three are enough to prove an absence that lasts: where it was seen, where it was missed, where it is missing still.
  earlier.set(key, [...known.slice(-2), { startedAt, startedAtMs, ids }]);
}

/** Lists may speak about an object only when they were asked for after this process wrote it. */
export const writtenAt = (
  session: Session,
  noun: string,
  ...idsOrNames: readonly (string | undefined)[]
): Stamp | undefined => {
  const { written } = memoryOf(session);
  const stamps = idsOrNames.flatMap((key) => (key === undefined ? [] : (written.get(objectKey(noun, key)) ?? [])));
  return stamps.length > 0 ? Math.max(...stamps) : undefined;
};

export function markWritten(session: Session, noun: string, ...idsOrNames: readonly (string | undefined)[]): Stamp {
  const stamp = session.stamp();
  const { written } = memoryOf(session);
  for (const key of idsOrNames) if (key) written.set(objectKey(noun, key), stamp);
  return stamp;
}

/** A stamp that makes lists fresh enough to write by: none while the last ones are young. */
export function freshness(session: Session, queries: readonly ListQuery[]): Stamp | undefined {
  const oldest = session.clock.now() - FRESH_MS;
  const stale = queries.some((query) => (session.peek(query)?.startedAtMs ?? Infinity) < oldest);
  return stale ? session.stamp() : undefined;
}
