import { findKind } from "../../kinds";
import { queryKey, type Stamp } from "../../session";
import type { ListQueries, Lookup } from "../operation/operation";
import type { AnyProperties } from "../types";
import { joinListings, type Listings, listObjects } from "./list";
import { listOptional, type OptionalListings } from "./list-optional";
import { listQueriesOf, listSelectors } from "./list-queries";

interface Scope {
  readonly after?: Stamp | undefined;
  /** Objects of which those that are looked for are part: they say in which lists of their kind these are. */
  readonly around?: readonly AnyProperties[];
}

/** All objects of a noun, tombstones included; lists that go by parent are asked for every parent there is. */
export async function listAll(lookup: Lookup, { after, around = [] }: Scope = {}): Promise<Listings> {
  const { kind } = lookup;
  const { preferred, others } = await allListQueries(lookup);
  const wanted = new Set(
    around.flatMap((one) => listQueriesOf(kind, listSelectors(kind, one), []).preferred.map(queryKey)),
  );
  const more = others.filter((query) => wanted.has(queryKey(query)));
  return await listObjects(lookup, [...preferred, ...more], { after });
}

/** All objects of a noun also by the lists in addition to the ordinary one, as far as these can be read. */
export async function listEverywhere(lookup: Lookup): Promise<OptionalListings> {
  const { preferred, others } = await allListQueries(lookup);
  const [ordinary, { listings, unread }] = await Promise.all([
    listObjects(lookup, preferred),
    listOptional(lookup, others),
  ]);
  return { listings: joinListings(lookup.kind, [...ordinary.listings, ...listings.listings]), unread };
}

/** All lists of a noun. */
export async function allListQueries(lookup: Lookup): Promise<ListQueries> {
  const { kind } = lookup;
  const parentKind = kind.lists.kind === "perParent" ? findKind(kind.lists.noun) : undefined;
  const parents = parentKind ? (await listEverywhere({ ...lookup, kind: parentKind })).listings.entries : [];
  const ids = parents.filter((entry) => !entry.tombstone).flatMap((entry) => entry.id ?? []);
  return listQueriesOf(kind, {}, ids);
}
