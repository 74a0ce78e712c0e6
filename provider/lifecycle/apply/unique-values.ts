import { ServiceError } from "../../errors";
import type { CmdletCall } from "../../transport/channel";
import { readObject } from "../object/state";
import { listTogether } from "../observe/list";
import { type ObjectRef, type Timed, titleIn } from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";
import type { Observed } from "../types";
import { send } from "./send";

/** How long another object that the same program moves may take to leave the number, ms. */
const PATIENCE_MS = 60_000;

interface Numbered extends ObjectRef {
  readonly actual: Observed;
}

interface NumberField {
  readonly property: string;
  readonly parameter: string;
  readonly min: number;
  readonly max: number;
}

/**
 * Numbers that no two objects share (audit priorities). Two resources that swap theirs would wait for each other forever, so the
 * one that finds its number taken moves to a free one, waits until the other has left, and goes back if it does not.
 */
export async function freeUniqueValue(operation: Timed, object: Numbered, calls: readonly CmdletCall[]): Promise<void> {
  const found = object.kind.fields.find((candidate) => candidate.unique !== undefined);
  const call = found && calls.find(({ parameters }) => parameters[found.parameter] !== undefined);
  if (!found?.unique || !call) return;
  const field: NumberField = { property: found.property, parameter: found.parameter, ...found.unique };
  const wanted = Number(call.parameters[field.parameter]);
  const own = Number(object.actual.properties[field.property]);
  if (wanted === own) return;
  const at = (number: number): CmdletCall => ({
    ...call,
    parameters: { ...call.parameters, [field.parameter]: number },
  });
  // One after the other: two that move at once would take the same number.
  const moved = await operation.session.withLock(
    `unique ${object.kind.noun}`,
    async () => {
      const holders = await holdersOf(operation, object, field, 0);
      if (!holders.has(wanted)) return undefined;
      const free = freeNumber(field, new Set([...holders.keys(), wanted, own]));
      if (free !== undefined) await move(operation, object, at(free));
      return { to: free };
    },
    operation.signal,
  );
  if (!moved) return;
  let holder = "";
  let ownIsFree = true;
  const deadline = Math.min(operation.session.clock.now() + PATIENCE_MS, operation.deadline);
  const left = await poll({ ...operation, deadline }, BACKOFF.number, async (waitMs) => {
    const holders = await holdersOf(operation, object, field, waitMs || BACKOFF.number.firstMs);
    const other = holders.get(wanted);
    if (other === undefined) return true;
    [holder, ownIsFree] = [other, !holders.has(own)];
    operation.reporter.progress(`${operation.title}: waiting until "${holder}" leaves ${field.property} ${wanted} …`);
    return undefined;
  });
  if (left) return;
  if (moved.to !== undefined && ownIsFree) await move(operation, object, at(own));
  throw numberTaken(operation, field.property, wanted, holder);
}

async function move(operation: Timed, { kind, id, name }: ObjectRef, call: CmdletCall): Promise<void> {
  await send(operation, call);
  operation.run.writes.mark(kind.noun, id, name);
}

/** Number -> name of the other existing object that has it. */
async function holdersOf(
  operation: Timed,
  { kind, id, queries }: ObjectRef,
  { property }: NumberField,
  waitMs: number,
): Promise<ReadonlyMap<number, string>> {
  const { entries } = await listTogether({ ...operation, kind }, { queries: queries.preferred, turn: { waitMs } });
  const others = entries.filter((entry) => !entry.tombstone && entry.id !== id);
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

const numberTaken = (operation: Timed, property: string, number: number, holder: string): ServiceError =>
  new ServiceError(`${titleIn(operation)}: ${property} ${number} belongs to "${holder}", which keeps it.`, {
    code: "PURVIEW_NUMBER_TAKEN",
    noun: operation.kind.noun,
    property,
    advice: `Choose another number, or move "${holder}" in the same program.`,
  });
