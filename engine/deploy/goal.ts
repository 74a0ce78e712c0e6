import type { PropertyMap } from "../property/value";
import type { CustomTimeouts } from "../state/resource";

/** Another name under which the state may know the resource. */
export type AliasSpec =
  | { readonly urn: string }
  | {
      readonly name: string;
      readonly type: string;
      readonly stack: string;
      readonly project: string;
      /** Undefined: the resource's present parent. */
      readonly parent: string | undefined;
      readonly noParent: boolean;
    };

/** What the program wants of one resource. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly properties: PropertyMap;
  readonly parent: string;
  readonly protect: boolean | undefined;
  readonly dependencies: readonly string[];
  readonly provider: string;
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly AliasSpec[];
  readonly importId: string;
  readonly customTimeouts: CustomTimeouts;
  readonly replaceOnChanges: readonly string[];
  readonly retainOnDelete: boolean | undefined;
  readonly deletedWith: string;
  readonly replaceWith: readonly string[];
}

/** A `.get()`: an object that somebody else manages. */
export interface ReadGoal {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly properties: PropertyMap;
  readonly dependencies: readonly string[];
  readonly provider: string;
  readonly additionalSecretOutputs: readonly string[];
}

export const plainGoal = (goal: Partial<Goal> & Pick<Goal, "type" | "name">): Goal => ({
  custom: true,
  properties: {},
  parent: "",
  protect: undefined,
  dependencies: [],
  provider: "",
  propertyDependencies: {},
  deleteBeforeReplace: undefined,
  ignoreChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  importId: "",
  customTimeouts: {},
  replaceOnChanges: [],
  retainOnDelete: undefined,
  deletedWith: "",
  replaceWith: [],
  ...goal,
});
