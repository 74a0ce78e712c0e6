import type { CatalogueCmdlet } from "../catalogue";

/** JSON of a request or an answer. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Who calls: made from the access token by the protocol layer. */
export interface Caller {
  /** `app` = app-only token, `user` = delegated. */
  readonly type: "app" | "user";
  /** Client id or user principal name; becomes `CreatedBy` / `LastModifiedBy`. */
  readonly name: string;
  readonly roleGroups: readonly string[];
  /**
   * `searchOnly` = the token was made out to the search service's audience; `full` = it was not, so that the cmdlets
   * which need such a session are hidden; absent = sessions are not distinguished.
   */
  readonly session?: "full" | "searchOnly";
  /** Entra administrative units that the caller is confined to; absent = the whole tenant. */
  readonly administrativeUnits?: readonly string[];
}

/** A call whose parameters were bound as PowerShell binds them: canonical names, coerced values, one parameter set. */
export interface BoundCall {
  readonly cmdlet: CatalogueCmdlet;
  readonly set: string;
  readonly parameters: ReadonlyMap<string, Json>;
}

/** Binds the raw `Parameters` of InvokeCommand; throws CmdletFault. */
export type Bind = (cmdlet: CatalogueCmdlet, raw: { readonly [name: string]: Json }) => BoundCall;

export interface Outcome {
  /** Objects in wire names with plain values; the protocol layer adds annotations, pages and `$select`. */
  readonly value: readonly { readonly [property: string]: Json }[];
  readonly warnings: readonly string[];
}

/** An error that a cmdlet ends with; the protocol layer makes the documented envelope of it. */
export class CmdletFault extends Error {
  constructor(
    /** HTTP status: 400, 403, 404, 500 … */
    readonly status: number,
    /** Short or full .NET class name. */
    readonly type: string,
    message: string,
    /** `error.code`: `BadRequest`, `NotFound`, `Forbidden` … */
    readonly code: string = status === 404 ? "NotFound" : status === 403 ? "Forbidden" : "BadRequest",
  ) {
    super(message);
  }
}

/** Time of one emulator; `manual` stands still until advanced, `instant` lets every pending change be done at once. */
export interface EmulatorClock {
  readonly mode: "real" | "instant" | "manual";
  now(): number;
  advance(ms: number): void;
}

/**
 * How a .NET object inside of an object is returned: `typed` with class and properties (for CLIXML), `text` as its text form
 * (what JSON mode of the service does), `loose` in forms that differ from tenant to tenant.
 */
export type NestedForm = "typed" | "text" | "loose";

/** All objects and rules of one tenant. One per tenant; made with the Microsoft-seeded objects of a new tenant. */
export interface TenantService {
  /** The form of JSON answers: what a `nested` that is left out means. */
  readonly jsonForm: NestedForm;
  execute(caller: Caller, call: BoundCall, faults?: ServiceFaults, nested?: NestedForm): Outcome;
  /** Out-of-band access for the control API: wire names, no binder. Throws CmdletFault 404 (missing) or 409 (ambiguous). */
  listObjects(noun: string): { [property: string]: Json }[];
  getObject(noun: string, nameOrGuid: string): { [property: string]: Json };
  /** PUT: replaces or creates; PATCH: merges. Both update WhenChanged. */
  putObject(noun: string, nameOrGuid: string, value: { [property: string]: Json }): { [property: string]: Json };
  patchObject(noun: string, nameOrGuid: string, value: { [property: string]: Json }): { [property: string]: Json };
  deleteObject(noun: string, nameOrGuid: string): void;
  nouns(): string[];
  /** A number that is another one once any object of these nouns was written, in whatever way. */
  changes(...nouns: readonly string[]): number;
  /** For `--state FILE` and reset. */
  dump(): Json;
  restore(state: Json): void;
}

/** What a fault of `PUT faults` asks of the service layer for one call (docs/emulator.md#faults); protocol faults never reach it. */
export interface ServiceFaults {
  readonly stale?: boolean;
  readonly missListsAll?: boolean;
  readonly beingDeployed?: boolean;
  readonly deployError?: boolean;
  readonly dropProperty?: string;
  readonly ignoreProperty?: string;
}

/** What a tenant's service is made from; the same options and calls give the same objects. */
export interface TenantOptions {
  readonly tenantId: string;
  /** Initial domain, e.g. `contoso.onmicrosoft.com`. */
  readonly organization: string;
  /** `public`, `gcc`, `gccHigh`, `dod`, `china`. */
  readonly environment: string;
  readonly seed: number;
  readonly clock: EmulatorClock;
}

/** Exported as `createTenantService` by emulator/service. */
export type CreateTenantService = (options: TenantOptions) => TenantService;

/** Exported as `visibleCmdlets` by emulator/rbac: canonical names of what the caller's role groups allow. */
export type VisibleCmdlets = (caller: Caller) => ReadonlySet<string>;

/** Exported as `visibleParameters` by emulator/rbac. A hidden parameter is unknown to the binder: it gets a cmdlet without it. */
export type VisibleParameters = (caller: Caller, cmdlet: CatalogueCmdlet) => ReadonlySet<string>;
