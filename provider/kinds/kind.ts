import type { Plain, Properties, WireObject } from "../values";
import type { Call, Field } from "./field";
import type { CanonicalRecord } from "./fields/canonical";
import type { ResolveReference } from "./reference";
import type { WireReader } from "./wire-reader";

/** A resource type as data: SDK classes, schema, docs, check, diff and plan come from it. Made by `defineKind`. */
export interface Kind {
  /** The cmdlet noun, e.g. `RetentionCompliancePolicy`. */
  readonly noun: string;
  /** The module in the schema: lower case without hyphens, e.g. `retentionlabels`. */
  readonly area: string;
  /** `purview:<area>:<noun>`. */
  readonly token: string;
  /** One line: what it is. */
  readonly summary: string;
  /** What a user must know: purpose, limits, order of things. Markdown. */
  readonly notes: readonly string[];
  readonly examples: readonly Example[];
  readonly identity: Identity;
  /** Who names the object. `service`: declaring `name` is an error. `sometimes`: only parameter sets that take Name. */
  readonly named: "program" | "service" | "sometimes";
  /** Get properties that hold the object's name, best first. */
  readonly names: readonly string[];
  /** The id of the object that a program declares, where it is part of what is declared; undefined = not known yet. */
  declaredId?(inputs: Properties): string | undefined;
  /** Of several properties that say the same of an object, those that import leaves out. */
  lesser?(properties: CanonicalRecord): readonly string[];
  readonly cmdlets: Cmdlets;
  /** In alphabetical order of property. */
  readonly fields: readonly Field[];
  field(property: string): Field | undefined;
  /** Parameters that are no property, with the reason (docs/coverage.md). */
  readonly exclusions: readonly Exclusion[];
  readonly createSets: readonly ParameterSet[];
  readonly updateSets: readonly ParameterSet[];
  /** Ways to be of this kind that exclude each other for the object's whole life; changing from one to another replaces. */
  readonly forms: readonly Form[];
  /** What check must find beyond types, limits and parameter sets. */
  readonly rules: readonly CheckRule[];
  /** Next to the fields: what only the service says (never a difference). */
  readonly outputs: readonly OutputField[];
  readonly lists: Lists;
  /**
   * For kinds that are no object of a list by themselves (an order, a member, one location of a policy): the objects of this kind
   * that a list holds, each with its projection. `asked` = the parameters of that Get.
   */
  project?(objects: readonly WireObject[], asked: { readonly [parameter: string]: Plain }): readonly WireObject[];
  /** Of memberships: the property of Get that holds the members, and the noun that they are of, whatever words Get names them by. */
  readonly members?: { readonly property: string; readonly noun: string } | undefined;
  /** Calls that make and remove such an object where no New and Remove of its own do. */
  readonly calls?: CustomCalls | undefined;
  /** Parameters that every Set needs for an object of these values (declared, else observed), unless it has them already. */
  withEverySet?(values: CanonicalRecord): Call["parameters"];
  /**
   * What the service calls the object in addition to its GUID and name where others refer to it, e.g. its display name. `find`: another
   * object of the kind, by GUID or name.
   */
  aliases(object: WireReader, find: (guidOrName: string) => WireReader | undefined): readonly string[];
  /** The object still answers Get, but is deleted. */
  isTombstone(object: WireReader): boolean;
  /** What the object is a part of, where that is an object of another kind, with which it is made, changed and removed. */
  isPart?(object: WireReader): string | undefined;
  /** Made by Microsoft (`built-in/`): never removed, and changed only where the table says so. */
  isBuiltIn(object: WireReader): boolean;
  /** Parts of what Get returned that no property of the kind stands for, for people: export must not drop them silently. */
  unexpressed?(object: WireReader): readonly string[];
  /** Get properties that repeat what a property of the kind says, or what only the service says. */
  readonly repeated: readonly string[];
  readonly lock: Lock;
  readonly settle: Settle;
  readonly parent?: Parent | undefined;
  /**
   * Nouns whose objects make ones of this noun that no resource declares by name. A name that is neither in the tenant nor can be
   * made by the program is an error in preview, with the nearest ones. Undefined = a name may always come from somewhere.
   */
  readonly madeBy?: readonly string[] | undefined;
  /** Nouns whose objects belong to one of this kind, e.g. the rules of a policy; deleting this one deletes them. */
  readonly children: readonly string[];
  /** An existing object is never replaced unless `allowReplace` (rule 7), and why. */
  readonly preventReplace?: string | undefined;
  /** A property that says the object's number in a list, or in that of its parent, and what the number is called: two resources cannot have one. */
  readonly place?: { readonly property: string; readonly topic: string } | undefined;
  /** What only one kind of resource may decide about an object. */
  readonly claims: readonly Claim[];
  /** The service refuses to remove it while others use it. */
  readonly inUse?: InUse | undefined;
  /** Deleted names stay reserved for a while. */
  readonly reservesNames: boolean;
  /** Set when undeclared owned properties are left to others although the family is owned (CaseHoldPolicy without locations). */
  readonly ownsFamilyOnlyIfDeclared: boolean;
  readonly permissions: Permissions;
  /** Kinds that are not New/Set/Remove of one object (order lists, memberships, the generic object). */
  readonly special?: Special | undefined;
}

