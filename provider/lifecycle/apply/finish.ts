import { formatError, withCode } from "../../errors";
import type { Observed, ResolveReference, Written } from "../types";
import type { TenantFacts } from "../../session";
import type { Properties } from "../../values";
import { type Operation, titleIn } from "../operation/operation";
import { type ReadBack, unproven } from "./verify";
import { hasRule, settle, type Settled, type Waiting } from "./settle";
import { outputsOf } from "../object/state";
import type { Above } from "../observe/parent";
import { withTenant } from "../guard/tenant";

/** What a finished or broken-off write is told with. */
export interface Outcome {
  readonly facts: TenantFacts;
  readonly desired: Properties;
  readonly resolve: ResolveReference;
}

export function outputsFor({ kind }: Operation, observed: Observed, { facts, desired, resolve }: Outcome): Properties {
  const { guid, distributionStatus } = observed;
  return withTenant(
    {
      ...outputsOf(kind, observed, desired, resolve),
      ...(guid !== undefined && { guid }),
      ...(distributionStatus !== undefined && { distributionStatus }),
    },
    facts,
  );
}

/** The object whose distribution ends this operation; undefined where nothing has to be waited for. */
export async function waitingFor(
  operation: Operation,
  written: Waiting,
  parent: Above | undefined,
  isNew: boolean,
): Promise<Waiting | undefined> {
  const { kind } = operation;
  if (kind.settle.kind === "none" || operation.settings.settle === "accepted") return undefined;
  const waited = kind.settle.kind === "parent" ? parent : written;
  const rule = waited?.kind.settle.kind === "distribution" ? waited.kind.settle.rule : undefined;
  if (!waited || !rule || rule.noun === kind.noun) return waited;
  // Nothing can refer yet to what was made a moment ago; without a rule a policy stays pending for ever.
  if (waited === written && isNew) return undefined;
  return (await hasRule(operation, waited)) ? waited : undefined;
}

interface Result extends ReadBack {
  readonly observed: Observed;
  /** Made by this operation: nothing can refer to it yet. */
  readonly isNew: boolean;
  /** A list has shown it. */
  readonly seen: boolean;
}

interface Place {
  readonly written: Waiting;
  readonly parent: Above | undefined;
  readonly deadline: number;
}

/** After the read-back: what was silently changed is told, else the distribution is waited for. */
export async function finish(operation: Operation, outcome: Outcome, result: Result, place: Place): Promise<Written> {
  const { observed, differences, resolve = outcome.resolve, isNew, seen } = result;
  const outputs = outputsFor(operation, observed, { ...outcome, resolve });
  if (differences.length > 0) {
    return { id: observed.id, outputs, unfinished: { reasons: [formatError(unproven(operation, differences, observed))] } };
  }
  if (!seen) {
    operation.reporter.warn(
      `${operation.title} was written, but no list has shown it yet; the next preview looks again.`,
    );
    return { id: observed.id, outputs };
  }
  const waiting = await waitingFor(operation, { ...place.written, seen: observed }, place.parent, isNew);
  const written: Written = { id: observed.id, outputs };
  return waiting ? await settled(operation, written, waiting, place.deadline) : written;
}

/** Waits for the distribution and puts its end into what the host saves. */
export async function settled(
  operation: Operation,
  written: Written,
  waiting: Waiting,
  deadline: number,
  retry = false,
): Promise<Written> {
  const end = await settle(operation, waiting, deadline, retry);
  const own = waiting.kind === operation.kind && end.status !== undefined;
  const outputs = own ? { ...written.outputs, distributionStatus: end.status } : written.outputs;
  return { ...written, outputs, ...report(operation, waiting, end) };
}

function report(operation: Operation, { kind, name }: Waiting, end: Settled): Pick<Written, "unfinished"> {
  const policy = `${kind.noun} "${name}"`;
  if (end.state === "settled") return {};
  if (end.state === "pending") {
    operation.reporter.warn(
      `${operation.title} is written, but ${policy} is still ${end.status} after the time it was given. ` +
        "The service goes on by itself; raise `settleTimeout` or the resource's customTimeouts to wait longer.",
    );
    return {};
  }
  const reason =
    `${titleIn(operation)} is written, but the service could not distribute ${policy} (${end.status}). ` +
    "Look at its DistributionResults, then run `pulumi up` again: it asks the service once to retry the distribution.";
  return { unfinished: { reasons: [withCode(reason, "PURVIEW_NOT_DISTRIBUTED")] } };
}
