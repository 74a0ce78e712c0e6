import type { EventSink } from "../events";
import type { ProviderClient } from "../host/provider-client";
import type { ProviderRegistry } from "../host/registry";
import { DependencyGraph } from "../state/graph";
import type { ResourceState } from "../state/resource";
import type { SnapshotManager } from "../state/snapshot";
import { makeUrn, parentTypeOf } from "../state/urn";
import { EngineError } from "../errors";

export interface DeploymentOptions {
  readonly project: string;
  readonly stack: string;
  /** Nothing is written, neither objects nor state. */
  readonly preview: boolean;
  /** So many steps at a time. */
  readonly parallel: number;
  readonly registry: ProviderRegistry;
  readonly snapshots: SnapshotManager;
  readonly sink: EventSink;
  /** The state before. */
  readonly prev: readonly ResourceState[];
}

/** What all parts of one run share. */
export class Deployment {
  /** The state before, one resource per URN (those pending deletion left out). */
  olds!: ReadonlyMap<string, ResourceState>;
  /** The state before, in its order. */
  prev!: readonly ResourceState[];
  graph!: DependencyGraph;
  /** What this run has made of the resources so far. */
  readonly news = new Map<string, ResourceState>();

  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly parallel: number;
  readonly registry: ProviderRegistry;
  readonly snapshots: SnapshotManager;
  readonly sink: EventSink;

  constructor(options: DeploymentOptions) {
    this.project = options.project;
    this.stack = options.stack;
    this.preview = options.preview;
    this.parallel = options.parallel;
    this.registry = options.registry;
    this.snapshots = options.snapshots;
    this.sink = options.sink;
    this.rebase(options.prev);
  }

  /** Takes what a refresh found as the state to start from. */
  rebase(prev: readonly ResourceState[]): void {
    this.prev = prev;
    this.olds = new Map(prev.filter((state) => !state.delete).map((state) => [state.urn, state]));
    this.graph = new DependencyGraph(prev);
  }

  urn(parent: string, type: string, name: string): string {
    return makeUrn({ stack: this.stack, project: this.project, parentType: parentTypeOf(parent), type, name });
  }

  /** The provider that the reference names; throws EngineError when it does not run. */
  provider(reference: string, urn: string): ProviderClient {
    const provider = this.registry.get(reference);
    if (!provider) throw new EngineError(`unknown provider "${reference}"`, urn);
    return provider;
  }

  error(urn: string, message: string): void {
    this.sink.diagnostic({ severity: "error", message, urn, ephemeral: false });
  }

  warn(urn: string, message: string): void {
    this.sink.diagnostic({ severity: "warning", message, urn, ephemeral: false });
  }
}
