import type { ResourceState } from "../state/resource";

/** What was decided so far in this run, by URN. */
export class Tracker {
  /** An error was shown that a preview goes on after. */
  failed = false;
  /** Registered or read in this run. */
  readonly urns = new Set<string>();
  readonly creates = new Set<string>();
  readonly sames = new Set<string>();
  readonly updates = new Set<string>();
  readonly replaces = new Set<string>();
  readonly reads = new Set<string>();
  readonly deletes = new Set<string>();
  readonly imports = new Set<string>();
  /** Objects (not URNs) whose deletion is planned already. */
  readonly pendingDeletes = new Set<ResourceState>();
  /** Why a dependent must be replaced with what it depends on. */
  readonly dependentKeys = new Map<string, readonly string[]>();
  /** Provider resources of this run, by present and former URN. */
  readonly providers = new Map<string, ResourceState>();
  /** Former URN -> present URN. */
  readonly successors = new Map<string, string>();
  /** Present URN -> the former one that the state knew. */
  readonly formerly = new Map<string, string>();

  /** Whether the program still wants the resource of the state with that URN. */
  isOperatedOn(urn: string): boolean {
    const present = this.successors.get(urn) ?? urn;
    return [this.sames, this.updates, this.replaces, this.reads].some((set) => set.has(present));
  }

  /** What cannot depend on a resource that registers only now, since it was there before. */
  settled(): Set<string> {
    return new Set(
      [this.reads, this.creates, this.sames, this.updates, this.deletes, this.replaces].flatMap((set) => [...set]),
    );
  }
}
