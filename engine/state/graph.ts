import type { ResourceState } from "./resource";

/**
 * What depends on what in a list of resources in which everything comes after what it needs. Several resources may
 * have the same URN (a replacement under way); then a name means all that come earlier in the list.
 */
export class DependencyGraph {
  private readonly index: ReadonlyMap<ResourceState, number>;
  private readonly at = new Map<string, number[]>();
  private readonly children = new Map<string, number[]>();

  constructor(private readonly resources: readonly ResourceState[]) {
    this.index = new Map(resources.map((resource, position) => [resource, position]));
    resources.forEach((resource, position) => {
      append(this.at, resource.urn, position);
      let parent = resource.parent;
      for (const seen = new Set<string>(); parent !== "" && !seen.has(parent);) {
        seen.add(parent);
        append(this.children, parent, position);
        const owner = this.at.get(parent)?.at(-1);
        parent = owner === undefined ? "" : resources[owner]!.parent;
      }
    });
  }

  contains(resource: ResourceState): boolean {
    return this.index.has(resource);
  }

  /** Everything that needs the resource, directly or not; parents do not count. In order. */
  dependingOn(root: ResourceState, ignore: ReadonlySet<string>): ResourceState[] {
    const urns = new Set([root.urn]);
    return this.resources.slice((this.index.get(root) ?? -1) + 1).filter((candidate) => {
      if (ignore.has(candidate.urn)) return false;
      const needs = [...candidate.dependencyUrns(), candidate.providerUrn()];
      if (!needs.some((urn) => urns.has(urn))) return false;
      urns.add(candidate.urn);
      return true;
    });
  }

  /** What the resource needs directly: dependencies (of a component: its children too), provider, parent. */
  dependenciesOf(resource: ResourceState): Set<ResourceState> {
    const cursor = this.index.get(resource) ?? this.resources.length;
    const found = new Set<ResourceState>();
    const take = (positions: readonly number[] = []) => {
      for (const position of positions) if (position < cursor) found.add(this.resources[position]!);
    };
    for (const urn of [...resource.dependencyUrns(), resource.providerUrn()]) {
      for (const position of this.at.get(urn) ?? []) {
        take([position]);
        if (!this.resources[position]!.custom) take(this.children.get(urn));
      }
    }
    take(this.at.get(resource.parent));
    return found;
  }

  /** What the resource needs, directly or not. */
  transitiveDependenciesOf(resource: ResourceState): Set<ResourceState> {
    const found = new Set<ResourceState>();
    const queue = [resource];
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      for (const dependency of this.dependenciesOf(next))
        if (!found.has(dependency)) {
          found.add(dependency);
          queue.push(dependency);
        }
    return found;
  }
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Groups that can be deleted one after the other, each in parallel: what others need goes last. */
export function deletionOrder(deleted: readonly ResourceState[], graph: DependencyGraph): ResourceState[][] {
  const left = new Set(deleted);
  const groups: ResourceState[][] = [];
  const needs = new Map(deleted.map((resource) => [resource, graph.dependenciesOf(resource)]));
  while (left.size > 0) {
    const group = [...left].filter((resource) => ![...needs.get(resource)!].some((dependency) => left.has(dependency)));
    if (group.length === 0) group.push(...left);
    for (const resource of group) left.delete(resource);
    groups.unshift(group);
  }
  return groups;
}
