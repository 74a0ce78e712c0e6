import { type CatalogueCmdlet, type CatalogueParameter, enumMembers } from "../../../../catalogue";
import { CORRECTIONS } from "../../../../emulator/binder/corrections";
import { defaultSetOf } from "../../../../emulator/binder/default-set";

/**
 * The cmdlet as a script function with `[CmdletBinding(DefaultParameterSetName, SupportsShouldProcess)]` and one
 * `[Parameter]` attribute for each of a parameter's sets would declare it: what `CompiledCommandParameter` and
 * `MergedCommandParameterMetadata.GenerateParameterSetMappingFromMetadata` make of that.
 */
export interface Metadata {
  readonly parameters: readonly Parameter[];
  readonly setCount: number;
  /** 0 = the function names no default set. */
  readonly defaultFlag: number;
  readonly nameOf: (flag: number) => string;
}

export interface Parameter {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: DotNetType;
  readonly isArray: boolean;
  /** Bound by the script's own binder, with a type converter attribute; the others by `ReflectionParameterBinder`. */
  readonly isFormal: boolean;
  /** `ParameterSetData`; flag 0 = `__AllParameterSets`. */
  readonly sets: readonly { readonly flag: number; readonly mandatory: boolean }[];
  /** `ParameterSetFlags`. */
  readonly flags: number;
  readonly takesPipeline: boolean;
  readonly source?: CatalogueParameter;
}

export type DotNetType =
  | "string"
  | "switch"
  | "bool"
  | "int"
  | "double"
  | "datetime"
  | "timespan"
  | "guid"
  | "hashtable"
  | "object"
  | "multiValued"
  | "unmodelled"
  | { readonly members: readonly string[]; readonly isFlags: boolean };

const TYPES: Readonly<Record<string, DotNetType>> = {
  string: "string",
  fqdn: "string",
  smtpaddress: "string",
  smtpdomain: "string",
  switchparameter: "switch",
  switch: "switch",
  boolean: "bool",
  bool: "bool",
  int32: "int",
  int: "int",
  double: "double",
  datetime: "datetime",
  timespan: "timespan",
  guid: "guid",
  pswshashtable: "hashtable",
  hashtable: "hashtable",
  "system.object": "object",
  multivaluedproperty: "multiValued",
};

/** Documented as combinations on their pages, or by a listed one. */
const FLAGS = ["MipLabelContentType", "Workload", "NotifyEmailRemediationActions", "NotifyUserType"];

function typeOf(parameter: CatalogueParameter): DotNetType {
  const name = parameter.type.replace("[]", "");
  const plain = TYPES[name.toLowerCase()];
  if (plain) return plain;
  if (parameter.kind === "id") return "string";
  if (parameter.kind !== "enum") return "unmodelled";
  const listed = new Set([...(enumMembers(name) ?? []), ...(Array.isArray(parameter.values) ? parameter.values : [])]);
  const members = [...listed].filter((member) => !member.includes(","));
  if (members.length === 0 || parameter.valuesOpen) return "string";
  return { members, isFlags: FLAGS.includes(name) || members.length < listed.size };
}

const SWITCHES = [
  ["WhatIf", "wi"],
  ["Confirm", "cf"],
] as const;
const ACTION = {
  members: ["SilentlyContinue", "Stop", "Continue", "Inquire", "Ignore", "Suspend", "Break"],
  isFlags: false,
};
const COMMON: readonly (readonly [name: string, alias: string, type: DotNetType])[] = [
  ["Verbose", "vb", "switch"],
  ["Debug", "db", "switch"],
  ["ErrorAction", "ea", ACTION],
  ["WarningAction", "wa", ACTION],
  ["InformationAction", "infa", ACTION],
  ["ProgressAction", "proga", ACTION],
  ["ErrorVariable", "ev", "string"],
  ["WarningVariable", "wv", "string"],
  ["InformationVariable", "iv", "string"],
  ["OutVariable", "ov", "string"],
  ["OutBuffer", "ob", "int"],
  ["PipelineVariable", "pv", "string"],
];

const builtIn = (name: string, alias: string, type: DotNetType): Parameter => ({
  name,
  aliases: [alias],
  type,
  isArray: false,
  isFormal: false,
  sets: [{ flag: 0, mandatory: false }],
  flags: 0,
  takesPipeline: false,
});

const made = new WeakMap<CatalogueCmdlet, Metadata>();

export function metadataOf(cmdlet: CatalogueCmdlet): Metadata {
  const known = made.get(cmdlet) ?? compile(cmdlet);
  made.set(cmdlet, known);
  return known;
}

function compile(cmdlet: CatalogueCmdlet): Metadata {
  const there = cmdlet.params.filter((parameter) => !parameter.notApplicableToSC);
  const correction = CORRECTIONS[cmdlet.name];
  const setsOf = (p: CatalogueParameter): readonly string[] | undefined => {
    const corrected = correction?.parameters?.[p.name]?.sets;
    return corrected === "all" ? undefined : (corrected ?? p.sets);
  };
  const names = new Set([
    ...(cmdlet.sets ?? []).map(({ name }) => name),
    ...there.flatMap((p) => setsOf(p) ?? p.sets ?? []),
  ]);
  if (correction?.unlistedSet) names.add(correction.unlistedSet);
  const map = [...names];
  const flagOf = (set: string): number => 1 << map.indexOf(set);

  const formal = (p: CatalogueParameter): Parameter => {
    const required = correction?.parameters?.[p.name]?.mandatoryIn ?? p.requiredIn ?? [];
    const own = setsOf(p) ?? (required.length > 0 && !required.includes("*") ? map : undefined);
    const mandatoryIn = (set: string): boolean => required.includes("*") || required.includes(set);
    const sets = own
      ? own.map((set) => ({ flag: flagOf(set), mandatory: mandatoryIn(set) }))
      : [{ flag: 0, mandatory: required.includes("*") }];
    return {
      name: p.name,
      aliases: p.aliases ?? [],
      type: typeOf(p),
      isArray: p.type.endsWith("[]"),
      isFormal: true,
      sets,
      flags: sets.reduce((all, { flag }) => all | flag, 0),
      takesPipeline: Boolean(p.pipeline),
      source: p,
    };
  };
  const isShouldProcess = (p: CatalogueParameter): boolean => SWITCHES.some(([name]) => name === p.name);
  const defaultSet = defaultSetOf(cmdlet.name, map);
  return {
    parameters: [
      ...there.filter((p) => !isShouldProcess(p)).map(formal),
      ...COMMON.map(([name, alias, type]) => builtIn(name, alias, type)),
      ...SWITCHES.filter(([name]) => there.some((p) => p.name === name)).map(([name, alias]) =>
        builtIn(name, alias, "switch"),
      ),
    ],
    setCount: map.length,
    defaultFlag: defaultSet === undefined ? 0 : flagOf(defaultSet),
    nameOf: (flag) => map[Math.log2(flag >>> 0)] ?? "Default",
  };
}
