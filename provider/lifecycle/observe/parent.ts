import { plainOf, type Properties } from "../../values";
import { objectKey } from "../operation/names";
import {
  kindNamed,
  type ListQueries,
  type Lookup,
  type Operation,
  type Parent,
  type Resource,
  type ResourceOperation,
  textOf,
} from "../operation/operation";
import type { ResolveReference } from "../types";
import { allListQueries } from "./list-all";
import { listQueriesOf, listSelectors, type PlainProperties } from "./list-queries";
import { locate } from "./locate";

/** What is known of the properties; the rest is left out. */
export function knownOf(properties: Properties): PlainProperties {
  const known = Object.entries(properties).flatMap(([key, value]) => {
    const plain = plainOf(value);
    return plain === undefined ? [] : [[key, plain] as const];
  });
  return Object.fromEntries(known);
}

/** The lists that can hold the object that these properties describe. */
export async function listQueriesFor(
  lookup: Lookup,
  properties: Properties,
  resolve: ResolveReference,
): Promise<ListQueries> {
  const { kind } = lookup;
  if (kind.lists.kind === "variants") return listQueriesOf(kind, knownOf(properties), []);
  const parent = textOf(properties, kind.lists.property);
  if (parent !== undefined) return listQueriesOf(kind, {}, [resolve(kind.lists.noun, parent)?.id ?? parent]);
  return await allListQueries(lookup);
}

export async function parentOf(
  lookup: Lookup,
  properties: Properties,
  resolve: ResolveReference,
): Promise<Parent | undefined> {
  const { parent, settle, lock } = lookup.kind;
  const link = parent ?? (settle.kind === "parent" ? settle : lock.kind === "parent" ? lock : undefined);
  const text = link && textOf(properties, link.property);
  if (!link || text === undefined) return undefined;
  const kind = kindNamed(link.noun);
  const above = { ...lookup, kind };
  const queries = await listQueriesFor(above, listSelectors(kind, properties), resolve);
  const known = resolve(kind.noun, text);
  const id = known?.id ?? text;
  const created = lookup.run.resources.created(kind.noun, id);
  const presence = created ? undefined : await locate(above, { queries, id });
  const observed = created ?? (presence?.state === "present" ? presence.observed : undefined);
  return { kind, id: observed?.id ?? id, name: observed?.name ?? known?.name ?? text, queries, observed };
}

/** The operation with what it takes to find its object: the lists that can hold it, and its parent. */
export async function onResource<O extends Operation>(
  operation: O,
  resource: Omit<Resource, "queries" | "parent">,
): Promise<O & Resource> {
  const properties = { ...resource.recorded?.outputs, ...resource.desired };
  const queries = await listQueriesFor(operation, properties, resource.resolve);
  return { ...operation, ...resource, queries, parent: await parentOf(operation, properties, resource.resolve) };
}

/** Runs the task while no other writes to this object or to what belongs to it. */
export async function underLock<T>(
  { kind, session, parent, signal }: ResourceOperation,
  idOrName: string | undefined,
  task: () => Promise<T>,
): Promise<T> {
  const holder = kind.lock.kind === "parent" ? parent : undefined;
  const key = holder ? objectKey(holder.kind.noun, holder.id) : idOrName && objectKey(kind.noun, idOrName);
  return kind.lock.kind === "none" || !key ? await task() : await session.withLock(key, task, signal);
}
