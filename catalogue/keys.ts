import type { Limits } from "./limits";
import type { CatalogueParameter, ParameterFlag } from "./parameter";

/**
 * Who reads a key of the data. `kinds`: what a kind is derived from and checked by; `emulator`: only the emulator; otherwise
 * nobody, for the reason given. A test fails on a key that the data has and this table lacks, and on one that is not read as it says.
 */
export type KeyUse = "kinds" | "emulator" | { readonly unused: string };

const unused = (reason: string): KeyUse => ({ unused: reason });

type Uses<Key extends string> = { readonly [key in Key]: KeyUse };

export const PARAMETER_KEYS: Uses<keyof Required<CatalogueParameter>> = {
  name: "kinds",
  type: "kinds",
  kind: "kinds",
  list: "kinds",
  multi: "kinds",
  sets: "kinds",
  requiredIn: "kinds",
  aliases: "emulator",
  values: "kinds",
  valuesOpen: "kinds",
  valuesDocumented: "kinds",
  valuesReserved: "kinds",
  valuesUnsupported: "kinds",
  valuesDeprecated: "kinds",
  valuesBy: "kinds",
  statedDefault: "kinds",
  default: unused("the page's text (`statedDefault`) says it better than its YAML block, which is often wrong"),
  acceptsAll: unused("a list that takes All says so in `values`, and accepts it like any text"),
  allAlone: "kinds",
  nullable: "kinds",
  idForms: "kinds",
  limits: "kinds",
  conflictsWith: "kinds",
  requires: "kinds",
  meaningfulOnlyWhen: "kinds",
  notAllowedWhen: "kinds",
  requiresSingleValueIn: "kinds",
  role: unused(
    "whether a rule's parameter is a condition, an exception or an action changes nothing in how it is managed",
  ),
  flags: "kinds",
  position: unused("parameters are always sent by name"),
  positional: unused("parameters are always sent by name"),
  pipeline: "emulator",
  fullType: unused("`kind` and `type` say what a client has to send"),
  keys: unused("documented keys of open tables: the service takes others too"),
  subKeys: unused("typed by hand where a kind has the table (provider/kinds/adaptive-scopes/filter.ts)"),
  subValues: unused("typed by hand where a kind has the table (provider/kinds/adaptive-scopes/filter.ts)"),
  syntax: unused("one form, checked by hand (provider/kinds/fields/applications.ts): Get returns others"),
  locationTypes: unused("checked by hand (provider/kinds/fields/applications.ts): Get returns them in the plural"),
  knownApps: unused("the list grows from month to month, and the service takes what it knows"),
  previewAppGroupsUsedWhole: unused("said in the notes of AppRetentionCompliancePolicy"),
  settingsSeenInExamples: unused("examples, not limits"),
  suggested: unused("examples of an open list, not limits"),
  applicable: unused("`notApplicableToSC` says what follows from it"),
  notApplicableToSC: "kinds",
  source: "kinds",
  notSeenOnService: unused("another role may have the parameter; the session shows what this identity has"),
  docConflict: unused("a note for whoever corrects the data"),
  corrected: unused("a note for whoever corrects the data"),
};

export const LIMIT_KEYS: Uses<keyof Required<Limits>> = {
  min: "kinds",
  max: "kinds",
  exclusiveMin: "kinds",
  exclusiveMax: "kinds",
  maxLength: "kinds",
  itemMaxLength: "kinds",
  maxItems: "kinds",
  maxValuesPerKey: unused("of Get's filters only"),
  headerNameMaxLength: "emulator",
  headerValueMaxLength: "emulator",
  fileEntryMaxLength: unused("depends on what kind of entry the list holds; no kind has it"),
  urlEntryMaxLength: unused("depends on what kind of entry the list holds; no kind has it"),
  maxEntries: unused("entries of a tenant's list, not of a value"),
  minHours: unused("of AutoEnableAfter, a time span that no kind has"),
  maxDays: unused("of AutoEnableAfter, a time span that no kind has"),
  maxMegabytes: unused("of all dictionaries of a tenant together, after compression"),
};

export const FLAGS: Uses<ParameterFlag> = {
  reservedInternal: "kinds",
  onPremOnly: "kinds",
  doNotUse: "kinds",
  cannotClear: "kinds",
  singleValueOnly: "kinds",
  undocumented: unused("shown in the docs of the property"),
  preview: unused("shown in the docs of the property"),
  deprecated: unused("shown in the docs of the property"),
  nonFunctional: unused("shown in the docs of the property"),
  exchangeOnly: unused("shown in the docs of the property"),
  exclusiveLocation: unused("shown in the docs of the property"),
  needsExtraRole: unused("shown in the docs of the property"),
  legacyClientOnly: unused("shown in the docs of the property"),
  scOnlyParam: unused("shown in the docs of the property"),
  createOnly: unused("a kind lists by hand what is fixed at creation (`fixed`): pages rarely say it"),
  replacesList: unused("follows from the parameters: no Add and Remove pair"),
  statedMandatory: unused("PowerShell takes the call without it, and so does the service"),
};
