import { NotVerifiedError } from "../../errors";
import { containsSecret } from "../../values";
import { ambiguityAdvice, describeAmbiguity } from "../diff/ambiguous-elements";
import { compareWritten } from "../diff/compare-written";
import { declared } from "../object/declared";
import { readObject } from "../object/state";
import { listTogether } from "../observe/list";
import { ambiguous } from "../observe/locate";
import {
  type ObjectRef,
  type Operation,
  type Timed,
  type TimedResourceOperation,
  titleIn,
} from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";
import type { Observed, PropertyChange, ResolveReference } from "../types";

/** How long a list may show an object as it was before our write, ms: reads lag writes by seconds (docs/service/reading.md#lag). */
const LAG_MS = 30_000;
/** The same where the list shows the change before our write as the last one: it surely shows the past, which may take minutes. */
const OLD_VIEW_MS = 180_000;
const PROGRESS_AFTER_MS = 3_000;

export interface ReadBack {
  /** Undefined: no list had shown the object by the deadline. */
  readonly observed: Observed | undefined;
  /** What differs from the declared after all that waiting. */
  readonly differences: readonly PropertyChange[];
  /** Knows the references that the service named in other words than the program. */
  readonly resolve: ResolveReference;
}

/**
 * The object that New returned counts as its first read-back, where it shows all that the program declares and nothing differs.
 * Undefined: only a list can say.
 */
export async function readBackFromNew(
  operation: TimedResourceOperation,
  returned: Observed,
): Promise<ReadBack | undefined> {
  const { kind, desired } = operation;
  const shows = (property: string): boolean => Object.hasOwn(returned.properties, property);
  const isWhole = kind.fields.every(
    (field) => field.writeOnly || declared(desired, field.property) === undefined || shows(field.property),
  );
  if (!isWhole) return undefined;
  const comparison = await compareWritten(operation, returned, undefined);
  if (comparison.differences.length > 0) return undefined;
  // Nothing refers to it yet, and a policy is pending until it has a rule.
  const status = kind.settle.kind === "distribution" ? (returned.distributionStatus ?? "Pending") : undefined;
  return { observed: { ...returned, distributionStatus: status }, ...comparison };
}

/**
 * Reads a written object back until it shows what was written. A difference counts only when it outlasts replication: two looks
 * at an object that shows a later change than before our write, or the whole lag.
 * @param before The object before the write; undefined after New.
 */
export async function readBack(
  operation: TimedResourceOperation,
  written: ObjectRef,
  before: Observed | undefined,
): Promise<ReadBack> {
  const { session, kind, deadline } = operation;
  const startedAtMs = session.clock.now();
  let last: ReadBack = { observed: undefined, differences: [], resolve: operation.resolve };
  let looksAfterWrite = 0;
  const end = await poll(operation, BACKOFF.list, async (waitMs) => {
    const turn = waitMs === 0 ? "afterWrites" : { waitMs };
    const shown = await listTogether(operation, { queries: written.queries.preferred, turn, id: written.id });
    const [entry, ...more] = shown.byId(written.id);
    if (more.length > 0) throw ambiguous(kind, written.id);
    if (entry && !entry.tombstone) {
      const observed = readObject(kind, entry.object);
      last = { observed, ...(await compareWritten(operation, observed, before)) };
      if (last.differences.length === 0) return last;
      if (changedSince(before, observed) === true) looksAfterWrite += 1;
      // A list that takes long to answer shows the tenant as it was when it was asked for.
      const asked = Math.min(...shown.listings.map((listing) => listing.startedAtMs));
      const lagMs = changedSince(before, observed) === false ? OLD_VIEW_MS : LAG_MS;
      if (looksAfterWrite >= 2 || asked >= Math.min(startedAtMs + lagMs, deadline)) return last;
    }
    reportProgress(operation, startedAtMs);
    return undefined;
  });
  return end ?? last;
}

function reportProgress({ session, reporter, title }: Timed, startedAtMs: number): void {
  if (session.clock.now() - startedAtMs >= PROGRESS_AFTER_MS)
    reporter.progress(`${title}: waiting until the service shows what was written …`);
}

/** Undefined: the service says nothing of when. */
const changedSince = (before: Observed | undefined, now: Observed): boolean | undefined =>
  before?.whenChangedUtc === undefined || now.whenChangedUtc === undefined
    ? undefined
    : before.whenChangedUtc !== now.whenChangedUtc;

const LONGEST_VALUE = 120;

const show = (value: unknown): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 3)}...` : text;
};

/** The write went through, the service says nothing, and yet the property is not what was declared. */
export function notVerified(operation: Operation, differences: readonly PropertyChange[]): NotVerifiedError {
  const { kind } = operation;
  const isSecret = ({ property, desired, whole }: PropertyChange): boolean =>
    (kind.field(property)?.secret ?? false) ||
    [desired, whole?.desired].some((value) => value !== undefined && containsSecret(value));
  const parts = differences.map((change) =>
    isSecret(change)
      ? `${change.path} is not what was declared`
      : `${change.path} reads back as ${show(change.actual)} instead of ${show(change.desired)}`,
  );
  const matches = new Set(differences.flatMap(({ match }) => match ?? []));
  const ambiguities = [...matches].flatMap((match) => match.ambiguous);
  return new NotVerifiedError(
    `${titleIn(operation)} was written, but the service silently kept or changed something: ${parts.join("; ")}.`,
    {
      code: "PURVIEW_NOT_VERIFIED",
      noun: kind.noun,
      property: differences[0]?.property,
      advice:
        ambiguities.length > 0
          ? `${describeAmbiguity(ambiguities)}. ${ambiguityAdvice(ambiguities)}`
          : "Declare what the service keeps, or find out why it refuses the value (license, workload, another setting).",
    },
  );
}
