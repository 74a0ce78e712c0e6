import type { PropertyMap } from "../property/value";
import { parseReference } from "./urn";

/** In seconds, as the state file has them. */
export interface CustomTimeouts {
  readonly create?: number;
  readonly update?: number;
  readonly delete?: number;
  readonly read?: number;
}

/** One resource of the state. Identity matters: a replacement has an old and a new object of the same URN. */
export class ResourceState {
  urn = "";
  type = "";
  custom = false;
  delete = false;
  id = "";
  inputs: PropertyMap = {};
  outputs: PropertyMap = {};
  parent = "";
  protect = false;
  external = false;
  dependencies: readonly string[] = [];
  initErrors: readonly string[] = [];
  provider = "";
  propertyDependencies: Readonly<Record<string, readonly string[]>> = {};
  pendingReplacement = false;
  additionalSecretOutputs: readonly string[] = [];
  aliases: readonly string[] = [];
  customTimeouts: CustomTimeouts = {};
  importID = "";
  retainOnDelete = false;
  deletedWith = "";
  replaceWith: readonly string[] = [];
  created = "";
  modified = "";
  ignoreChanges: readonly string[] = [];
  replaceOnChanges: readonly string[] = [];
  refreshBeforeUpdate = false;

  constructor(fields: Partial<ResourceState>) {
    Object.assign(this, fields);
  }

  copy(): ResourceState {
    return new ResourceState(this);
  }

  /** Every URN that must exist before this resource does, the parent excepted. */
  dependencyUrns(): Set<string> {
    const urns = new Set(this.dependencies);
    for (const list of Object.values(this.propertyDependencies)) for (const urn of list) urns.add(urn);
    if (this.deletedWith !== "") urns.add(this.deletedWith);
    for (const urn of this.replaceWith) urns.add(urn);
    return urns;
  }

  providerUrn(): string {
    return this.provider === "" ? "" : parseReference(this.provider).urn;
  }
}

export type OperationType = "creating" | "updating" | "deleting" | "reading" | "importing";
/** An operation that had begun when the engine died; a refresh clears all but the creations. */
export interface PendingOperation {
  readonly resource: ResourceState;
  readonly type: OperationType;
}

export interface Snapshot {
  readonly resources: readonly ResourceState[];
  readonly pending: readonly PendingOperation[];
}
