import type { Caller, Json } from "../contract";
import type { Distribution } from "./distribution";
import type { StoredObject } from "./entry";
import type { JsonObject } from "./json";
import type { NounDeclaration, Seed } from "./noun";
import type { Durations } from "./options";

/** The objects of a tenant, as writes see them (never lagging). */
export interface Store {
  readonly tenantId: string;
  readonly organization: string;
  readonly environment: string;
  readonly seed: number;
  readonly durations: Durations;
  /** The tenant answers as recorded tenants did. */
  readonly recorded: boolean;
  now(): number;
  declaration(noun: string): NounDeclaration;
  /** Next GUID of the tenant's own sequence. */
  newGuid(): string;
  /** By any identity form; tombstones are not found unless asked for. */
  find(noun: string, identity: string, options?: FindOptions): StoredObject | undefined;
  /** The same; throws the noun's documented "not found". */
  require(noun: string, identity: string, options?: FindOptions): StoredObject;
  list(noun: string, options?: { readonly tombstones?: boolean }): StoredObject[];
  children(noun: string, parent: string): StoredObject[];
  /** Adds one without the checks of New; `by` becomes CreatedBy. */
  add(noun: string, seed: Seed & { readonly immediately?: boolean }, by: string): StoredObject;
  /** Changes properties without the checks of Set; the same value is no write. Touches WhenChanged unless `quiet`. */
  change(object: StoredObject, properties: Readonly<JsonObject>, by: string, quiet?: boolean): StoredObject;
  distribute(object: StoredObject, distribution: Distribution): void;
  /** Removes at once, without checks, with what belongs to it. */
  erase(object: StoredObject): void;
}

export interface FindOptions {
  readonly variant?: string | undefined;
  readonly tombstones?: boolean;
}

/** One cmdlet call, as a declaration sees it. */
export interface CallContext {
  readonly caller: Caller;
  readonly verb: string;
  readonly noun: string;
  readonly set: string;
  readonly store: Store;
  readonly now: number;
  /** The selector switch of the call, e.g. `PriorityCleanup`. */
  readonly variant: string | undefined;
  /** The parent that New named, once resolved. */
  readonly parent: StoredObject | undefined;
  has(parameter: string): boolean;
  get(parameter: string): Json | undefined;
  /** Whether a switch or boolean parameter is true. */
  flag(parameter: string): boolean;
  text(parameter: string): string;
  warn(text: string): void;
  readonly warnings: readonly string[];
}
