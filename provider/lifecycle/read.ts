import type { Kind } from "../kinds";
import type { Session } from "../session";
import type { Properties, Value } from "../values";
import type { Connection, Observed, ReadRequest, ReadResult } from "./types";
import { lookAside } from "./observe/list-optional";
import { ambiguous, APART_MS, locate } from "./observe/locate";
import { outputsFor } from "./apply/finish";
import { objectKey } from "./operation/names";
import type { Whereabouts } from "./observe/list-queries";
import { look, type Sight, writtenAt } from "./observe/list";
import { heldName, memoryOf } from "./operation/run-state";
import { beginOperation, type Operation, run, textOf } from "./operation/operation";
import { isGuid, resolverBetween, resolverFor } from "./observe/references";
import type { Entry } from "./observe/object-index";
import { minimalInputs, readObject } from "./object/state";
import { pick, whereOf } from "./observe/parent";
import { refuseForeign } from "./guard/tenant";

/** Refresh by id; import and `.get()` by id or exact name. Undefined = certainly not there. */
export async function read(connection: Connection, kind: Kind, request: ReadRequest): Promise<ReadResult | undefined> {
  const { id, recorded } = request;
  const held = textOf(recorded?.outputs, "name");
  const operation = beginOperation(connection, kind, request, held ?? id);
  if (held !== undefined) memoryOf(connection.session).held.set(heldName(kind.noun, request.logicalName, held), { id });
  return await run(operation, async () => {
    const facts = await refuseForeign(operation, recorded?.outputs);
    const { session, signal } = operation;
    const known = recorded?.outputs ?? impliedBy(kind, id);
    const where = await whereOf(operation, known, await resolverFor(session, kind, [known], signal));
    const observed = await find(operation, request, where);
    if (!observed) return undefined;
    const before = recorded && (recorded.inputs ?? pick(known, recorded.declared));
    if (before) remember(session, kind, id, before);
    const resolve = await resolverBetween(session, kind, [before ?? {}, observed.properties], signal);
    // What is imported counts as declared from here on: the outputs are those that the next refresh tells.
    const declared = before ?? minimalInputs(kind, observed, resolve);
    const outputs = outputsFor(operation, observed, { facts, desired: declared, resolve });
    return { id: observed.id, outputs, inputs: before ? refreshed(kind, before, outputs) : declared };
  });
}

/** A resource may be refreshed more than once: the first time counts. */
function remember(session: Session, { noun }: Kind, id: string, before: Properties): void {
  const { unrefreshed } = memoryOf(session);
  const key = objectKey(noun, id);
  if (!unrefreshed.has(key)) unrefreshed.set(key, before);
}

/** The id of a membership begins with its parent's. */
function impliedBy({ identity, parent }: Kind, id: string): Properties {
  const [above = ""] = id.split("/");
  return identity.kind === "membership" && parent !== undefined && isGuid(above) ? { [parent.property]: above } : {};
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
  where: Whereabouts,
): Promise<Observed | undefined> {
  const { session, kind, signal } = operation;
  if (recorded || isGuid(id) || kind.identity.kind !== "guid") {
    const name = textOf(recorded?.outputs, "name");
    const presence = await locate({ session, kind, where, id, name, after: writtenAt(session, kind.noun, id), signal });
    if (presence.state === "present") return readObject(kind, presence.entry.object);
    // A name may look like a GUID: the service gives such names itself.
    return recorded || kind.identity.kind !== "guid" ? undefined : await named(operation, where, id, false);
  }
  return (await named(operation, where, id, false)) ?? (await named(operation, where, id, true));
}

async function named(
  operation: Operation,
  where: Whereabouts,
  name: string,
  again: boolean,
): Promise<Observed | undefined> {
  const { session, kind, signal } = operation;
  if (again) await session.clock.sleep(APART_MS, signal);
  const options = { signal, ...(again && { after: session.stamp() }) };
  const among = (sight: Sight): readonly Entry[] => sight.byName(name).filter(({ tombstone }) => !tombstone);
  const likely = among(await look(session, kind, where.likely, options));
  const [entry, ...more] =
    likely.length > 0 ? likely : among((await lookAside(session, kind, where.others, options)).sight);
  if (more.length > 0) throw ambiguous(kind, name);
  return entry && readObject(kind, entry.object);
}
