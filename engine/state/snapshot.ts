import type { DeploymentCodec } from "./deployment";
import type { OperationType, PendingOperation, ResourceState, Snapshot } from "./resource";
import { parseReference, providerReference } from "./urn";
import type { StackStore } from "./store";

/**
 * The state while an operation runs: what was there, what is done with, what is new, what has begun. Written after
 * every change; changes that arrive while a write is under way share the next one.
 */
export class SnapshotManager {
  private readonly done = new Set<ResourceState>();
  private readonly news: ResourceState[] = [];
  private readonly begun = new Map<ResourceState, OperationType>();
  private writing: Promise<void> | undefined;
  private waiting: Promise<void> | undefined;
  private frozen = false;
  private unsaved = false;

  /** Creations that an earlier run left unfinished: only the user can say what became of them. */
  private readonly orphans: readonly PendingOperation[];

  constructor(
    private base: readonly ResourceState[],
    pending: readonly PendingOperation[],
    private readonly codec: DeploymentCodec,
    /** Absent in previews. */
    private readonly store: StackStore | undefined,
  ) {
    this.orphans = pending.filter(({ type }) => type === "creating");
  }

  begin(state: ResourceState, type: OperationType): Promise<void> {
    this.begun.set(state, type);
    return this.write();
  }

  /** Ends what `begin` began; marks the old state as gone and the new one as there. */
  async end(change: {
    readonly began?: ResourceState;
    readonly done?: ResourceState | undefined;
    readonly added?: ResourceState | undefined;
    /** False: nothing worth a write; the next one includes it. */
    readonly write?: boolean;
  }): Promise<void> {
    if (change.began) this.begun.delete(change.began);
    if (change.done) this.done.add(change.done);
    if (change.added) this.news.push(change.added);
    if (change.write !== false) await this.write();
    else this.unsaved = true;
  }

  /** After a refresh: the resources as they were found. */
  rebase(resources: readonly ResourceState[]): Promise<void> {
    this.base = resources;
    return this.write();
  }

  snapshot(): Snapshot {
    const resources = [...this.news, ...this.base].filter((state) => !this.done.has(state));
    const pending = [...this.begun].map(([resource, type]): PendingOperation => ({ resource, type }));
    return normalize({ resources, pending: [...pending, ...this.orphans] });
  }

  /** From here on nothing is written: the user ended the operation by force, and what had begun stays pending. */
  freeze(): void {
    this.frozen = true;
  }

  write(): Promise<void> {
    this.unsaved = true;
    if (this.store === undefined || this.frozen) return Promise.resolve();
    if (this.writing === undefined) {
      this.writing = this.save().finally(() => (this.writing = undefined));
      return this.writing;
    }
    this.waiting ??= this.writing
      .catch(() => undefined)
      .then(() => {
        this.waiting = undefined;
        return this.write();
      });
    return this.waiting;
  }

  /** Writes what was held back. */
  async close(): Promise<void> {
    if (this.unsaved) await this.write();
  }

  private async save(): Promise<void> {
    this.unsaved = false;
    await this.store?.save(this.codec.write(this.snapshot()));
  }
}

/** References to a resource's former URNs become references to its present one. */
function normalize(snapshot: Snapshot): Snapshot {
  const present = new Map<string, string>();
  for (const { urn, aliases } of snapshot.resources) for (const alias of aliases) present.set(alias, urn);
  if (present.size === 0) return snapshot;
  const fix = (urn: string): string => present.get(urn) ?? urn;
  const fixed = (resource: ResourceState): ResourceState => {
    const copy = resource.copy();
    copy.aliases = [];
    copy.parent = fix(copy.parent);
    copy.dependencies = copy.dependencies.map(fix);
    copy.propertyDependencies = Object.fromEntries(
      Object.entries(copy.propertyDependencies).map(([key, urns]) => [key, urns.map(fix)]),
    );
    copy.deletedWith = fix(copy.deletedWith);
    copy.replaceWith = copy.replaceWith.map(fix);
    if (copy.provider !== "") {
      const { urn, id } = parseReference(copy.provider);
      copy.provider = providerReference(fix(urn), id);
    }
    return copy;
  };
  return {
    resources: snapshot.resources.map(fixed),
    pending: snapshot.pending.map(({ resource, type }) => ({ resource: fixed(resource), type })),
  };
}
