import { type CatalogueParameter, enumMembers } from "../../catalogue";
import type { IntegerRange } from "./convert/number";

/** The .NET type of a parameter, as far as binding distinguishes types. */
export type ScalarType =
  | { readonly kind: "string" | "id" | "switch" | "boolean" | "double" | "datetime" | "timespan" | "guid" }
  | { readonly kind: "integerOrUnlimited" | "byteSize" | "culture" | "hashtable" | "any" | "byte" }
  | { readonly kind: "integer"; readonly range: IntegerRange }
  | { readonly kind: "enum"; readonly enumName: string; readonly members: readonly string[]; readonly flags?: boolean };

export type ValueType = ScalarType & {
  /** `T[]` or `MultiValuedProperty`. */
  readonly list: boolean;
  /** `MultiValuedProperty`: also takes a table of what to add and to remove. */
  readonly multiValued?: boolean;
};

const INTEGER_RANGES: Readonly<Record<string, IntegerRange>> = {
  int: "Int32",
  int32: "Int32",
  int64: "Int64",
  uint32: "UInt32",
  uint64: "UInt64",
};

const BY_TYPE: Readonly<Record<string, ScalarType["kind"]>> = {
  string: "string",
  fqdn: "string",
  smtpaddress: "string",
  smtpdomain: "string",
  expression: "string",
  "system.linq.expressions.expression": "string",
  encryptionrightsdefinitionsparameter: "string",
  siteandgroupprotectionlevelparameter: "string",
  securestring: "any",
  pscredential: "any",
  switchparameter: "switch",
  switch: "switch",
  boolean: "boolean",
  bool: "boolean",
  double: "double",
  datetime: "datetime",
  datetimeoffset: "datetime",
  exdatetime: "datetime",
  timespan: "timespan",
  guid: "guid",
  unlimited: "integerOrUnlimited",
  unlimitedint: "integerOrUnlimited",
  bytequantifiedsize: "byteSize",
  cultureinfo: "culture",
  pswshashtable: "hashtable",
  hashtable: "hashtable",
  byte: "byte",
  "system.object": "any",
  psobject: "any",
  testtextextractionresult: "any",
};

/** Enumerations that may be combined: the page names several values for one parameter, or the type is known as such. */
const isFlags = (parameter: CatalogueParameter): boolean => FLAGS.has(elementTypeName(parameter));
const FLAGS: ReadonlySet<string> = new Set(["MipLabelContentType", "Workload", "NotifyEmailRemediationActions"]);

const elementTypeName = (parameter: CatalogueParameter): string => parameter.type.replace(/\[\]$/, "");

export function valueTypeOf(parameter: CatalogueParameter): ValueType {
  if (parameter.type === "MultiValuedProperty") return { kind: "any", list: true, multiValued: true };
  return { ...scalarOf(parameter), list: parameter.type.endsWith("[]") };
}

function scalarOf(parameter: CatalogueParameter): ScalarType {
  const name = elementTypeName(parameter);
  const range = INTEGER_RANGES[name.toLowerCase()];
  if (range) return { kind: "integer", range };
  const kind = BY_TYPE[name.toLowerCase()];
  if (kind) return { kind } as ScalarType;
  if (parameter.kind === "enum") return enumOf(parameter, name);
  return { kind: parameter.kind === "id" ? "id" : "any" };
}

/** Members over all pages that use the type, in their order; a page without values leaves the type open. */
function enumOf(parameter: CatalogueParameter, name: string): ScalarType {
  const own = parameter.values ?? [];
  const listed = [...new Set([...(enumMembers(name) ?? []), ...own])];
  if (listed.length === 0 || parameter.valuesOpen) return { kind: "string" };
  // A listed "A,B" is no member but shows that members may be combined.
  const members = listed.filter((member) => !member.includes(","));
  return { kind: "enum", enumName: name, members, flags: isFlags(parameter) || members.length < listed.length };
}
