import { PermissionError, ServiceError } from "../../errors";
import type { Kind } from "../../kinds";
import { queryKey, type Listing, type ListQuery, type Session, type Stamp } from "../../session";
import type { Rights } from "../../transport/channel";
import { fold } from "../operation/names";
import type { Whereabouts } from "./list-queries";
import { type Glance, memoryOf } from "../operation/run-state";
import { isHidden, lookAside, mayAsk } from "./list-optional";
import { look, type Sight, sightOf } from "./list";
import type { Entry } from "./object-index";

/** Two lists that prove an absence lie at least this far apart, ms: replication shows an object to one server before the other. */
export const APART_MS = 5_000;

export type Presence =
  | { readonly state: "present"; readonly entry: Entry; readonly sight: Sight }
  /** Deleted; the service still shows its remains. */
  | { readonly state: "tombstone"; readonly entry: Entry }
  /** Two complete lists that lie apart lack it. `recreated`: an object of its name lives under another id. */
  | { readonly state: "absent"; readonly recreated?: Entry | undefined };

export interface Search {
  readonly session: Session;
  readonly kind: Kind;
  readonly where: Whereabouts;
  readonly id: string;
  /** Last known name, to tell when somebody recreated the object. */
  readonly name?: string | undefined;
  readonly after?: Stamp | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Finds an object by its id alone, and never takes "not seen" for "gone" (design 4, rules 1 and 2). */
export async function locate(search: Search): Promise<Presence> {
  const { session, kind, where, after, signal } = search;
  const first = await look(session, kind, where.likely, { after, signal });
  const seen = presenceIn(first, search);
  if (seen) return seen;
  const rights = await requireReadRight(search);
  const others = where.others.filter((query) => mayAsk(rights, query));
  const aside = await lookAside(session, kind, others, { after, signal });
  return presenceIn(aside.sight, search) ?? (await confirmAbsence(search, others));
}

function presenceIn(sight: Sight, { id, kind }: Search): Presence | undefined {
  const [entry, ...more] = sight.byId(id);
  if (!entry) return undefined;
  if (more.length > 0) throw ambiguous(kind, id);
  return entry.tombstone ? { state: "tombstone", entry } : { state: "present", entry, sight };
}

export const ambiguous = (kind: Kind, nameOrId: string): ServiceError =>
  new ServiceError(`Several ${kind.noun} objects answer to "${nameOrId}", so none of them can be managed safely.`, {
    code: "PURVIEW_AMBIGUOUS",
    noun: kind.noun,
    object: nameOrId,
    advice: "Refer to the object by its GUID.",
  });

async function confirmAbsence(search: Search, others: readonly ListQuery[]): Promise<Presence> {
  const { kind, where, signal } = search;
  const again = await Promise.all([
    ...where.likely.map((query) => laterListing(search, query)),
    ...others.map((query) => laterListing(search, query).catch(trustWhen)),
  ]);
  const listings = again.filter((listing) => listing !== undefined);
  const sight = sightOf(kind, listings);
  const seen = presenceIn(sight, search);
  signal?.throwIfAborted();
  if (seen) return seen;
  const namesakes = search.name === undefined ? [] : sight.byName(search.name).filter((entry) => !entry.tombstone);
  return { state: "absent", recreated: namesakes[0] };
}

/**
 * A variant that the object's own fixed properties exclude may be hidden from this identity altogether; that it cannot be read
 * must not keep the object alive for ever. Any other failure must.
 */
function trustWhen(error: unknown): undefined {
  if (isHidden(error)) return undefined;
  throw error;
}

/** An empty answer to somebody who may not read says nothing. */
async function requireReadRight({ session, kind, id, signal }: Search): Promise<Rights> {
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
async function laterListing(search: Search, query: ListQuery): Promise<Listing> {
  const { session, kind, after, signal } = search;
  const { secondLooks } = memoryOf(session);
  const { listings } = await look(session, kind, [query], { after, signal });
  const lacking = lacksSince(search, query);
  const first = lacking[0] ?? (listings[0] as Listing);
  const last = lacking.at(-1);
  if (last && last.startedAtMs - first.startedAtMs >= APART_MS) return session.peek(query) ?? (listings[0] as Listing);
  const key = `${queryKey(query)} ${first.startedAt}`;
  const known = secondLooks.get(key);
  if (known) return await known;
  const second = secondLook(search, query, first.startedAtMs).finally(() => secondLooks.delete(key));
  secondLooks.set(key, second);
  return await second;
}

/** The earlier listings since the object was last seen, all of which lack it. */
function lacksSince({ session, after, id }: Search, query: ListQuery): readonly Glance[] {
  const glances = memoryOf(session).earlier.get(queryKey(query)) ?? [];
  const seenAt = glances.findLastIndex((glance) => glance.ids.has(fold(id)));
  return glances.slice(seenAt + 1).filter((glance) => after === undefined || glance.startedAt >= after);
}

async function secondLook({ session, kind }: Search, query: ListQuery, firstMs: number): Promise<Listing> {
  const { clock, closing } = session;
  await clock.sleep(Math.max(0, firstMs + APART_MS - clock.now()), closing);
  const sight = await look(session, kind, [query], { after: session.stamp(), signal: closing });
  return sight.listings[0] as Listing;
}
