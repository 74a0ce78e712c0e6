import type { Kind } from "../kinds";
import { findKind } from "../kinds";
import type { Connection, ListRequest, ListedObject } from "./contract";
import { fold } from "./fold";
import { outputsFor } from "./finish";
import { allQueries, whereaboutsOf } from "./lists";
import { look } from "./observe";
import { beginOperation, type Operation, run } from "./operation";
import { everyObject, resolverFor } from "./references";
import type { Entry } from "./roll";
import { minimalInputs, readObject } from "./state";
import { refuseForeign } from "./tenant";

/** Every living object of a kind, by all of its lists: for data functions, `pulumi do … list` and export. */
export async function list(connection: Connection, kind: Kind, request: ListRequest): Promise<readonly ListedObject[]> {
  const operation = beginOperation(connection, kind, request, "all");
  return await run(operation, async () => {
    const facts = await refuseForeign(operation, undefined);
    const { session, signal } = operation;
    const seen = (await living(operation)).map((entry) => readObject(kind, entry.object));
    const resolve = await resolverFor(
      session,
      kind,
      seen.map(({ properties }) => properties),
      signal,
    );
    return seen.map((observed) => ({
      id: observed.id,
      name: observed.name,
      builtIn: observed.builtIn,
      outputs: outputsFor(operation, observed, { facts, desired: {}, resolve }),
      inputs: minimalInputs(kind, observed, resolve),
    }));
  });
}

async function living({ session, kind, signal }: Operation): Promise<readonly Entry[]> {
  const { lists } = kind;
  const parentKind = lists.kind === "perParent" ? findKind(lists.noun) : undefined;
  const parents = parentKind ? (await everyObject(session, parentKind, signal)).entries : [];
  const ids = parents.filter((entry) => !entry.tombstone).flatMap((entry) => entry.id ?? []);
  const { entries } = await look(session, kind, allQueries(whereaboutsOf(lists, {}, ids)), { signal });
  // An object can stand in several of its kind's lists.
  const distinct = new Map(
    entries.flatMap((entry) => (entry.id === undefined ? [] : [[fold(entry.id), entry] as const])),
  );
  return [...distinct.values()].filter((entry) => !entry.tombstone);
}
