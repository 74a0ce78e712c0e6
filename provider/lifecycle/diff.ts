import type { Kind } from "../kinds";
import type { Connection, DiffRequest, DiffResult, Observed, ResolveReference } from "./types";
import { refuseRivals } from "./guard/conflicts";
import { diffProperties } from "./diff/properties";
import { driftLines, goneLine } from "./report/drift-lines";
import { mayAdopt } from "./observe/existing";
import { objectKey } from "./operation/names";
import { locate, type Presence } from "./observe/locate";
import { heldName, memoryOf, unrefreshed } from "./operation/run-state";
import { writtenAt } from "./observe/list";
import { beginOperation, type Operation, run, textOf } from "./operation/operation";
import type { Plan } from "./plan/types";
import { heldBack, prospectOf } from "./plan/preview-plan";
import { referencesIn, resolverBetween, resolverFor } from "./observe/references";
import { missingRights, rightsAdvice } from "./guard/rights";
import { distributionFailed } from "./apply/settle";
import { readObject } from "./object/state";
import { type Above, knownOf, parentOf, pick, whereOf } from "./observe/parent";
import { refuseForeign, refuseForeignSettings } from "./guard/tenant";

const NOTHING: ResolveReference = () => undefined;

/** Compares with the tenant as it is now, or with what state holds; writes nothing and never asks for more than read rights. */
export async function compare(connection: Connection, kind: Kind, request: DiffRequest): Promise<DiffResult> {
  const { recorded, desired } = request;
  const name = textOf(recorded.outputs, "name") ?? textOf(desired, "name");
  const operation = beginOperation(connection, kind, request, name);
  const { held } = memoryOf(connection.session);
  const key = name === undefined ? undefined : heldName(kind.noun, request.logicalName, name);
  if (key !== undefined) held.set(key, { id: recorded.id });
  const result = await compareWith(operation, request, name);
  if (key !== undefined && result.deleteBeforeReplace) held.set(key, { id: recorded.id, judged: true });
  return result;
}

async function compareWith(operation: Operation, request: DiffRequest, name: string | undefined): Promise<DiffResult> {
  const { kind } = operation;
  const { recorded, desired } = request;
  if (request.against === "recorded") {
    // Where drift is live, a refresh has signed in already; if that was on other settings, these must prove themselves.
    if (operation.settings.drift === "live") await run(operation, () => refuseForeign(operation, recorded.outputs));
    else refuseForeignSettings(operation, recorded.outputs);
    const actual = observedFrom(kind, recorded.id, request);
    return await judge(operation, request, actual, await recordedResolver(operation, request, actual), undefined);
  }
  return await run(operation, async () => {
    await refuseForeign(operation, recorded.outputs);
    const { session, signal } = operation;
    const place = await resolverFor(session, kind, [recorded.outputs], signal);
    const where = await whereOf(operation, recorded.outputs, place);
    const { id } = recorded;
    const presence = await locate({ session, kind, where, id, name, after: writtenAt(session, kind.noun, id), signal });
    if (presence.state !== "present") return gone(operation, request, presence, name ?? id);
    const actual = readObject(kind, presence.entry.object);
    const resolve = await resolverBetween(session, kind, [recorded.outputs, desired, actual.properties], signal);
    return await judge(operation, request, actual, resolve, await parentOf(operation, recorded.outputs, resolve));
  });
}

/**
 * State may name a reference where the program gives its GUID (after an import, say). Lists are asked for only where references
 * differ; a refresh has mostly read them already.
 */
async function recordedResolver(
  operation: Operation,
  { desired, recorded, ignored }: DiffRequest,
  actual: Observed,
): Promise<ResolveReference> {
  const { kind, session, signal } = operation;
  const before = { declaredBefore: recorded.declared, recorded: recorded.inputs ?? recorded.outputs };
  const changes = diffProperties(kind, { desired, ...before, actual, ignored, resolve: NOTHING });
  const spellings = changes.flatMap(({ property }) => [pick(desired, [property]), pick(actual.properties, [property])]);
  const uses = spellings.flatMap((spelling) => referencesIn(kind, spelling));
  if (uses.length === 0) return NOTHING;
  return await run(operation, () => resolverBetween(session, kind, spellings, signal));
}

