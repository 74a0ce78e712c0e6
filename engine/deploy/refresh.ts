import type { Op } from "../events";
import { equal, invert } from "../property/compare";
import type { ResourceState } from "../state/resource";
import { isProviderType } from "../state/urn";
import type { Deployment } from "./context";
import { diffResource } from "./diff";
import { Executor } from "./executor";
import { type DiffInfo, NO_DIFF, type Step } from "./step";

class RefreshStep implements Step {
  readonly op = "refresh";
  readonly logical = false;
  new: ResourceState | undefined;
  diff: DiffInfo = NO_DIFF;
  /** What was found: nothing new, a difference, or nothing at all. */
  result: Op = "same";

  constructor(
    private readonly d: Deployment,
    readonly old: ResourceState,
  ) {
    this.new = old;
  }

  get urn(): string {
    return this.old.urn;
  }

  async apply(): Promise<undefined> {
    const { d, old } = this;
    if (!old.custom || isProviderType(old.type) || old.pendingReplacement) return;
    const found = await d
      .provider(old.provider, old.urn)
      .read({ urn: old.urn, id: old.id }, old.customTimeouts.read ?? 0, old.inputs, old.outputs);
    if (found.initErrors)
      d.warn(old.urn, `Refreshed resource is in an unhealthy state:\n* ${found.initErrors.join("\n* ")}`);
    if (found.id === "") {
      this.new = undefined;
      this.result = "delete";
      return;
    }
    const news = old.copy();
    news.id = found.id;
    news.inputs = found.inputs ?? old.inputs;
    news.outputs = found.outputs;
    news.initErrors = found.initErrors ?? [];
    news.refreshBeforeUpdate = found.refreshBeforeUpdate;
    if (!equal(news.inputs, old.inputs) || !equal(news.outputs, old.outputs)) news.modified = new Date().toISOString();
    this.new = news;
    if (old.external) {
      this.result = equal(news.outputs, old.outputs) ? "same" : "update";
      return;
    }
    // What an up of the unchanged program would do, turned round: that is what happened to the object.
    const bags = { oldInputs: news.inputs, oldOutputs: news.outputs, news: old.inputs };
    const diff = await diffResource(d, news, bags, { ignoreChanges: old.ignoreChanges, mayHoldUnknowns: d.preview });
    this.result = diff.changes === "none" ? "same" : "update";
    this.diff = {
      replaceKeys: diff.replaceKeys,
      changedKeys: diff.changedKeys,
      detailedDiff: diff.detailedDiff && invert(diff.detailedDiff),
    };
  }

  change(): { write: false } {
    return { write: false };
  }
}

export interface RefreshOutcome {
  readonly failed: boolean;
  readonly results: ReadonlyMap<string, Op>;
}

/**
 * Reads every resource of the state (or those that asked to be read before each update) and makes what was found the
 * state to start from. A failed read leaves its resource as it was, and the refresh fails after the others.
 */
export async function refresh(
  d: Deployment,
  which: "all" | "refreshBeforeUpdate",
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const steps = new Map<ResourceState, RefreshStep>();
  for (const state of d.prev) {
    if (which !== "all" && !state.refreshBeforeUpdate) continue;
    await d.registry.ensure(state.provider, d.olds);
    steps.set(state, new RefreshStep(d, state));
  }
  const executor = new Executor(d, () => undefined, signal, "go on");
  await executor.parallel([...steps.values()]);
  const found = d.prev.flatMap((state) => {
    const step = steps.get(state);
    return step ? (step.new ?? []) : [state];
  });
  d.rebase(repair(found));
  await d.snapshots.rebase(d.prev);
  return {
    failed: executor.failed.length > 0,
    results: new Map([...steps.values()].map((step) => [step.urn, step.result])),
  };
}

/** Removes references to resources that are gone; a child moves to the nearest parent that is left. */
function repair(resources: readonly ResourceState[]): readonly ResourceState[] {
  const there = new Set<string>();
  const parents = new Map<string, string>();
  const all = new Set(resources.map(({ urn }) => urn));
  for (const state of resources) {
    state.dependencies = state.dependencies.filter((urn) => there.has(urn));
    state.propertyDependencies = Object.fromEntries(
      Object.entries(state.propertyDependencies)
        .map(([key, urns]) => [key, urns.filter((urn) => there.has(urn))] as const)
        .filter(([, urns]) => urns.length > 0),
    );
    if (!there.has(state.deletedWith)) state.deletedWith = "";
    state.replaceWith = state.replaceWith.filter((urn) => there.has(urn));
    if (!all.has(state.parent)) state.parent = parents.get(state.parent) ?? "";
    parents.set(state.urn, state.parent);
    there.add(state.urn);
  }
  return resources;
}
