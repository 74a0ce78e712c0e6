import { NotFoundError } from "../errors";
import type { Kind } from "../kinds";
import type { Properties } from "../values";
import { awaitReferences } from "./apply/await-references";
import { converge, type Converged } from "./apply/converge";
import { distributionOf, outputsFor, settleInto } from "./apply/finish";
import { retryDistribution } from "./apply/retry-distribution";
import { notVerified } from "./apply/verify";
import { rejectConflicts } from "./guard/conflicts";
import { rejectForeign } from "./guard/tenant";
import { pick } from "./object/pick";
import { freshness } from "./observe/list";
import { locate } from "./observe/locate";
import { resolveLocations } from "./observe/locations";
import { onResource, underLock } from "./observe/parent";
import { resolverBetween } from "./observe/references";
import {
  beginOperation,
  perform,
  type ResourceOperation,
  textOf,
  type TimedResourceOperation,
  titleIn,
} from "./operation/operation";
import type { Connection, Observed, UpdateRequest, Written } from "./types";

/** Makes the object as declared: observe, plan, send, read back, wait for the distribution. Without a difference nothing is sent. */
export async function update(connection: Connection, kind: Kind, request: UpdateRequest): Promise<Written> {
  const { desired, recorded, ignored } = request;
  const name = textOf(desired, "name") ?? textOf(recorded.outputs, "name");
  const begun = beginOperation(connection, kind, request, name);
  return await perform(begun, async () => {
    const facts = await rejectForeign(begun, recorded.outputs);
    const resolve = await awaitReferences(begun, desired);
    rejectConflicts(begun, { id: recorded.id, desired, ignored, resolve });
    const asked = await onResource(begun, { desired, recorded, ignored, resolve, facts });
    return await underLock(asked, recorded.id, async () => {
      const actual = await observe(asked, name);
      const references = await resolverBetween(asked, desired, actual.properties);
      const sides = { desired, observed: actual, recorded, resolve: references };
      const operation = { ...asked, resolve: await resolveLocations(asked, sides) };
      return await converge(operation, actual, (timed, converged) => finishUpdate(timed, request, converged));
    });
  });
}

async function observe(operation: ResourceOperation, name: string | undefined): Promise<Observed> {
  const { kind, session, queries, recorded } = operation;
  const id = recorded?.id ?? "";
  const presence = await locate(operation, {
    queries,
    id,
    name,
    recorded: recorded?.outputs,
    after: freshness(session, queries.preferred),
  });
  if (presence.state === "present") return presence.observed;
  throw new NotFoundError(`${titleIn(operation)} is gone, so it cannot be updated.`, {
    code: "PURVIEW_GONE",
    noun: kind.noun,
    object: id,
    advice: "Run `pulumi up` again (or `pulumi up --refresh`): the preview then shows that it is recreated.",
  });
}

async function finishUpdate(
  operation: TimedResourceOperation,
  request: UpdateRequest,
  converged: Converged,
): Promise<Written> {
  const { kind, queries } = operation;
  const { observed, differences, resolve, sent } = converged;
  if (differences.length > 0) throw notVerified(operation, differences);
  const { id } = request.recorded;
  const written = { id, outputs: outputsFor({ ...operation, desired: shownInState(request), resolve }, observed) };
  const ref = { kind, id, name: observed.name, queries, seen: observed };
  const distribution = await distributionOf(operation, ref, { isNew: false });
  if (!distribution) return written;
  const retried = sent ? undefined : await retryDistribution(operation, distribution);
  return await settleInto(operation, retried ?? distribution, written);
}

/** Ignored properties keep the value that state has; outputs show them as they are. */
const shownInState = ({ desired, recorded, ignored }: UpdateRequest): Properties => ({
  ...desired,
  ...pick(
    recorded.outputs,
    ignored.filter((path) => path in recorded.outputs && path in desired),
  ),
});
