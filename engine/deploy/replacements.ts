import { UNKNOWN } from "../property/value";
import type { Property } from "../property/value";
import type { ResourceState } from "../state/resource";
import { isProviderType } from "../state/urn";
import type { Deployment } from "./context";
import { applyReplaceOnChanges, diffResource, isReplace } from "./diff";
import type { Tracker } from "./tracker";

export interface Dependent {
  readonly state: ResourceState;
  readonly keys: readonly string[];
}

/**
 * What must be deleted before `root` can be: every dependent that would itself be replaced if what it took from a
 * deleted resource were unknown. In order of dependency.
 */
export async function dependentReplacements(
  d: Deployment,
  tracker: Tracker,
  root: ResourceState,
): Promise<Dependent[]> {
  const deleted = new Set([root.urn]);
  const found: Dependent[] = [];
  for (const state of d.graph.dependingOn(root, tracker.settled())) {
    const keys = await replacementKeys(d, state, deleted);
    if (keys === undefined) continue;
    deleted.add(state.urn);
    found.push({ state, keys });
  }
  return found;
}

/** Undefined: the resource stays. */
async function replacementKeys(
  d: Deployment,
  state: ResourceState,
  deleted: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  if (!state.custom || state.external) return undefined;
  if (state.provider !== "" && deleted.has(state.providerUrn())) {
    await d.registry.ensure(state.provider, d.olds);
    return [];
  }
  if (state.deletedWith !== "" && deleted.has(state.deletedWith)) return [];
  const touched = new Set(
    Object.entries(state.propertyDependencies)
      .filter(([key, urns]) => key in state.inputs && urns.some((urn) => deleted.has(urn)))
      .map(([key]) => key),
  );
  if (touched.size === 0) return undefined;
  const news = Object.fromEntries(
    Object.entries(state.inputs).map(([key, value]): [string, Property] => [key, touched.has(key) ? UNKNOWN : value]),
  );
  if (isProviderType(state.type)) await d.registry.same(state, state.inputs, "unchecked");
  else await d.registry.ensure(state.provider, d.olds);
  const bags = { oldInputs: state.inputs, oldOutputs: state.outputs, news };
  const diff = applyReplaceOnChanges(
    await diffResource(d, state, bags, { ignoreChanges: state.ignoreChanges, mayHoldUnknowns: true }),
    state.replaceOnChanges,
    false,
  );
  return isReplace(diff) ? diff.replaceKeys : undefined;
}

/** What asked to be replaced or deleted together with the resource. */
export function cascadeReplacements(d: Deployment, urn: string): Dependent[] {
  const seen = new Map<string, ResourceState>();
  for (const state of [...d.news.values(), ...d.olds.values()])
    if (!seen.has(state.urn) && (state.replaceWith.includes(urn) || state.deletedWith === urn))
      seen.set(state.urn, state);
  return [...seen.values()].map((state) => ({ state, keys: [] }));
}
