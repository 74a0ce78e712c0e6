import type { CmdletFault, Json, NestedForm, Outcome } from "../contract";
import type { CallContext, Store } from "./context";
import type { StoredObject } from "./entry";
import type { JsonObject } from "./json";
import type { Durations, ServiceOptions } from "./options";

/** How one property differs from what the catalogue says of its parameter. */
export interface FieldRule {
  /** What New leaves when the parameter is absent. Default: the catalogue's stated default, `[]` of a list, else null. */
  readonly initial?: Json;
  /** What one element of the call stands for: a group for its members. Default: itself. */
  expand?(value: Json, call: CallContext): readonly Json[];
  /** Bound value (of a list: one element) → what is stored. Throws CmdletFault for what the service refuses. */
  accept?(value: Json, call: CallContext): Json;
  /** What the control API puts (wire form; of a list: one element) → what is stored. Default: as it is. */
  import?(value: Json, store: Store): Json;
  /** Stored (of a list: one element) → what Get returns. */
  show?(value: Json, read: Reading): Json;
  /** Elements of a list with the same key are one. Default: the folded text. */
  keys?(element: Json): readonly string[];
  /** Adding what is there: `fault` refuses the whole Set; default `ignore`. */
  onTwice?(element: Json): CmdletFault;
  /** One element both added and removed in one call. */
  onBoth?(elements: readonly Json[]): CmdletFault;
  /** Looks at the whole list after New or Set. */
  check?(elements: readonly Json[], call: CallContext): void;
}

/** What a read knows while it shapes one object. */
export interface Reading {
  readonly store: Store;
  readonly now: number;
  /** Parameters of the Get; of New and out-of-band reads a stand-in that has every detail switched on. */
  flag(parameter: string): boolean;
  /** New and out-of-band reads show everything. */
  readonly detailed: boolean;
  /** The Get names the object. */
  readonly named?: boolean;
  /** How objects inside of the object are returned. */
  readonly nested: NestedForm;
  /** The control API shows lists in one shape whatever the tenant's Gets do: tests compare with it. */
  readonly canonical?: boolean;
}

export interface Naming {
  /** Parameter of New that names the object. Default `Name`. */
  readonly parameter?: string;
  /** For nouns, or calls, where the service makes up the name. */
  generate?(call: CallContext, guid: string): string | undefined;
  /** For nouns whose GUID comes with the call (inside a file). Default: the tenant's next one. */
  guid?(call: CallContext): string;
  /** Whether this Set renames, where it has the parameter that New names with. Default: it does. */
  renames?(call: CallContext): boolean;
  /** Where a name must be unique. Default `noun`; a shared space has the same text on every noun. */
  readonly space?: string;
  /** `tenant` (default), `parent` = unique under one parent, `none`. */
  readonly unique?: "tenant" | "parent" | "none";
  /** Named in the error "already exists in scenario(s)". Default: the noun. */
  readonly scenario?: string;
}

export interface ParentRule {
  readonly noun: string;
  /** Parameter of New and filter of Get. */
  readonly parameter: string;
  /** Property that Get shows it in. Default: the parameter's name. */
  readonly property?: string;
  readonly optional?: boolean;
  /** A write here distributes the parent again, and is refused while it deploys. */
  readonly distributesParent?: boolean;
  /** What removing the parent does to the children. Default `remove`. */
  readonly onRemove?: "remove" | "refuse" | "keep";
}

/**
 * What makes one noun differ from what the catalogue already says of it. All of it is optional: a noun without a
 * declaration still has New/Get/Set/Remove, names, GUIDs and lists. One declaration per file,
 * `nouns/<area>/<noun>.ts`, listed in `nouns/index.ts`.
 */
export interface NounDeclaration {
  readonly noun: string;
  readonly naming?: Naming;
  /** `rule` and `policy` choose the documented error classes; default: from the catalogue's identity type. */
  readonly family?: "rule" | "policy" | "object";
  readonly parent?: ParentRule;
  /** Properties that Get shows under another name than they are stored: shown -> stored. The control API takes both. */
  readonly shownAs?: Readonly<Record<string, string>>;
  /** What the control API puts into a property that is kept otherwise; `given` = what it puts. */
  putBehind?(given: Readonly<JsonObject>, now: number, before: StoredObject): JsonObject;
  /** Switches that select a separate list of objects and must be repeated on every call. */
  readonly variants?: readonly string[];
  /** Parameters that do something but are no state, beyond those that the catalogue names. */
  readonly actions?: readonly string[];
  /** Policies only: `afterRule` = stays Pending until it has a child of that noun. */
  readonly distributes?: { readonly afterRule?: string; workloads?(object: StoredObject): readonly string[] };
  /** How long a removed object answers as PendingDeletion; absent = gone at once. */
  tombstoneMs?(durations: Durations): number;
  readonly fields?: Readonly<Record<string, FieldRule>>;
  /** Where Set, Get or Remove do not name the object by a parameter: the identity read from the call, "" = none. */
  locate?(call: CallContext): string;
  /** Further ways to name an object in `-Identity`. */
  aliases?(guid: string, properties: Readonly<JsonObject>): readonly string[];
  /** `Identity`/`Id`/`DistinguishedName` where they are not the usual path. */
  identity?(object: StoredObject, store: Store): string;

  /** After the parameters were applied to `draft`: refuse, or complete what the service fills in. */
  create?(draft: JsonObject, call: CallContext): void;
  update?(draft: JsonObject, before: StoredObject, call: CallContext): void;
  /** Refuses what can't be removed. */
  remove?(object: StoredObject, call: CallContext): void;
  /** After New, Set or Remove happened: the consequences for other objects. */
  created?(object: StoredObject, call: CallContext): void;
  updated?(object: StoredObject, before: StoredObject, call: CallContext): void;
  removed?(object: StoredObject, call: CallContext): void;
  /** Which objects a Get lists, by its switches and filters. */
  lists?(object: StoredObject, call: CallContext): boolean;
  /** Last word on what a read returns. */
  show?(view: JsonObject, object: StoredObject, read: Reading): void;
  /** Verbs that behave in their own way (`Enable`, `Start`, `Add` …); replaces the generic one. */
  readonly verbs?: Readonly<Record<string, (call: CallContext) => Outcome>>;
  /** Objects that every new tenant has. */
  seeds?(store: Store, options: ServiceOptions): readonly Seed[];
}

export interface Seed {
  readonly name: string;
  /** Microsoft's own: ReadOnly, and refused to Set and Remove. */
  readonly builtIn?: boolean;
  readonly properties?: Readonly<JsonObject>;
  readonly parent?: string;
  readonly guid?: string;
}
