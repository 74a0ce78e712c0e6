import { type Kind, WireReader } from "../../kinds";
import { identifierKey, keysOf } from "../../kinds/fields/identifiers";
import { isEmpty } from "../../kinds/fields/same";
import type { Observed } from "../types";
import { gather } from "../observe/coalesce";
import { selecting, type Whereabouts, whereaboutsOf } from "../observe/list-queries";
import { look } from "../observe/list";
import { isPast, kindNamed, type Operation } from "../operation/operation";
import { readObject } from "../object/state";

/** How the wait ended. */
export type Settled =
  | { readonly state: "settled"; readonly status?: string | undefined }
  /** Still on its way at the deadline: success, and the next operation may look again. */
  | { readonly state: "pending"; readonly status: string }
  | { readonly state: "failed"; readonly status: string };

/** The object whose distribution is waited for: the written one, or the policy of a written rule. */
export interface Waiting {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly where: Whereabouts;
  /** As a list showed it after our writes, where one was just read. */
  readonly seen?: Observed | undefined;
}

const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 10_000;
const FIRST_PROGRESS_MS = 3_000;
const PROGRESS_EVERY_MS = 5_000;
/** After RetryDistribution the old status may be read for a while. */
const RETRY_LAG_MS = 30_000;

/** Waits until the service has distributed a policy, bounded by the deadline, with a progress line every few seconds. */
export async function settle(
  operation: Operation,
  waiting: Waiting,
  deadline: number,
  retry = false,
): Promise<Settled> {
  const { session, settings, signal } = operation;
  if (settings.settle === "accepted") return { state: "settled" };
  const begun = session.clock.now();
  const oldUntil = retry ? begun + RETRY_LAG_MS : begun;
  let said = begun - PROGRESS_EVERY_MS + FIRST_PROGRESS_MS;
  let pollMs = 0;
  for (;;) {
    const observed = pollMs === 0 && waiting.seen ? waiting.seen : await current(operation, waiting, pollMs);
    const status = observed?.distributionStatus;
    const verdict = observed && status !== undefined && !restsWithout(observed) ? judge(status) : "settled";
    if (verdict === "settled") return { state: "settled", status };
    if (verdict === "failed" && isPast(operation, oldUntil)) return { state: "failed", status: status ?? "" };
    if (isPast(operation, deadline)) return { state: "pending", status: status ?? "" };
    const now = session.clock.now();
    if (now - said >= PROGRESS_EVERY_MS) {
      said = now;
      const seconds = Math.round((now - begun) / 1000);
      operation.reporter.progress(`${operation.title}: distribution of "${waiting.name}" is ${status}, ${seconds} s …`);
    }
    pollMs = Math.min(Math.max(FIRST_POLL_MS, pollMs * 1.5), LONGEST_POLL_MS, Math.max(0, deadline - now));
    signal.throwIfAborted();
  }
}

/** The words of the service; one that nobody knows is an end, since waiting for it could only end at the deadline. */
function judge(status: string): "settled" | "pending" | "failed" {
  if (/^(pending|deploying|inprogress|notstarted|retrying)/i.test(status)) return "pending";
  return /^(error|failed|partial)/i.test(status) ? "failed" : "settled";
}

/** Disabled and simulated policies are where they should be once read back: nothing of theirs is distributed to content. */
function restsWithout({ properties }: Observed): boolean {
  const mode = properties["mode"];
  return (
    properties["enabled"] === false ||
    properties["simulation"] === true ||
    (typeof mode === "string" && /^(disable|test|pendingdeletion)/i.test(mode))
  );
}

/**
 * The last distribution ended badly: an update may resume it. One that is pending is no difference: the service goes on by itself,
 * and a policy stays so until it has a rule.
 */
export const distributionFailed = (observed: Observed): boolean =>
  observed.distributionStatus !== undefined &&
  !restsWithout(observed) &&
  judge(observed.distributionStatus) === "failed";

/** First what a list younger than our writes says, then a shared poll each turn. */
async function current(operation: Operation, waiting: Waiting, pollMs: number): Promise<Observed | undefined> {
  const { kind, where, id } = waiting;
  const turn = pollMs === 0 ? "readBack" : { pollMs };
  const sight = await gather(operation.session, kind, where.likely, turn, operation.signal);
  const [entry] = sight.byId(id);
  return entry && !entry.tombstone ? readObject(kind, entry.object) : undefined;
}

/** A policy is distributed only once a rule refers to it. */
export async function hasRule(operation: Operation, { kind, id, name, seen }: Waiting): Promise<boolean> {
  if (kind.settle.kind !== "distribution" || !kind.settle.rule) return true;
  const { noun, property } = kind.settle.rule;
  const ruleKind = kindNamed(noun);
  const { likely } = whereaboutsOf(ruleKind, selecting(ruleKind, seen?.properties ?? {}), [id]);
  const sight = await look(operation.session, ruleKind, likely, { signal: operation.signal });
  const field = ruleKind.field(property);
  const own = [identifierKey(id), identifierKey(name)];
  return sight.entries.some((entry) => {
    const parent = entry.tombstone ? undefined : field?.read(new WireReader(entry.object));
    return parent !== undefined && !isEmpty(parent) && keysOf(parent).some((key) => own.includes(key));
  });
}
