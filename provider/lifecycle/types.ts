import type { Kind } from "../kinds";
import type { CanonicalRecord } from "../kinds/fields/canonical";
import type { ElementMatch } from "../kinds/fields/match";
import type { Environment } from "../clouds";
import type { Session } from "../session";
import type { Reporter } from "./report/reporter";
import type { Settings } from "../session/settings";
import type { Properties, Value, WireObject } from "../values";

/**
 * What both hosts call. Pulumi-free: values carry known / unknown / secret, properties have their schema names, and what a
 * host alone knows (URNs, wire forms, log levels) stays in the host.
 */
export interface Lifecycle {
  check(kind: Kind, request: CheckRequest): Promise<CheckResult>;
  diff(kind: Kind, request: DiffRequest): Promise<DiffResult>;
  /** What a create or update would leave, in a preview: the declared properties, without what only the service can know. */
  preview(kind: Kind, request: PreviewRequest): Promise<Properties>;
  create(kind: Kind, request: CreateRequest): Promise<Written>;
  /** By id, or (import) by exact name. Undefined = certainly gone (docs/behavior.md#rule-2). */
  read(kind: Kind, request: ReadRequest): Promise<ReadResult | undefined>;
  update(kind: Kind, request: UpdateRequest): Promise<Written>;
  delete(kind: Kind, request: DeleteRequest): Promise<void>;
  /** Every existing object of the kind, Microsoft's own included. */
  list(kind: Kind, request: ListRequest): Promise<readonly ListedObject[]>;
}

/** What a lifecycle works with; a host makes one per configured provider. */
export interface Connection {
  readonly settings: Settings;
  readonly session: Session;
  readonly reporter: Reporter;
}

interface Request {
  /** The resource's logical name where the host knows it; for `name` defaults and messages. */
  readonly logicalName?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where messages about this very resource go; default: the connection's reporter. */
  readonly reporter?: Reporter | undefined;
  /** Upper bound for the whole operation in ms (custom timeouts), in addition to `settleTimeout`. */
  readonly timeoutMs?: number | undefined;
}

export interface CheckRequest extends Request {
  readonly news: Properties;
  /** Inputs of the last update; absent for a resource that is not in state. */
  readonly olds?: Properties | undefined;
}

export interface CheckFailure {
  /** Path of the property, e.g. `exchangeLocation[1]`; empty for the whole resource. */
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  /** The user's own shape and spelling, with `name` defaulted. */
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
  /** Values that Microsoft's pages exclude and the service may take all the same; each names the page. */
  readonly warnings: readonly CheckFailure[];
}

/** What the last update left behind. */
export interface Recorded {
  readonly id: string;
  /** Outputs in state. */
  readonly outputs: Properties;
  /** Names of the properties that the last update declared. */
  readonly declared: readonly string[];
  /** Inputs in state, where the host has them. */
  readonly inputs?: Properties | undefined;
}

export interface DiffRequest extends Request {
  readonly recorded: Recorded;
  readonly desired: Properties;
  /** Property names (top-level) or paths of `ignoreChanges`. */
  readonly ignored: readonly string[];
  /** `live`: compare with the tenant now. `recorded`: compare with the outputs in state; lists are only asked for where references
   * differ. */
  readonly against: "live" | "recorded";
}

export interface PropertyChange {
  readonly property: string;
  /** Path in Pulumi's notation, e.g. `exchangeLocation[2]` or `filePlanProperty.department`. Equals `property` for whole values. */
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  readonly replaces: boolean;
  /** `program`: desired differs from what was declared before. `drift`: the tenant changed on its own. */
  readonly cause: "program" | "drift";
  readonly actual: Value | undefined;
  readonly desired: Value | undefined;
  /** Both sides of the property as a whole, where `path` is a part of it. */
  readonly whole?: { readonly actual: Value | undefined; readonly desired: Value | undefined } | undefined;
  /** Of a list that Get returned: which of its elements are declared ones. The plan goes by it. */
  readonly match?: ElementMatch | undefined;
}

export interface DiffResult {
  readonly changes: readonly PropertyChange[];
  /** The object is gone: the answer is a replacement of `id`. `message` says when somebody recreated it under another GUID. */
  readonly gone?: { readonly message: string } | undefined;
  readonly deleteBeforeReplace: boolean;
  /** One line per drifted property in the form of docs/behavior.md#drift-lines; already masked. */
  readonly driftLines: readonly string[];
  /** Warnings for the preview: loss of protection, missing write permission … */
  readonly warnings: readonly string[];
  /** Nothing differs, but the service could not distribute the object: an update with an empty plan asks it once more. */
  readonly resume: boolean;
}

export interface PreviewRequest extends Request {
  readonly desired: Properties;
  readonly recorded?: Recorded | undefined;
}

export interface CreateRequest extends Request {
  readonly desired: Properties;
}

export interface UpdateRequest extends Request {
  readonly recorded: Recorded;
  readonly desired: Properties;
  readonly ignored: readonly string[];
}

export interface ReadRequest extends Request {
  /** GUID, or on import the exact name. */
  readonly id: string;
  /** Absent on import. */
  readonly recorded?: Recorded | undefined;
}

export interface DeleteRequest extends Request {
  readonly recorded: Recorded;
}

export interface Written {
  readonly id: string;
  readonly outputs: Properties;
  /** Set when the object exists but is not as it should be (distribution failed …): the host saves it as partial success. */
  readonly unfinished?: { readonly reasons: readonly string[] } | undefined;
}

export interface ReadResult {
  readonly id: string;
  readonly outputs: Properties;
  /** Minimal inputs that check accepts unchanged: on import what differs from defaults; on refresh what was declared, as it is now. */
  readonly inputs: Properties;
}

export type ListRequest = Request;

export interface ListedObject extends ReadResult {
  readonly name: string;
  /** Made by Microsoft: it can be read, but not managed. */
  readonly builtIn: boolean;
}

/** Why something may not be sent. */
export interface Refusal {
  /** e.g. `PURVIEW_IRREVERSIBLE`, `PURVIEW_LOCKED`, `PURVIEW_BUILT_IN`, `PURVIEW_FIXED`, `PURVIEW_UNIDENTIFIED`. */
  readonly code: string;
  readonly reason: string;
  readonly property?: string | undefined;
  readonly advice?: string | undefined;
}

/** Properties that every resource's outputs have in addition to its own. */
export interface CommonOutputs {
  readonly guid?: string;
  readonly tenantId: string;
  readonly environment: Environment;
  /** Shape of the state; a number that rises when a later version must convert. */
  readonly stateVersion: 1;
}

/** Properties of an object, as a program declares them or as Get returned them. */
export type AnyProperties = Properties | CanonicalRecord;

export type { ResolveReference } from "../kinds/reference";

/** One object as the service returns it, read through its kind: canonical values, annotations gone. */
export interface Observed {
  readonly id: string;
  readonly guid?: string | undefined;
  readonly name: string;
  readonly properties: CanonicalRecord;
  /** As Get returned it; absent where nothing was read. */
  readonly wire?: WireObject | undefined;
  readonly distributionStatus?: string | undefined;
  readonly whenChangedUtc?: string | undefined;
  readonly lastModifiedBy?: string | undefined;
  readonly builtIn: boolean;
  /** The object of another kind that it is a part of, in words. */
  readonly partOf?: string | undefined;
  readonly pendingDeletion: boolean;
}
