import { PermissionError, ServiceError } from "../../errors";
import type { Kind } from "../../kinds";
import { type Listing, type ListQuery, queryKey, type Stamp } from "../../session";
import type { Rights } from "../../transport/channel";
import type { Properties } from "../../values";
import { readObject } from "../object/state";
import type { Lookup } from "../operation/operation";
import type { Observed } from "../types";
import { joinListings, latest, type Listings, listObjects, withMembers } from "./list";
import { isHidden, listOptional, mayAsk } from "./list-optional";
import { askedIds, rememberedIds } from "./member-ids";
import type { ListQueries } from "../operation/operation";
import type { IndexedObject } from "./object-index";

/** Two lists that show an absence lie at least this far apart, ms: replication shows an object to one server before the other. */
export const APART_MS = 5_000;

export type Presence =
  | { readonly state: "present"; readonly observed: Observed }
  /** Deleted; the service still shows its remains. */
  | { readonly state: "tombstone" }
  /** Two complete lists that lie apart lack it. `recreated`: an object of its name exists under another id. */
  | { readonly state: "absent"; readonly recreated?: IndexedObject | undefined };

export interface Search {
  readonly queries: ListQueries;
  readonly id: string;
  /** Outputs in state: of a membership they say what else its member is called. */
  readonly recorded?: Properties | undefined;
  /** Last known name, to notice when somebody recreated the object. */
  readonly name?: string | undefined;
  /** Only lists asked for after this stamp, and after this process last wrote the object. */
  readonly after?: Stamp | undefined;
}

/** Finds an object by its id alone, and never takes "not seen" for "gone" (docs/behavior.md#rule-2). */
export async function locate(lookup: Lookup, asked: Search): Promise<Presence> {
  const { kind, run } = lookup;
  const after = latest(run.writes.lastWrite(kind.noun, asked.id), asked.after);
  const search = { ...asked, after };
  const first = await listObjects(lookup, search.queries.preferred, { after });
  const seen = presenceIn(kind, first, [search.id]);
  if (seen) return seen;
  const otherIds = await otherIdsOf(lookup, first, search);
  const otherwise = presenceIn(kind, first, otherIds);
  if (otherwise) return otherwise;
  const ids = [search.id, ...otherIds];
  const rights = await requireReadRight(lookup, search.id);
  const others = search.queries.others.filter((query) => mayAsk(rights, query));
  const { listings } = await listOptional(lookup, others, { after });
  return presenceIn(kind, listings, ids) ?? (await confirmAbsence(lookup, { ...search, ids }, others));
}

/** A member may be called otherwise than it is declared, or than it was when it was. */
async function otherIdsOf(lookup: Lookup, listings: Listings, search: Search): Promise<readonly string[]> {
  if (lookup.kind.identity.kind !== "membership") return [];
  const remembered = rememberedIds(search);
  return remembered.some((id) => listings.byId(id).length > 0)
    ? remembered
    : [...remembered, ...(await askedIds(lookup, listings, search))];
}

function presenceIn(kind: Kind, listings: Listings, ids: readonly string[]): Presence | undefined {
  const id = ids.find((one) => listings.byId(one).length > 0);
  const [entry, ...more] = id === undefined ? [] : listings.byId(id);
  if (!entry) return undefined;
  if (more.length > 0) throw ambiguous(kind, id ?? "");
  return entry.tombstone ? { state: "tombstone" } : { state: "present", observed: readObject(kind, entry.object) };
}

export const ambiguous = (kind: Kind, nameOrId: string): ServiceError =>
  new ServiceError(`Several ${kind.noun} objects match "${nameOrId}", so none of them can be managed safely.`, {
    code: "PURVIEW_AMBIGUOUS",
    noun: kind.noun,
    object: nameOrId,
    advice: "Refer to the object by its GUID.",
  });

async function confirmAbsence(
  lookup: Lookup,
  search: Search & { readonly ids: readonly string[] },
  others: readonly ListQuery[],
): Promise<Presence> {
  const again = await Promise.all([
    ...search.queries.preferred.map((query) => laterListing(lookup, search, query)),
    ...others.map((query) => laterListing(lookup, search, query).catch(ignoreHidden)),
  ]);
  const listings = joinListings(
    lookup.kind,
    again.filter((listing) => listing !== undefined),
  );
  const seen = presenceIn(lookup.kind, listings, search.ids);
  lookup.signal.throwIfAborted();
  if (seen) return seen;
  const namesakes = search.name === undefined ? [] : listings.byName(search.name);
  return { state: "absent", recreated: namesakes.find((entry) => !entry.tombstone) };
}

/**
 * A variant that the object's own fixed properties exclude may be hidden from this identity altogether; that it cannot be read
 * must not keep the object in state forever. Any other failure must.
 */
function ignoreHidden(error: unknown): undefined {
  if (isHidden(error)) return undefined;
  throw error;
}

/** An empty answer to somebody who may not read says nothing. */
async function requireReadRight({ session, kind, signal }: Lookup, id: string): Promise<Rights> {
  const rights = await session.rights(signal);
  if (rights.mayCall(kind.cmdlets.get)) return rights;
  throw new PermissionError(`${kind.noun} "${id}" was not found, but this identity may not read that kind of object.`, {
    code: "PURVIEW_PERMISSION",
    noun: kind.noun,
    object: id,
    cmdlet: kind.cmdlets.get,
    advice: "Nothing is declared gone without the right to see it.",
  });
}

/** A listing that lies far enough behind an earlier one which lacked the object too; asked for once for all who need it. */
async function laterListing(lookup: Lookup, { id, after }: Search, query: ListQuery): Promise<Listing> {
  const { session, run } = lookup;
  const [listing] = (await listObjects(lookup, [query], { after })).listings as [Listing];
  const lacking = run.listings.lacking(queryKey(query), id, after);
  const first = lacking[0] ?? listing;
  const last = lacking.at(-1);
  if (last && last.startedAtMs - first.startedAtMs >= APART_MS) {
    const latestOne = session.peek(query);
    return latestOne === undefined ? listing : await withMembers(lookup, latestOne);
  }
  return await run.listings.confirm(`${queryKey(query)} ${first.startedAt}`, () =>
    secondListing(lookup, query, first.startedAtMs),
  );
}

async function secondListing(lookup: Lookup, query: ListQuery, firstMs: number): Promise<Listing> {
  const { clock, closing } = lookup.session;
  await clock.sleep(Math.max(0, firstMs + APART_MS - clock.now()), closing);
  const again = { ...lookup, signal: closing };
  const { listings } = await listObjects(again, [query], { after: lookup.session.stamp() });
  return listings[0] as Listing;
}
