import { WireReader } from "../../kinds";
import { identifierKey, keysOf } from "../../kinds/fields/identifiers";
import { isEmpty } from "../../kinds/fields/canonical";
import { readObject } from "../object/state";
import { listObjects, listTogether } from "../observe/list";
import { listQueriesOf, listSelectors } from "../observe/list-queries";
import { kindNamed, type Lookup, type ObjectRef, type Timed } from "../operation/operation";
import { BACKOFF, poll } from "../operation/poll";
import type { Observed } from "../types";

/** How the wait ended. */
export type Settled =
  | { readonly state: "settled"; readonly status?: string | undefined }
  /** Still on its way at the deadline: success, and the next operation may look again. */
  | { readonly state: "pending"; readonly status: string }
  | { readonly state: "failed"; readonly status: string };

/** The object whose distribution is waited for: the written one, or the policy of a written rule. */
export interface Distribution extends ObjectRef {
  /** As a list showed it after our writes, where one was just read. */
  readonly seen?: Observed | undefined;
  /** Clock time, ms, until when a failure may be the one from before RetryDistribution. */
  readonly ignoreFailureUntilMs?: number | undefined;
}

const FIRST_PROGRESS_MS = 3_000;
const PROGRESS_EVERY_MS = 5_000;

/** Waits until the service has distributed a policy, bounded by the deadline, with a progress line every few seconds. */
export async function settle(operation: Timed, distribution: Distribution): Promise<Settled> {
  const { session, run, settings, reporter, title } = operation;
  if (settings.settle === "accepted") return { state: "settled" };
  const startedAtMs = session.clock.now();
  let reportedAtMs = startedAtMs - PROGRESS_EVERY_MS + FIRST_PROGRESS_MS;
  let status: string | undefined;
  const end = await poll(operation, BACKOFF.list, async (waitMs): Promise<Settled | undefined> => {
    const observed =
      waitMs === 0 && distribution.seen ? distribution.seen : await current(operation, distribution, waitMs);
    // Reads lag writes: what this run has just created may not be shown yet.
    const isUnlisted = !observed && run.resources.created(distribution.kind.noun, distribution.id) !== undefined;
    status = isUnlisted ? "Pending" : observed?.distributionStatus;
    const rests = status === undefined || (observed && restsUndistributed(observed));
    const state = rests || status === undefined ? "settled" : stateOf(status);
    const now = session.clock.now();
    if (state === "settled") return { state, status };
    if (state === "failed" && now >= (distribution.ignoreFailureUntilMs ?? 0)) return { state, status: status ?? "" };
    if (now - reportedAtMs >= PROGRESS_EVERY_MS) {
      reportedAtMs = now;
      const seconds = Math.round((now - startedAtMs) / 1000);
      reporter.progress(`${title}: distribution of "${distribution.name}" is ${status}, ${seconds} s …`);
    }
    return undefined;
  });
  return end ?? { state: "pending", status: status ?? "" };
}

/** The words of the service; one that nobody knows is an end, since waiting for it could only end at the deadline. */
function stateOf(status: string): "settled" | "pending" | "failed" {
  if (/^(pending|deploying|inprogress|notstarted|retrying)/i.test(status)) return "pending";
  return /^(error|failed|partial)/i.test(status) ? "failed" : "settled";
}

/** Disabled and simulated policies are where they should be once read back: nothing of theirs is distributed to content. */
function restsUndistributed({ properties }: Observed): boolean {
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
  !restsUndistributed(observed) &&
  stateOf(observed.distributionStatus) === "failed";

/** First what a list younger than our writes says, then a shared list each turn. */
async function current(
  operation: Timed,
  { kind, id, queries }: ObjectRef,
  waitMs: number,
): Promise<Observed | undefined> {
  const turn = waitMs === 0 ? "afterWrites" : { waitMs };
  const [entry] = (await listTogether({ ...operation, kind }, { queries: queries.preferred, turn, id })).byId(id);
  return entry && !entry.tombstone ? readObject(kind, entry.object) : undefined;
}

/** A policy is distributed only once a rule refers to it. */
export async function hasRule(lookup: Lookup, { kind, id, name, seen }: Distribution): Promise<boolean> {
  if (kind.settle.kind !== "distribution" || !kind.settle.rule) return true;
  const rule = kindNamed(kind.settle.rule.noun);
  const { preferred } = listQueriesOf(rule, listSelectors(rule, seen?.properties ?? {}), [id]);
  const after = lookup.run.writes.lastUnlisted(rule.cmdlets.get);
  const { entries } = await listObjects({ ...lookup, kind: rule }, preferred, { after });
  const field = rule.field(kind.settle.rule.property);
  const own = [identifierKey(id), identifierKey(name)];
  return entries.some((entry) => {
    const policy = entry.tombstone ? undefined : field?.read(new WireReader(entry.object));
    return policy !== undefined && !isEmpty(policy) && keysOf(policy).some((key) => own.includes(key));
  });
}
