import { randomBytes } from "node:crypto";
import { BailError, EngineError } from "../errors";
import type { CheckResult, DiffResult } from "../host/provider-answers";
import { ignoreChanges } from "../property/path";
import { type PropertyMap, mask } from "../property/value";
import type { ResourceState } from "../state/resource";
import { isProviderType, nameOf } from "../state/urn";
import type { Deployment } from "./context";
import { applyReplaceOnChanges, diffRegistered, isReplace } from "./diff";
import type { Goal } from "./goal";
import { cascadeReplacements, dependentReplacements } from "./replacements";
import type { Step } from "./step";
import { createStep, deleteStep, replaceStep, sameStep, updateStep } from "./steps";
import type { Tracker } from "./tracker";

export interface Registration {
  readonly goal: Goal;
  readonly old: ResourceState | undefined;
  readonly news: ResourceState;
  /** Called with the state that the program is to see. */
  readonly done: (state: ResourceState) => void;
}

/** From a registration to its steps: Check, then Diff, then one of same, create, update, replace. */
export async function decide(d: Deployment, tracker: Tracker, registration: Registration): Promise<Step[]> {
  const { goal, old, news } = registration;
  const { urn } = news;
  const complete = () => registration.done(news);
  // A dependent that was deleted with what it depends on registers again now.
  const recreating = tracker.deletes.has(urn);
  const wasExternal = old?.external ?? false;
  const seed = randomBytes(32);

  if (old) {
    const { inputs, impossible } = ignoreChanges(news.inputs, old.inputs, goal.ignoreChanges);
    if (impossible.length > 0) {
      const paths = impossible.map((path) => JSON.stringify(path)).join(", ");
      const message = `cannot ignore changes in added or removed elements of the path: ${paths}`;
      d.sink.diagnostic({ severity: "info", message, urn, ephemeral: false });
    }
    news.inputs = inputs;
  }
  const fresh = recreating || wasExternal || old === undefined;
  const inputs = fresh ? { olds: undefined, news: goal.properties } : { olds: old.inputs, news: news.inputs };
  news.inputs = await check(d, news, { ...inputs, seed });

  if (recreating && old) {
    tracker.deletes.delete(urn);
    tracker.replaces.add(urn);
    const diff = { replaceKeys: tracker.dependentKeys.get(urn) ?? [], changedKeys: [], detailedDiff: undefined };
    return [
      replaceStep(old, news, { ...diff, replaceKeys: [] }),
      createStep(d, news, complete, { old, diff, pendingDelete: false }),
    ];
  }
  if (wasExternal && old) {
    tracker.creates.add(urn);
    const diff = { replaceKeys: [], changedKeys: [], detailedDiff: undefined };
    return [createStep(d, news, complete, { old, diff, pendingDelete: true }), replaceStep(old, news, diff)];
  }
  if (!old) {
    tracker.creates.add(urn);
    return [createStep(d, news, complete)];
  }
  const hasInitErrors = old.initErrors.length > 0;
  const diff = applyReplaceOnChanges(await diffRegistered(d, tracker, old, news), goal.replaceOnChanges, hasInitErrors);
  if (diff.changes === "some" || old.pendingReplacement) {
    if (isReplace(diff) || old.pendingReplacement) return replace(d, tracker, { ...registration, old, diff, seed });
    tracker.updates.add(urn);
    return [updateStep(d, { old, news, diff, complete })];
  }
  if (hasInitErrors) {
    tracker.updates.add(urn);
    return [updateStep(d, { old, news, diff, complete })];
  }
  if (tracker.imports.has(urn)) {
    registration.done(old);
    return [];
  }
  tracker.sames.add(urn);
  return [sameStep(d, old, news, complete)];
}

interface Checked {
  /** The inputs of the last update; none for a resource that is new. */
  readonly olds: PropertyMap | undefined;
  readonly news: PropertyMap;
  readonly seed: Uint8Array;
}

