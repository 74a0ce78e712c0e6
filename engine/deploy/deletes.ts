import { DependencyGraph, deletionOrder } from "../state/graph";
import type { ResourceState } from "../state/resource";
import type { Deployment } from "./context";
import type { Executor } from "./executor";
import type { Step } from "./step";
import { deleteStep, removePendingReplaceStep } from "./steps";
import type { Tracker } from "./tracker";

/** Deletes what the program no longer registers and what replacements left behind, dependents first. */
export async function performDeletes(
  d: Deployment,
  tracker: Tracker,
  executor: Executor,
  signal: AbortSignal,
): Promise<void> {
  const steps = await planDeletes(d, tracker);
  const graph = new DependencyGraph(d.prev);
  const kept = new Set<ResourceState>();
  for (const group of deletionOrder([...steps.keys()], graph)) {
    // What a resource that could not be deleted needs must stay.
    for (const { old } of executor.failed)
      if (old && graph.contains(old)) for (const needed of graph.transitiveDependenciesOf(old)) kept.add(needed);
    if (signal.aborted) return;
    await executor.parallel(group.filter((state) => !kept.has(state)).map((state) => steps.get(state)!));
  }
}

async function planDeletes(d: Deployment, tracker: Tracker): Promise<Map<ResourceState, Step>> {
  const steps = new Map<ResourceState, Step>();
  for (const state of d.prev) {
    if (state.delete) {
      if (tracker.pendingDeletes.has(state)) continue;
      steps.set(state, deleteStep(d, state, { replacing: true, pendingReplacement: false, others: tracker.deletes }));
    } else if (!tracker.isOperatedOn(state.urn)) {
      // An object that was deleted earlier in this run, and whose replacement did not come, only leaves the state.
      const gone = state.pendingReplacement;
      const others = { replacing: false, pendingReplacement: false, others: tracker.deletes };
      steps.set(state, gone ? removePendingReplaceStep(state) : deleteStep(d, state, others));
    } else {
      continue;
    }
    tracker.deletes.add(state.urn);
    await d.registry.ensure(state.provider, d.olds);
  }
  return steps;
}