async function judge(
  operation: Operation,
  request: DiffRequest,
  actual: Observed,
  resolve: ResolveReference,
  parent: Above | undefined,
): Promise<DiffResult> {
  const { kind } = operation;
  const { desired, recorded, ignored, logicalName } = request;
  refuseRivals(operation, { id: recorded.id, desired, ignored, resolve });
  const changes = diffProperties(kind, {
    desired,
    declaredBefore: recorded.declared,
    recorded: recorded.inputs ?? recorded.outputs,
    unrefreshed: unrefreshed(operation.session, kind, recorded.id),
    actual,
    ignored,
    resolve,
  });
  const { plans, refused } = prospectOf(operation, request, { actual, changes, resolve, parent: parent?.observed });
  const told = request.against === "live" ? driftLines(kind, logicalName ?? actual.name, changes, actual) : [];
  if (refused) return heldBack(operation, { changes, refused, driftLines: told });
  return {
    changes,
    deleteBeforeReplace: changes.some((change) => change.replaces),
    driftLines: told,
    warnings: [...plans.flatMap((plan) => plan.warnings), ...(await warningsOfRights(operation, request, plans))],
    resume: changes.length === 0 && distributionFailed(actual),
  };
}

async function warningsOfRights(
  operation: Operation,
  { against }: DiffRequest,
  plans: readonly Plan[],
): Promise<readonly string[]> {
  if (against === "recorded") return [];
  const calls = plans.flatMap((plan) => plan.steps.map((step) => step.call));
  const missing = await missingRights(operation, calls);
  if (missing.length === 0) return [];
  return [
    `${operation.title}: this identity may not run ${missing.join(", ")}; \`up\` would stop before it writes. ${rightsAdvice(operation)}`,
  ];
}

function gone(
  operation: Operation,
  { recorded, logicalName, desired }: DiffRequest,
  presence: Presence,
  name: string,
): DiffResult {
  const { kind, session } = operation;
  const { declaredGone } = memoryOf(session);
  declaredGone.add(objectKey(kind.noun, recorded.id));
  declaredGone.add(objectKey(kind.noun, name));
  const recreated = presence.state === "absent" ? presence.recreated : undefined;
  const adopts = recreated !== undefined && mayAdopt(operation, desired);
  const message = recreated
    ? `Somebody recreated it: "${name}" lives under ${recreated.id}, and ours (${recorded.id}) is gone; ` +
      (adopts
        ? "`adoptExisting` lets `up` take it over."
        : "`up` stops with PURVIEW_EXISTS unless the resource says `adoptExisting: true`.")
    : `${recorded.id} was deleted outside of this stack. A protected resource needs \`pulumi up --refresh\`.`;
  return {
    changes: [],
    gone: { message },
    deleteBeforeReplace: true,
    driftLines: [goneLine(kind, logicalName ?? name, name, adopts ? "another is adopted" : "it is made anew", message)],
    warnings: [],
    resume: false,
  };
}

/** State's outputs as if the service had just said them. */
function observedFrom(kind: Kind, id: string, { recorded }: DiffRequest): Observed {
  const known = knownOf(recorded.outputs);
  const properties = Object.fromEntries(Object.entries(known).filter(([key]) => kind.field(key) !== undefined));
  return {
    id,
    guid: textOf(recorded.outputs, "guid"),
    name: textOf(recorded.outputs, "name") ?? id,
    properties,
    distributionStatus: textOf(recorded.outputs, "distributionStatus"),
    builtIn: false,
    pendingDeletion: false,
  };
}
