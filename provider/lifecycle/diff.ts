import type { Kind } from "../kinds";
import type { Properties } from "../values";
import { ValidationError } from "../errors";
import { unresolved } from "./apply/await-references";
import { changesOf } from "./apply/converge";
import { rejectConflicts } from "./guard/conflicts";
import { rightsWarning } from "./guard/rights";
import { rejectForeign, rejectForeignSettings } from "./guard/tenant";
import { mayAdopt } from "./observe/existing";
import { listQueriesOf } from "./observe/list-queries";
import { locate, type Presence } from "./observe/locate";
import { resolveLocations } from "./observe/locations";
import { knownOf, onResource } from "./observe/parent";
import { referencesDiffer, resolverBetween, resolverFor } from "./observe/references";
import { beginOperation, type ComparisonOperation, type Operation, perform, textOf } from "./operation/operation";
import { resourceKey } from "./operation/resource-facts";
import { isClosed, unknownName } from "./observe/unknown-names";
import { previewPlan, withholdReplacement } from "./plan/preview-plan";
import { distributionFailed } from "./apply/settle";
import { locationAdvice } from "./report/location-advice";
import { driftLines, goneLine } from "./report/drift-lines";
import type { Connection, DiffRequest, DiffResult, Observed, ResolveReference } from "./types";

/** Compares with the tenant as it is now, or with what state holds; writes nothing and never asks for more than read rights. */
export async function diff(connection: Connection, kind: Kind, request: DiffRequest): Promise<DiffResult> {
  const { recorded, desired, logicalName } = request;
  const name = textOf(recorded.outputs, "name") ?? textOf(desired, "name");
  const operation = beginOperation(connection, kind, request, name);
  const { resources } = operation.run;
  const key = name === undefined ? undefined : resourceKey(kind.noun, logicalName, name);
  if (key !== undefined) resources.markInState(key, { id: recorded.id });
  const result =
    request.against === "recorded"
      ? await diffAgainstState(operation, request)
      : await perform(operation, () => diffAgainstTenant(operation, request, name));
  if (key !== undefined && result.deleteBeforeReplace)
    resources.markInState(key, { id: recorded.id, replacedByDiff: true });
  return result;
}

