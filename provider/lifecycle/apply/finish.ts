import { formatError, withCode } from "../../errors";
import { LOCATIONS_KEY, memoryIn, rememberedLocations } from "../object/location-memory";
import { outputsOf, stateId } from "../object/state";
import { withTenant } from "../guard/tenant";
import {
  type ObjectRef,
  type Operation,
  type Resource,
  type TimedResourceOperation,
  titleIn,
} from "../operation/operation";
import type { Observed, Written } from "../types";
import { type Distribution, hasRule, settle, type Settled } from "./settle";
import { notVerified, type ReadBack } from "./verify";

/** Outputs for state of an object as the service shows it. */
export function outputsFor(
  {
    kind,
    facts,
    desired,
    resolve,
    recorded,
  }: Pick<Operation, "kind"> & Pick<Resource, "facts" | "desired" | "resolve"> & Partial<Pick<Resource, "recorded">>,
  observed: Observed,
): Written["outputs"] {
  const { guid, distributionStatus } = observed;
  const before = memoryIn(recorded?.outputs);
  const locations = rememberedLocations(kind, { desired, observed, resolve, before });
  return withTenant(
    {
      ...outputsOf(kind, observed, desired, resolve),
      ...(guid !== undefined && { guid }),
      ...(distributionStatus !== undefined && { distributionStatus }),
      ...(locations !== undefined && { [LOCATIONS_KEY]: locations }),
    },
    facts,
  );
}

/**
 * The object whose distribution ends this operation; undefined where nothing has to be waited for.
 * @param isNew Made by this operation: nothing can refer to it yet.
 */
export async function distributionOf(
  operation: TimedResourceOperation,
  written: Distribution,
  { isNew }: { readonly isNew: boolean },
): Promise<Distribution | undefined> {
  const { kind, settings, parent } = operation;
  if (kind.settle.kind === "none" || settings.settle === "accepted") return undefined;
  const waited = kind.settle.kind === "parent" ? parent : written;
  const rule = waited?.kind.settle.kind === "distribution" ? waited.kind.settle.rule : undefined;
  if (!waited || !rule || rule.noun === kind.noun) return waited;
  // Without a rule a policy stays pending forever.
  if (waited === written && isNew) return undefined;
  return (await hasRule(operation, waited)) ? waited : undefined;
}

/** After the write of a new or adopted object: what was silently changed is reported, else the distribution is waited for. */
export async function finish(
  operation: TimedResourceOperation,
  written: ObjectRef & { readonly created: Observed; readonly isNew: boolean },
  { observed, differences, resolve }: ReadBack,
): Promise<Written> {
  const object = observed ?? written.created;
  const result = {
    id: stateId(operation.kind, object, operation.desired),
    outputs: outputsFor({ ...operation, resolve }, object),
  };
  if (differences.length > 0)
    return { ...result, unfinished: { reasons: [formatError(notVerified(operation, differences))] } };
  if (!observed) {
    operation.reporter.warn(
      `${operation.title} was written, but no list has shown it yet; the next preview looks again.`,
    );
    return result;
  }
  const distribution = await distributionOf(operation, { ...written, seen: observed }, written);
  return distribution ? await settleInto(operation, distribution, result) : result;
}

/** Waits for the distribution and puts its end into what the host saves. */
export async function settleInto(
  operation: TimedResourceOperation,
  distribution: Distribution,
  written: Written,
): Promise<Written> {
  const end = await settle(operation, distribution);
  const own = distribution.kind === operation.kind && end.status !== undefined;
  const outputs = own ? { ...written.outputs, distributionStatus: end.status } : written.outputs;
  return { ...written, outputs, ...unfinished(operation, distribution, end) };
}

function unfinished(operation: Operation, { kind, name }: Distribution, end: Settled): Pick<Written, "unfinished"> {
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
