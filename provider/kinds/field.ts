import type { Canonical, CanonicalRecord } from "./fields/canonical";
import type { ResolveReference } from "./reference";
import type { Plain, Properties, Value } from "../values";
import type { ValueType } from "./value-type";
import type { WireReader } from "./wire-reader";

/** One property of a kind. Derived from the catalogue; hand-written parts come from the kind's file. */
export interface Field {
  /** Name in programs and state, e.g. `exchangeLocation`. */
  readonly property: string;
  /** The cmdlet parameter it stands for, e.g. `ExchangeLocation`; for a state made of actions, the first of them. */
  readonly parameter: string;
  readonly type: ValueType;
  /** Meaning, unit, source: one to three sentences for TSDoc and docs. */
  readonly description: string;
  /** An example value for docs, as it stands in a program. */
  readonly example?: Plain | undefined;
  /** Required in every parameter set of New. `name` is defaulted by check and never counts. */
  readonly required: boolean;
  /** Parameter of New/Add/Enable; undefined = New does not take it, a Set right after New does. */
  readonly create?: string | undefined;
  /** How an existing object is changed; undefined = it cannot be. */
  readonly update?: UpdateForm | undefined;
  /** Fixed at creation: a change replaces the object (docs/behavior.md#rule-7). */
  readonly replaces: boolean;
  /** What "no longer declared" does. */
  readonly clear: Clear;
  /** Value of an object whose creator said nothing. Undefined = not documented. */
  readonly default?: Plain | undefined;
  /** Member of the kind's owned family: left out = `default`, and compared (docs/behavior.md#rule-3). */
  readonly owned: boolean;
  /**
   * `always`: goes with every Set, from declared, else observed. `onDemand`: only where the parameter set needs it. `withChange`: goes with every Set that changes an owned
   * property, when declared; never compared.
   */
  readonly companion?: "always" | "onDemand" | "withChange" | undefined;
  /** The parameter is a switch: true or left out on New. */
  readonly isSwitch: boolean;
  /** Get does not return it: outputs carry the declared value; only the program can change it. */
  readonly writeOnly: boolean;
  readonly secret: boolean;
  /** The same thing under another property's name: only one of them may be declared; import uses the other. */
  readonly aliasOf?: string | undefined;
  /** The service fills it in by itself (never declared = never a difference); import leaves it out. */
  readonly serviceFills: ServiceFills;
  /** Why an object in this state refuses every change of the property; undefined = it does not. */
  frozen?(actual: CanonicalRecord): string | undefined;
  /** What New makes the object with, where it does not take the declared value; the next update brings it there. */
  createdAs?(value: Plain, desired: { readonly [property: string]: Plain }): Plain | undefined;
  /** Where this other property is declared, it takes the place of an undeclared one: nothing is left to be cleared. */
  readonly replacedBy?: string | undefined;
  /**
   * Undeclared, is it whatever the service makes of it in such an object? (An owned property of which the pages give no default
   * together with those that are declared.)
   */
  leftToService?(desired: Properties, actual: Canonical): boolean;
  /** Of what Get returns, the part that is compared with a program that says `desired`, and said `recorded` before (an order: the listed ones). */
  managed?(actual: Canonical, desired: Plain, resolve: ResolveReference, recorded?: Plain): Canonical;
  /** A map of which only the declared keys are managed: the service keeps others next to them. */
  readonly perKey: boolean;
  /** No two objects have the same number; these are the numbers there are. */
  readonly unique?: { readonly min: number; readonly max: number } | undefined;
  /** Two objects cannot have the same value: whoever gets it moves the other. */
  readonly exclusive?: true | undefined;
  /** Set refuses every call without it. */
  readonly mandatoryOnUpdate: boolean;
  /** What the page says of it together with other properties. */
  readonly relations: readonly Relation[];
  /** Microsoft's page that states its limits and relations; undefined = no page describes it. */
  readonly page?: string | undefined;
  /** Undocumented, preview, without function …: the catalogue's flags, for docs. */
  readonly flags: readonly string[];
  /** What it names beyond the references that its type names, e.g. the label of a setting; `path` goes on from the property. */
  refers?(value: Value | Canonical): readonly { readonly noun: string; readonly text: string; readonly path: string }[];
  /** From a Get object to a canonical value; undefined = the object does not return it. */
  read(object: WireReader): Canonical | undefined;
  /** From a canonical value to the wire (default: by `type`). Undefined = leave the parameter out. */
  write?(value: Canonical, context: WriteContext): Plain | undefined;
  /** Do two canonical values mean the same? Default: by `type`. */
  same?(a: Canonical, b: Canonical, resolve: ResolveReference): boolean;
}

/** `"name"`: with the object's name; `with`: with that. Import then leaves it out only where it says just that. */
export type ServiceFills = boolean | "name" | { readonly with: Plain };

/** What a page states of one property (the field's) and another (`parameter`). PowerShell binds other combinations too. */
export type Relation = { readonly parameter: string } & (
  | { readonly kind: "conflictsWith" | "requires" }
  /** The other one must have exactly one value. */
  | { readonly kind: "singleValueIn" }
  /** Where the other one has one of these values, it cannot be given. */
  | { readonly kind: "notAllowedWhen"; readonly values: readonly (string | boolean)[] }
  /** The service ignores it unless the other one has one of these values. */
  | { readonly kind: "meaningfulOnlyWhen"; readonly values: readonly (string | boolean)[] }
  /** Value of the other one -> the values that are valid then; null = none may be given. */
  | { readonly kind: "valuesBy"; readonly values: { readonly [value: string]: readonly (string | null)[] } }
);

/** One cmdlet with parameters in wire form. */
export interface Call {
  readonly cmdlet: string;
  readonly parameters: { readonly [parameter: string]: Plain };
}

export interface WriteContext {
  readonly resolve: ResolveReference;
  /** On update: what the service has now (canonical). */
  readonly actual?: Canonical | undefined;
  readonly act: "create" | "update";
}

export type UpdateForm =
  | { readonly kind: "whole"; readonly parameter: string }
  /** Changes go as two lists in one call. */
  | { readonly kind: "delta"; readonly add: string; readonly remove: string }
  /** Calls of its own: an order is reached by moving objects one by one. */
  | {
      readonly kind: "calls";
      calls(desired: Plain, actual: Canonical | undefined, resolve: ResolveReference): readonly Call[];
    }
  /** A state that actions reach: parameters for going to `desired`. */
  | { readonly kind: "action"; parameters(desired: Plain): { readonly [parameter: string]: Plain } };

/** Back to the state of never having been declared. */
export type Clear =
  | { readonly to: "default"; readonly value: Plain }
  /** The parameter is sent as null. */
  | { readonly to: "null" }
  /** The parameter is sent as an empty string. */
  | { readonly to: "emptyString" }
  /** Every element goes by the remove list (`delta` fields), key by key (maps), or as the field's own `write` says it. */
  | { readonly to: "empty" }
  /** A switch of its own, e.g. `RemoveParentLink`. */
  | { readonly to: "switch"; readonly parameter: string }
  /** Nothing is sent: the property that takes its place does it; alone it cannot be cleared. */
  | { readonly to: "replacedBy"; readonly property: string }
  /** It stays as it is and is no longer managed (positions). */
  | { readonly to: "leave" }
  | { readonly to: "refused"; readonly because: string };
