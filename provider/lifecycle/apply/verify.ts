import { NotVerifiedError } from "../../errors";
import { containsSecret, plainOf } from "../../values";
import type { Observed, PropertyChange, ResolveReference } from "../types";
import type { Comparison } from "../diff/compare-written";
import { gather } from "../observe/coalesce";
import { ambiguous } from "../observe/locate";
import { cureOf, lookalikes, riddleOf } from "../diff/ambiguous-elements";
import { isPast, type Operation, titleIn } from "../operation/operation";
import type { Waiting } from "./settle";
import { readObject } from "../object/state";

/** How long a list may show an object as it was before our write, ms: reads lag writes by seconds (admin-api.md 4.3). */
const LAG_MS = 30_000;
/** The same where the list tells the change before our write as the last one: it surely shows the past, which may take minutes. */
const OLD_VIEW_MS = 180_000;
const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 10_000;
const PROGRESS_AFTER_MS = 3_000;

export interface ReadBack {
  /** Undefined: no list had shown the object by the deadline. */
  readonly observed: Observed | undefined;
  /** What differs from the declared after all that waiting. */
  readonly differences: readonly PropertyChange[];
  /** Knows the references that the service told in other words than the program; undefined = nothing was compared. */
  readonly resolve?: ResolveReference | undefined;
}

export interface Expected extends Waiting {
  /** What still differs from what was written. */
  readonly compare: (observed: Observed) => Promise<Comparison>;
  /** The object before the write; absent after New. */
  readonly before?: Observed | undefined;
}

/**
 * Reads a written object back until it shows what was written. A difference counts only when it outlasts replication: two looks
 * at an object that shows a later change than before our write, or the whole lag.
 */
export async function readBack(operation: Operation, expected: Expected, deadline: number): Promise<ReadBack> {
  const { session, signal } = operation;
  const begun = session.clock.now();
  let pollMs = 0;
  let last: ReadBack = { observed: undefined, differences: [] };
  let looksAfterWrite = 0;
  for (;;) {
    const turn = pollMs === 0 ? "readBack" : { pollMs };
    const sight = await gather(session, expected.kind, expected.where.likely, turn, signal);
    const [entry, ...more] = sight.byId(expected.id);
    if (more.length > 0) throw ambiguous(expected.kind, expected.id);
    if (entry && !entry.tombstone) {
      const observed = readObject(expected.kind, entry.object);
      last = { observed, ...(await expected.compare(observed)) };
      if (last.differences.length === 0) return last;
      if (showsWrite(expected.before, observed)) looksAfterWrite += 1;
      // A list that takes long to answer shows the tenant as it was when it was asked for.
      const asked = Math.min(...sight.listings.map(({ startedAtMs }) => startedAtMs));
      const lagMs = showsBefore(expected.before, observed) ? OLD_VIEW_MS : LAG_MS;
      if (looksAfterWrite >= 2 || asked >= Math.min(begun + lagMs, deadline)) return last;
    }
    if (isPast(operation, deadline)) return last;
    pollMs = Math.min(Math.max(FIRST_POLL_MS, pollMs * 1.5), LONGEST_POLL_MS);
    if (session.clock.now() - begun >= PROGRESS_AFTER_MS) {
      operation.reporter.progress(`${operation.title}: waiting until the service shows what was written …`);
    }
  }
}

const showsWrite = (before: Observed | undefined, now: Observed): boolean =>
  before?.whenChangedUtc !== undefined &&
  now.whenChangedUtc !== undefined &&
  before.whenChangedUtc !== now.whenChangedUtc;

const showsBefore = (before: Observed | undefined, now: Observed): boolean =>
  before?.whenChangedUtc !== undefined && before.whenChangedUtc === now.whenChangedUtc;

/** The write went through, the service says nothing, and yet the property is not what was declared. */
export function unproven(
  operation: Operation,
  differences: readonly PropertyChange[],
  observed: Observed,
): NotVerifiedError {
  const show = (value: unknown): string => {
    const text = value === undefined ? "nothing" : JSON.stringify(value);
    return text.length > 120 ? `${text.slice(0, 117)}...` : text;
  };
  const secretive = ({ property, desired, whole }: PropertyChange): boolean =>
    (operation.kind.field(property)?.secret ?? false) ||
    [desired, whole?.desired].some((value) => value !== undefined && containsSecret(value));
  const parts = differences.map((change) =>
    secretive(change)
      ? `${change.path} is not what was declared`
      : `${change.path} reads back as ${show(change.actual)} instead of ${show(change.desired)}`,
  );
  const riddles = differences.flatMap(({ property, desired, whole = { desired } }) => {
    const field = operation.kind.field(property);
    const wanted = whole.desired === undefined ? undefined : plainOf(whole.desired);
    return field ? lookalikes(field, wanted, observed.properties[property], () => undefined) : [];
  });
  return new NotVerifiedError(
    `${titleIn(operation)} was written, but the service silently kept or changed something: ${parts.join("; ")}.`,
    {
      code: "PURVIEW_NOT_VERIFIED",
      noun: operation.kind.noun,
      property: differences[0]?.property,
      advice:
        riddles.length > 0
          ? `${riddles.map(riddleOf).join("; ")}. ${cureOf(riddles)}`
          : "Declare what the service keeps, or find out why it refuses the value (licence, workload, another setting).",
    },
  );
}