export interface Example {
  readonly title: string;
  /** Property values as in a program; a reference is `{ "ref": "<logical name>" }` and `{ "new": … }` makes its target. */
  readonly resources: readonly ExampleResource[];
}

export interface ExampleResource {
  readonly name: string;
  readonly noun: string;
  readonly properties: { readonly [property: string]: ExampleValue };
}

export type ExampleValue =
  Plain | { readonly ref: string } | readonly ExampleValue[] | { readonly [key: string]: ExampleValue };

export type Identity =
  /** Id = the object's GUID, found in the first of these Get properties; `read`: in what Get returned, before those. */
  | { readonly kind: "guid"; readonly from: readonly string[]; read?(object: WireReader): string | undefined }
  /** Id = the object's name: the service takes no GUID for it. */
  | { readonly kind: "name"; read?(object: WireReader): string | undefined }
  /** The GUID, and where the object has none, the first of `otherwise` that says something. */
  | { readonly kind: "text"; readonly from: readonly string[]; readonly otherwise: readonly string[] }
  /** One per tenant; id = the noun. */
  | { readonly kind: "singleton" }
  /** Id = `<parent guid>/<member>`, as its `project` says it (fields/projection.ts). */
  | { readonly kind: "membership" }
  /** One per tenant; id = `<list>`. */
  | { readonly kind: "order"; readonly list: string };

export interface CustomCalls {
  create(values: CanonicalRecord, resolve: ResolveReference): readonly Call[];
  /** @param actual What Get returned of it, where it did. */
  remove(values: CanonicalRecord, resolve: ResolveReference, actual: CanonicalRecord | undefined): readonly Call[];
}

export interface Cmdlets {
  readonly get: string;
  /** New-, Enable- or Add-; absent for singletons. */
  readonly create?: string | undefined;
  readonly update?: string | undefined;
  readonly remove?: string | undefined;
  /** Parameter that names the object for Set and Remove; `Identity` almost always. */
  readonly identityParameter: string;
}

export interface ParameterSet {
  readonly name: string;
  readonly parameters: ReadonlySet<string>;
  readonly required: readonly string[];
}

/** Gets the inputs (values may be unknown or secret); returns what is wrong. */
export type CheckRule = (inputs: Properties) => readonly RuleFinding[];

export interface RuleFinding {
  readonly property: string;
  readonly reason: string;
  /** Only Microsoft's pages state it, and tenants may hold other values: a warning, not an error. */
  readonly stated?: true;
}

/** The first form with a non-empty property of its own is the object's; one without properties is the rest. */
export interface Form {
  readonly name: string;
  /** Properties that only this form has. */
  readonly properties: readonly string[];
  /** Parameter set of New that makes such an object, and of Set that changes it. */
  readonly createSet: string;
  readonly updateSet: string;
}

export interface Exclusion {
  readonly cmdlet: string;
  readonly parameter: string;
  readonly reason: string;
}

export interface OutputField {
  readonly property: string;
  readonly type: "string" | "boolean" | "integer";
  readonly description: string;
}

export interface ListVariant {
  readonly cmdlet: string;
  readonly parameters: { readonly [parameter: string]: Plain };
  /**
   * The one of `parameters` that selects these objects: it is a property of theirs, whether Get returns it or not. Absent = an object
   * of any properties may be in this list.
   */
  readonly selector?: string | undefined;
}

export type Lists =
  /** The object is in one of these lists; an unread variant never means gone. */
  | { readonly kind: "variants"; readonly variants: readonly ListVariant[] }
  /** One list per parent: `parameters[parameter] = <parent id>`. */
  | {
      readonly kind: "perParent";
      readonly cmdlet: string;
      readonly parameters: { readonly [parameter: string]: Plain };
      readonly parameter: string;
      /** The property that references the parent. */
      readonly property: string;
      readonly noun: string;
    };

export type Lock =
  | { readonly kind: "self" }
  /** The lock of the object that this property references. */
  | { readonly kind: "parent"; readonly property: string; readonly noun: string }
  | { readonly kind: "none" };

export type Settle =
  | { readonly kind: "none" }
  /** Waits until the object is distributed; with `rule`, only when an object of that noun refers to it by `property`. */
  | {
      readonly kind: "distribution";
      readonly rule?: { readonly noun: string; readonly property: string } | undefined;
      /** Counts against `maxDistributing`. */
      readonly slot: boolean;
    }
  /** The operation waits for the parent's distribution. */
  | { readonly kind: "parent"; readonly property: string; readonly noun: string };

export interface Parent {
  readonly noun: string;
  readonly property: string;
}

export interface Claim {
  /** What is decided, e.g. `the position of a label`. */
  readonly topic: string;
  /** Noun of the object that it is decided about: this kind's own, or one that the property references. */
  readonly noun: string;
  /** Properties that decide it when declared. */
  readonly by: readonly string[];
  /** No two resources of this kind can decide it either. */
  readonly exclusive?: true | undefined;
}

export interface InUse {
  /** Short class name of the refusal, e.g. `LabelIsPublishedException`. */
  readonly refusal: string;
}

export interface Permissions {
  /** Role groups that may write, e.g. `Compliance Administrator`. */
  readonly roleGroups: readonly string[];
  /** App-only sign-in cannot do it, or it needs a special session: said in docs. */
  readonly notes: readonly string[];
}

export type Special = { readonly kind: "order" } | { readonly kind: "membership" } | { readonly kind: "generic" };
