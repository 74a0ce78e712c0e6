import type { Limits } from "./limits";
import type { ByParameter, CatalogueParameter } from "./parameter";

export interface CatalogueSet {
  readonly name: string;
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
}

export interface CatalogueCmdlet {
  /** `Verb-Noun`. */
  readonly name: string;
  readonly verb: string;
  readonly noun: string;
  readonly group?: string;
  readonly source?: "service";
  readonly sets?: readonly CatalogueSet[];
  readonly params: readonly CatalogueParameter[];
  readonly facts?: readonly string[];
  readonly applicable?: readonly string[];
  readonly scOnly?: boolean;
  readonly confirmSupported?: boolean;
  readonly onService?: boolean;
  readonly replacedBy?: string;
  readonly removalDelayMinutes?: number;
}

export interface AddRemovePair {
  readonly base: string;
  readonly add: string;
  readonly remove: string;
  readonly onNew: boolean;
}

export interface CatalogueIdentity {
  readonly param: string;
  readonly type: string;
  readonly required?: boolean;
  readonly forms?: readonly string[];
}

export interface CatalogueParent {
  readonly noun: string;
  readonly param?: string;
  readonly required?: boolean;
  readonly onSet?: boolean;
}

/** A noun with its cmdlets. Source: catalogue/data/families.json. */
export interface CatalogueFamily {
  readonly noun: string;
  readonly class:
    | "full"
    | "noUpdate"
    | "noRemove"
    | "createOnly"
    | "singleton"
    | "membership"
    | "enableOnce"
    | "readOnly"
    | "report"
    | "action";
  readonly effectiveClass?: string;
  /** kebab-case as in the data, e.g. `retention-labels`. */
  readonly area: string;
  readonly verbs: readonly string[];
  readonly facts?: readonly string[];
  readonly identity?: Readonly<Record<string, CatalogueIdentity>>;
  readonly addRemove?: readonly AddRemovePair[];
  readonly createOnly?: readonly string[];
  readonly setOnly?: readonly string[];
  readonly updatable?: readonly string[];
  readonly actionParams?: readonly string[];
  readonly selectorParams?: readonly string[];
  readonly internalParams?: readonly string[];
  readonly getSwitches?: readonly string[];
  readonly references?: Readonly<Record<string, string>>;
  readonly enums?: Readonly<Record<string, readonly string[]>>;
  readonly parent?: CatalogueParent;
  readonly limits?: ByParameter<Limits>;
}
