import type { Limits } from "./limits";

/**
 * What the catalogue says of one cmdlet parameter. Source: catalogue/data/cmdlets.json (its `legend` explains every key).
 * `keys.ts` says of each key who reads it, or why nobody does.
 */
export interface CatalogueParameter {
  readonly name: string;
  /** The .NET type name as documented, e.g. `MultiValuedProperty`. */
  readonly type: string;
  readonly kind: ParameterKind;
  /** Takes several values. */
  readonly list?: boolean;
  /** Several members of the enumeration (or several hashtables) go in one value. */
  readonly multi?: boolean;
  /** Parameter sets that have it; absent = every set. */
  readonly sets?: readonly string[];
  /** `["*"]` = mandatory in every set that has it; else the sets where it is mandatory. */
  readonly requiredIn?: readonly string[];
  readonly aliases?: readonly string[];
  /** Values that the page lists. */
  readonly values?: readonly string[];
  /** Values outside `values` are accepted too: any text, or any integer. */
  readonly valuesOpen?: "text" | "integer";
  /** The shorter list of the page's text, where it differs from `values`. */
  readonly valuesDocumented?: readonly string[];
  readonly valuesReserved?: readonly string[];
  readonly valuesUnsupported?: readonly string[];
  readonly valuesDeprecated?: readonly string[];
  /** Values that are valid for certain values of another parameter; null = it must be left out. */
  readonly valuesBy?: ByParameter<ByParameter<readonly (string | null)[]>>;
  /** `$null` = blank. */
  readonly statedDefault?: string | number | boolean;
  readonly default?: string;
  readonly acceptsAll?: boolean;
  readonly allAlone?: boolean;
  readonly nullable?: boolean;
  readonly idForms?: readonly string[];
  readonly limits?: Limits;
  readonly conflictsWith?: readonly string[];
  readonly requires?: readonly string[];
  /** The service ignores it unless the other parameters have one of these values. */
  readonly meaningfulOnlyWhen?: ByParameter<readonly (string | boolean)[]>;
  readonly notAllowedWhen?: ByParameter<readonly (string | boolean)[]>;
  /** That parameter must then have exactly one value. */
  readonly requiresSingleValueIn?: string;
  readonly role?: "condition" | "exception" | "action";
  readonly flags?: readonly ParameterFlag[];
  readonly position?: number;
  readonly positional?: boolean;
  /** True, or what binds it from the pipeline: `ByPropertyName`, `ByValue`. */
  readonly pipeline?: true | string;
  readonly fullType?: string;
  readonly keys?: readonly string[];
  readonly subKeys?: readonly string[];
  readonly subValues?: ByParameter<readonly string[]>;
  readonly syntax?: string;
  readonly locationTypes?: readonly string[];
  readonly knownApps?: readonly string[];
  readonly previewAppGroupsUsedWhole?: readonly (readonly string[])[];
  readonly settingsSeenInExamples?: readonly string[];
  readonly suggested?: readonly string[];
  readonly applicable?: readonly string[];
  readonly notApplicableToSC?: boolean;
  /** `"service"` = not documented, known from the service's own catalogue only. */
  readonly source?: "service";
  /** Documented, but the service did not hand it to the catalogue's caller. */
  readonly notSeenOnService?: boolean;
  readonly docConflict?: readonly string[];
  readonly corrected?: boolean;
}

export type ByParameter<T> = Readonly<Record<string, T>>;

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

export type ParameterFlag =
  | "reservedInternal"
  | "undocumented"
  | "preview"
  | "deprecated"
  | "nonFunctional"
  | "onPremOnly"
  | "doNotUse"
  | "createOnly"
  | "cannotClear"
  | "replacesList"
  | "statedMandatory"
  | "exchangeOnly"
  | "exclusiveLocation"
  | "needsExtraRole"
  | "legacyClientOnly"
  | "scOnlyParam"
  | "singleValueOnly";
