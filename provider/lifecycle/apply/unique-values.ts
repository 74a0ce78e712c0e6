import { ServiceError } from "../../errors";
import type { CmdletCall } from "../../transport/channel";
import type { Observed } from "../types";
import { gather } from "../observe/coalesce";
import { markWritten } from "../observe/list";
import { isPast, type Operation, titleIn } from "../operation/operation";
import { send } from "./send";
import type { Waiting } from "./settle";
import { readObject } from "../object/state";

/** How long a neighbour that the same program moves may take to leave the number, ms. */
const PATIENCE_MS = 60_000;
const POLL_MS = 2_000;

interface Subject extends Waiting {
  readonly actual: Observed;
}

/**
 * Numbers that no two objects share (audit priorities). Two resources that swap theirs would wait for each other for ever, so the
 * one that finds its number taken steps aside to a free one, waits until the other has left, and goes back if it does not.
 */
export async function makeRoom(
  operation: Operation,
  subject: Subject,
  calls: readonly CmdletCall[],
  deadline: number,
): Promise<void> {
  const field = subject.kind.fields.find((candidate) => candidate.unique !== undefined);
  const call = field && calls.find(({ parameters }) => parameters[field.parameter] !== undefined);
  if (!field?.unique || !call) return;
  const wanted = Number(call.parameters[field.parameter]);
  const own = Number(subject.actual.properties[field.property]);
  if (wanted === own) return;
  const at = (number: number): CmdletCall => ({
    ...call,
    parameters: { ...call.parameters, [field.parameter]: number },
  });
  const { min, max } = field.unique;
  // One after the other: two that step aside at once would step on the same number.
  const steppedAside = await operation.session.withLock(
    `unique ${subject.kind.noun}`,
    async () => {
      const first = await holders(operation, subject, field.property, 0);
      if (!first.has(wanted)) return undefined;
      const aside = freeNumber({ min, max }, new Set([...first.keys(), wanted, own]));
      if (aside !== undefined) await move(operation, subject, at(aside), deadline);
      return { aside };
    },
    operation.signal,
  );
  if (!steppedAside) return;
  const until = Math.min(operation.session.clock.now() + PATIENCE_MS, deadline);
  for (;;) {
    const now = await holders(operation, subject, field.property, POLL_MS);
    const holder = now.get(wanted);
    if (holder === undefined) return;
    if (isPast(operation, until)) {
      if (steppedAside.aside !== undefined && !now.has(own)) await move(operation, subject, at(own), deadline);
      throw taken(operation, field.property, wanted, holder);
    }
    operation.reporter.progress(`${operation.title}: waiting until "${holder}" leaves ${field.property} ${wanted} …`);
  }
}

async function move(operation: Operation, subject: Subject, call: CmdletCall, deadline: number): Promise<void> {
  await send(operation, call, deadline);
  markWritten(operation.session, subject.kind.noun, subject.id, subject.name);
}

/** Number -> name of the other living object that holds it. */
async function holders(
  { session, signal }: Operation,
  { kind, id, where }: Subject,
  property: string,
  pollMs: number,
): Promise<ReadonlyMap<number, string>> {
  const sight = await gather(session, kind, where.likely, { pollMs }, signal);
  const others = sight.entries.filter((entry) => !entry.tombstone && entry.id !== id);
  const observed = others.map((entry) => readObject(kind, entry.object));
  return new Map(observed.map(({ name, properties }) => [Number(properties[property]), name]));
}

/** From the far end, where nobody looks for one. */
export function freeNumber(
  { min, max }: { readonly min: number; readonly max: number },
  taken: ReadonlySet<number>,
): number | undefined {
  for (let number = max; number >= min; number -= 1) if (!taken.has(number)) return number;
  return undefined;
}

const taken = (operation: Operation, property: string, number: number, holder: string): ServiceError =>
  new ServiceError(`${titleIn(operation)}: ${property} ${number} belongs to "${holder}", which keeps it.`, {
    code: "PURVIEW_NUMBER_TAKEN",
    noun: operation.kind.noun,
    property,
    advice: `Choose another number, or move "${holder}" in the same program.`,
  });