async function diffAgainstTenant(
  begun: Operation,
  request: DiffRequest,
  name: string | undefined,
): Promise<DiffResult> {
  const { recorded, desired, ignored } = request;
  const { id, outputs } = recorded;
  const facts = await rejectForeign(begun, outputs);
  const resource = { desired, recorded, ignored, facts };
  const known = await onResource(begun, { ...resource, desired: {}, resolve: await resolverFor(begun, outputs) });
  const presence = await locate(known, { queries: known.queries, id, name, recorded: outputs });
  if (presence.state !== "present") return gone(begun, request, presence, name ?? id);
  const { properties } = presence.observed;
  const references = await resolverBetween(begun, outputs, desired, properties);
  const sides = { desired, observed: presence.observed, recorded, resolve: references };
  const resolve = await resolveLocations(begun, sides);
  const result = await compare({ ...known, ...resource, resolve }, request, presence.observed);
  const changed = new Set(result.changes.filter(({ cause }) => cause === "program").map(({ property }) => property));
  const [unknown] = unresolved(begun, desired, resolve).filter(
    (use) => changed.has(use.path.split(/[.[]/)[0] ?? "") && isClosed(begun, use),
  );
  if (unknown)
    throw new ValidationError(`${begun.title}: ${unknown.path} ${await unknownName(begun, unknown)}.`, {
      code: "PURVIEW_REFERENCE",
      noun: begun.kind.noun,
      property: unknown.path,
      advice: "Correct the name, or pass the resource itself or its GUID.",
    });
  return result;
}

/** Asks the service nothing but lists of what the program names in other words than state. */
async function diffAgainstState(begun: Operation, request: DiffRequest): Promise<DiffResult> {
  const { kind, settings } = begun;
  const { recorded, desired, ignored } = request;
  // Where drift is live, a refresh has signed in already; if that was on other settings, these must prove themselves.
  if (settings.drift === "live") await perform(begun, () => rejectForeign(begun, recorded.outputs));
  else rejectForeignSettings(begun, recorded.outputs);
  const actual = observedInState(kind, request);
  const NOTHING: ResolveReference = () => undefined;
  const differ = referencesDiffer(kind, { desired, actual: actual.properties }, NOTHING);
  const references = differ ? await perform(begun, () => resolverBetween(begun, desired, actual.properties)) : NOTHING;
  const sides = { desired, observed: actual, recorded, resolve: references };
  const resolve = await perform(begun, () => resolveLocations(begun, sides));
  const queries = listQueriesOf(kind, {}, []);
  const resource = { desired, recorded, ignored, resolve, queries, parent: undefined };
  return await compare({ ...begun, ...resource }, request, actual);
}

async function compare(operation: ComparisonOperation, request: DiffRequest, actual: Observed): Promise<DiffResult> {
  const { kind, desired, ignored, resolve } = operation;
  rejectConflicts(operation, { id: request.recorded.id, desired, ignored, resolve });
  const changes = changesOf(operation, actual);
  const { plans, refused } = previewPlan(operation, { actual, changes });
  const found = request.against === "live" ? actual : operation.run.resources.refreshed(kind.noun, actual.id)?.found;
  const resource = request.logicalName ?? actual.name;
  const lines = [
    ...(found ? driftLines(kind, resource, changes, { ...found, name: actual.name }) : []),
    ...(request.against === "live" ? advise(operation, request, actual) : []),
  ];
  if (refused) return withholdReplacement(operation, { changes, refused, driftLines: lines });
  const calls = plans.flatMap((plan) => plan.steps.map((step) => step.call));
  const rights = request.against === "live" ? await rightsWarning(operation, calls) : undefined;
  return {
    changes,
    deleteBeforeReplace: changes.some((change) => change.replaces),
    driftLines: lines,
    warnings: [...plans.flatMap((plan) => plan.warnings), ...(rights === undefined ? [] : [rights])],
    resume: changes.length === 0 && distributionFailed(actual),
  };
}

/** @returns Lines about members of groups; a new name is told at once. */
function advise(operation: ComparisonOperation, { logicalName }: DiffRequest, observed: Observed): readonly string[] {
  const { kind, desired, resolve, reporter } = operation;
  const resource = `${logicalName ?? observed.name} (${kind.noun} "${observed.name}")`;
  const { renamed, membership } = locationAdvice(resource, { kind, desired, observed, resolve });
  renamed.forEach((line) => reporter.info(line));
  return membership;
}

function gone(
  operation: Operation,
  { recorded, logicalName, desired }: DiffRequest,
  presence: Presence,
  name: string,
): DiffResult {
  const { kind, run } = operation;
  run.resources.markGone(kind.noun, recorded.id, name);
  const recreated = presence.state === "absent" ? presence.recreated : undefined;
  const adopts = recreated !== undefined && mayAdopt(operation, desired);
  const message = recreated
    ? `Somebody recreated it: "${name}" exists as ${recreated.id}, and ours (${recorded.id}) is gone; ` +
      (adopts
        ? "`adoptExisting` lets `up` take it over."
        : "`up` stops with PURVIEW_EXISTS unless the resource says `adoptExisting: true`.")
    : `${recorded.id} was deleted outside of this stack. A protected resource needs \`pulumi up --refresh\`.`;
  const outcome = adopts ? "another is adopted" : "it is recreated";
  return {
    changes: [],
    gone: { message },
    deleteBeforeReplace: true,
    driftLines: [goneLine(kind, logicalName ?? name, name, `${outcome}. ${message}`)],
    warnings: [],
    resume: false,
  };
}

/** State's outputs as if the service had just returned them. */
function observedInState(kind: Kind, { recorded: { id, outputs } }: DiffRequest): Observed {
  const properties: Properties = outputs;
  const known = Object.entries(knownOf(properties)).filter(([key]) => kind.field(key) !== undefined);
  return {
    id,
    guid: textOf(outputs, "guid"),
    name: textOf(outputs, "name") ?? id,
    properties: Object.fromEntries(known),
    distributionStatus: textOf(outputs, "distributionStatus"),
    builtIn: false,
    pendingDeletion: false,
  };
}
