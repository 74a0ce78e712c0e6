import type { Kind } from "../kinds";
import { type Properties, type Value, visible } from "../values";
import { outputsFor } from "./apply/finish";
import { rejectForeign } from "./guard/tenant";
import { locationAdvice } from "./report/location-advice";
import { pick } from "./object/pick";
import { minimalInputs, readObject, stateId, wireOf } from "./object/state";
import { type Returned, unexpressed } from "./object/unexpressed";
import { type Listings, listObjects } from "./observe/list";
import { listOptional } from "./observe/list-optional";
import type { ListQueries } from "./operation/operation";
import { ambiguous, APART_MS, locate } from "./observe/locate";
import type { IndexedObject } from "./observe/object-index";
import { listQueriesFor } from "./observe/parent";
import { resolveLocations } from "./observe/locations";
import { isGuid, resolverBetween, resolverFor } from "./observe/references";
import { beginOperation, type Lookup, type Operation, perform, textOf } from "./operation/operation";
import { resourceKey } from "./operation/resource-facts";
import type { Connection, Observed, ReadRequest, ReadResult } from "./types";

/** Refresh by id; import and `.get()` by id or exact name. Undefined = certainly not there. */
export async function read(connection: Connection, kind: Kind, request: ReadRequest): Promise<ReadResult | undefined> {
  const { id, recorded, logicalName } = request;
  const name = textOf(recorded?.outputs, "name");
  const operation = beginOperation(connection, kind, request, name ?? id);
  const { resources } = operation.run;
  if (name !== undefined) resources.markInState(resourceKey(kind.noun, logicalName, name), { id });
  return await perform(operation, async () => {
    const facts = await rejectForeign(operation, recorded?.outputs);
    const known = recorded?.outputs ?? parentIn(kind, id);
    const queries = await listQueriesFor(operation, known, await resolverFor(operation, known));
    const observed = await find(operation, request, queries);
    if (!observed) return undefined;
    const before = recorded && (recorded.inputs ?? pick(known, recorded.declared));
    if (before) resources.markRefreshed(kind.noun, id, { inputs: before, found: observed });
    const references = await resolverBetween(operation, before ?? {}, observed.properties);
    const resolve = await resolveLocations(operation, {
      desired: before ?? {},
      observed,
      recorded,
      resolve: references,
    });
    // What is imported counts as declared from here on: the outputs are those that the next refresh returns.
    const desired = before ?? minimalInputs(kind, observed, resolve);
    const outputs = outputsFor({ kind, facts, desired, resolve, recorded }, observed);
    if (!recorded) warnOfUnexpressed(operation, { wire: wireOf(observed), inputs: desired, resolve });
    if (recorded) advise(operation, request, { kind, desired, observed, resolve });
    return {
      id: recorded ? id : stateId(kind, observed, desired),
      outputs,
      inputs: before ? refreshed(kind, before, outputs) : desired,
    };
  });
}

/** Here too: with the plugin, the diff that follows compares with state. */
function advise(
  { kind, reporter }: Operation,
  { logicalName }: ReadRequest,
  compared: Parameters<typeof locationAdvice>[1],
): void {
  const { name } = compared.observed;
  const { renamed, membership } = locationAdvice(`${logicalName ?? name} (${kind.noun} "${name}")`, compared);
  renamed.forEach((line) => reporter.info(line));
  membership.forEach((line) => reporter.warn(line));
}

/** What is imported and no program can say must not be lost silently. */
function warnOfUnexpressed({ kind, reporter, title }: Operation, object: Returned): void {
  const lost = unexpressed(kind, object);
  if (lost.length > 0)
    reporter.warn(
      `${title}: the service returned this as well, but no property stands for it, so a program does not say it: ${lost.map(visible).join(", ")}.`,
    );
}

/** The id of a membership begins with its parent's. */
function parentIn({ identity, parent }: Kind, id: string): Properties {
  const [parentId = ""] = id.split("/");
  return identity.kind === "membership" && parent !== undefined && isGuid(parentId)
    ? { [parent.property]: parentId }
    : {};
}

/** What was declared, as it is now; what is no property of the object (`adoptExisting` …) stays as it was declared. */
function refreshed(kind: Kind, declared: Properties, outputs: Properties): Properties {
  const entries = Object.entries(declared).flatMap(([property, value]): readonly (readonly [string, Value])[] => {
    if (!kind.field(property)) return [[property, value]];
    const now = outputs[property];
    return now === undefined ? [] : [[property, now]];
  });
  return Object.fromEntries(entries);
}

async function find(
  operation: Operation,
  { id, recorded }: ReadRequest,
  queries: ListQueries,
): Promise<Observed | undefined> {
  const { session, kind, signal } = operation;
  const hasName = kind.identity.kind === "guid" || kind.identity.kind === "text";
  if (recorded || isGuid(id) || !hasName) {
    const presence = await locate(operation, {
      queries,
      id,
      recorded: recorded?.outputs,
      name: textOf(recorded?.outputs, "name"),
    });
    if (presence.state === "present") return presence.observed;
    // A name may look like a GUID: the service gives such names itself.
    return recorded || !hasName ? undefined : await findByName(operation, queries, id);
  }
  const found = (await findByName(operation, queries, id)) ?? (await findByText(operation, queries, id));
  if (found) return found;
  await session.clock.sleep(APART_MS, signal);
  return await findByName(operation, queries, id, session.stamp());
}

/** Some objects have an id that is no GUID. */
async function findByText(lookup: Lookup, { preferred }: ListQueries, id: string): Promise<Observed | undefined> {
  if (lookup.kind.identity.kind !== "text") return undefined;
  const [entry] = (await listObjects(lookup, preferred)).byId(id);
  return entry && !entry.tombstone ? readObject(lookup.kind, entry.object) : undefined;
}

/** @param after Only by lists asked for after this stamp. */
async function findByName(
  lookup: Lookup,
  { preferred, others }: ListQueries,
  name: string,
  after?: number,
): Promise<Observed | undefined> {
  const { kind } = lookup;
  const named = (listings: Listings): readonly IndexedObject[] =>
    listings.byName(name).filter(({ tombstone }) => !tombstone);
  const ordinary = named(await listObjects(lookup, preferred, { after }));
  const found = ordinary.length > 0 ? ordinary : named((await listOptional(lookup, others, { after })).listings);
  const [entry, ...more] = found;
  if (more.length > 0) throw ambiguous(kind, name);
  return entry && readObject(kind, entry.object);
}