/** The checked inputs. Throws BailError when the provider refuses them; what it said is shown by then. */
async function check(d: Deployment, state: ResourceState, { olds = {}, news, seed }: Checked): Promise<PropertyMap> {
  if (!state.custom) return news;
  const result: CheckResult = isProviderType(state.type)
    ? await d.registry.check(state.urn, olds, news)
    : await d.provider(state.provider, state.urn).check(state.urn, { olds, news, seed, preview: d.preview });
  for (const failure of result.failures) d.error(state.urn, describeFailure(state, result.inputs, failure));
  if (result.failures.length > 0) throw new BailError(`resource ${state.urn} is invalid`, state.urn);
  return result.inputs;
}

export function describeFailure(
  state: ResourceState,
  inputs: PropertyMap,
  failure: { readonly property: string; readonly reason: string },
): string {
  const who = `${state.type} resource '${nameOf(state.urn)}'`;
  if (failure.property === "") return `${who} has a problem: ${failure.reason}`;
  const value = inputs[failure.property];
  const shown = value === undefined ? "" : ` value ${JSON.stringify(mask(value))} has a problem:`;
  return `${who}: property ${failure.property}${shown || " has a problem:"} ${failure.reason}`;
}

interface Replacement extends Registration {
  readonly old: ResourceState;
  readonly diff: DiffResult;
  /** For random values of the provider: the same for every check of one registration. */
  readonly seed: Uint8Array;
}

async function replace(d: Deployment, tracker: Tracker, replacement: Replacement): Promise<Step[]> {
  const { goal, old, news, diff, seed, done } = replacement;
  const { urn } = news;
  const complete = () => done(news);
  if (news.protect && old.protect) {
    const message = `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, remove the \`protect\` flag from the resource in your Pulumi program and run \`pulumi up\``;
    d.error(urn, message);
    // A preview goes on, so that the user sees what would be replaced; it fails at the end.
    if (!d.preview) throw new BailError(message, urn);
    tracker.failed = true;
  }
  if (goal.importId !== "") {
    const message =
      "previously-imported resources that still specify an ID may not be replaced; please remove the `import` declaration from your program";
    if (!d.preview) throw new EngineError(message, urn);
    d.warn(urn, message);
  }
  tracker.replaces.add(urn);
  // Nothing of the old object is carried over to the new one, so its inputs are checked as new.
  news.inputs = await check(d, news, { olds: undefined, news: goal.properties, seed });
  if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace))
    return [createStep(d, news, complete, { old, diff, pendingDelete: true }), replaceStep(old, news, diff)];

  const steps = await deleteDependents(d, tracker, old, urn);
  await d.registry.ensure(old.provider, d.olds);
  if (!old.pendingReplacement) {
    tracker.deletes.add(old.urn);
    steps.push(deleteStep(d, old, { replacing: true, pendingReplacement: true, others: tracker.deletes }));
  }
  return [...steps, replaceStep(old, news, diff), createStep(d, news, complete, { old, diff, pendingDelete: false })];
}

/** Deletes what cannot outlive the resource, last dependent first. */
async function deleteDependents(d: Deployment, tracker: Tracker, old: ResourceState, urn: string): Promise<Step[]> {
  const dependents = d.graph.contains(old) ? await dependentReplacements(d, tracker, old) : [];
  const steps: Step[] = [];
  for (const { state, keys } of [...dependents, ...cascadeReplacements(d, urn)].reverse()) {
    if (tracker.pendingDeletes.has(state)) continue;
    tracker.dependentKeys.set(state.urn, keys);
    if (!state.delete && state.protect) {
      const message = `unable to replace resource "${state.urn}" as part of replacing "${urn}" as it is currently marked for protection. To unprotect the resource, remove the \`protect\` flag from the resource in your Pulumi program and run \`pulumi up\`, or use the command:\n\`pulumi state unprotect '${state.urn}'\``;
      d.error(urn, message);
      throw new BailError(message, urn);
    }
    steps.push(
      deleteStep(d, state, { replacing: !state.delete, pendingReplacement: !state.delete, others: tracker.deletes }),
    );
    tracker.deletes.add(state.urn);
    tracker.pendingDeletes.add(state);
  }
  return steps;
}
