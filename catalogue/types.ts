/** What the catalogue says of one cmdlet parameter. Source: catalogue/data/cmdlets.json (its `legend` explains every key). */
export interface CatalogueParameter {
  readonly name: string;
  /** The .NET type name as documented, e.g. `MultiValuedProperty`. */
  readonly type: string;
  readonly kind: ParameterKind;
  /** Takes several values. */
  readonly list?: boolean;
  /** Parameter sets that have it; absent = every set. */
  readonly sets?: readonly string[];
  /** `["*"]` = mandatory in every set that has it; else the sets where it is mandatory. */
  readonly requiredIn?: readonly string[];
  readonly aliases?: readonly string[];
  readonly values?: readonly string[];
  /** Values outside `values` are accepted too. */
  readonly valuesOpen?: boolean | string;
  readonly valuesDocumented?: readonly string[];
  readonly valuesReserved?: readonly string[];
  readonly valuesUnsupported?: readonly string[];
  readonly statedDefault?: unknown;
  readonly default?: string;
  readonly acceptsAll?: boolean;
  readonly allAlone?: boolean;
  readonly nullable?: boolean;
  readonly idForms?: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
  readonly conflictsWith?: readonly string[];
  readonly requires?: readonly string[];
  readonly role?: "condition" | "exception" | "action";
  readonly flags?: readonly string[];
  readonly position?: number;
  readonly positional?: boolean;
  readonly pipeline?: boolean;
  readonly fullType?: string;
  readonly keys?: unknown;
  readonly suggested?: readonly string[];
  readonly notApplicableToSC?: boolean;
  /** `"service"` = not documented, known from the service's own catalogue only. */
  readonly source?: "service";
  /** Documented, but the service did not hand it to the catalogue's caller. */
  readonly notSeenOnService?: boolean;
  readonly docConflict?: readonly string[];
}

export type ParameterKind =
  | "string"
  | "switch"
  | "boolean"
  | "integer"
  | "enum"
  | "id"
  | "guid"
  | "datetime"
  | "dateTime"
  | "hashtable"
  | "integerOrUnlimited"
  | "emailAddress"
  | "bytes"
  | "byteSize"
  | "timespan"
  | "culture"
  | "credential"
  | "secureString"
  | "any"
  | "unknown";

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
  readonly confirmSupported?: boolean;
  readonly onService?: boolean;
  readonly replacedBy?: unknown;
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
  readonly parent?: unknown;
  readonly limits?: unknown;
}
