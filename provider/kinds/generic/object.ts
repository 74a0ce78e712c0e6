import { defineKind, type Field, type FieldOverlay, type KindDefinition, type State } from "../define";
import { example } from "../example";
import { sameAs } from "../fields/same";
import { tagged } from "../fields/write";
import type { Kind } from "../kind";
import { isRecord, type Plain, plainOf, type Properties } from "../../values";
import { GUID_PROPERTIES } from "../wire-reader";
import { pageOf } from "../../../catalogue";
import { EXAMPLES, NOTES } from "./docs";
import { neededBy, type Noun, nounOf } from "./noun";
import { findingsOf, nearestNoun } from "./rules";
import { sameLoosely } from "./same";
import { parametersIn, propertyOf } from "./shape";

type PlainRecord = { readonly [key: string]: Plain };

const MAP = { type: "map", of: { type: "any" } } as const;

const how = (property: string, description: string, example: Plain): State => ({
  property,
  parameter: property,
  type: MAP,
  description,
  example,
  writeOnly: true,
  clear: { to: "leave" },
  read: () => undefined,
});

const NOUN: State = {
  property: "noun",
  parameter: "Noun",
  type: { type: "string", format: "name" },
  description: "The cmdlets' noun: the object is made by `New-<noun>`, changed by `Set-<noun>`, read by `Get-<noun>`.",
  example: "FeatureConfiguration",
  required: true,
  fixed: true,
  writeOnly: true,
  read: () => undefined,
};

const HOW: readonly State[] = [
  how("readParameters", "Parameters of Get that make its answer complete, and those without which it lists nothing.", {
    DistributionDetail: true,
  }),
  how("readProperties", "Parameters that Get shows under another name: parameter -> property.", {
    Settings: "AdvancedSettings",
  }),
];

const NAME: State = {
  property: "name",
  parameter: "Name",
  type: { type: "string", format: "name" },
  description:
    "Unique name, sent as `-Name` where New has that parameter. Default: the resource's logical name. Objects that the service names have none.",
  required: true,
  fixed: true,
  create: "Name",
  read: (object) => object.text("Name"),
};

const GENERIC = {
  area: "index",
  summary: "Any object of any noun, for what this package has no resource for.",
  notes: NOTES,
  special: { kind: "generic" },
} as const;

export const genericObject: Kind = defineKind({
  ...GENERIC,
  noun: "Object",
  synthetic: true,
  examples: EXAMPLES.map(({ title, resources }) => example(title, resources)),
  cmdlets: { get: "Get-Object", create: "New-Object", update: "Set-Object", remove: "Remove-Object" },
  states: [
    NOUN,
    NAME,
    {
      property: "parameters",
      parameter: "Parameters",
      type: MAP,
      description:
        "Cmdlet parameters for New and Set, by their PowerShell names. Only these are managed, each by the meaning of its type where the catalogue knows it; one that is no longer declared goes back to its default or is sent as null.",
      example: { Comment: "made by Pulumi" },
      clear: { to: "null" },
      serviceFills: true,
      read: () => undefined,
    },
    ...HOW,
  ],
});

const recordOf = (properties: Properties, property: string): PlainRecord => {
  const value = properties[property];
  const plain = value === undefined ? undefined : plainOf(value);
  return isRecord(plain) ? plain : {};
};

/**
 * The kind that a generic object's inputs describe, with a property `parameters.X` for each cmdlet parameter; every other kind, and
 * one whose noun is not known yet, as it is.
 */
export function concreteKind(kind: Kind, properties: Properties): Kind {
  if (kind.special?.kind !== "generic") return kind;
  const value = properties["noun"];
  const name = value === undefined ? undefined : plainOf(value);
  if (typeof name !== "string" || name === "") return kind;
  const noun = nounOf(name);
  const renamed = lowered(recordOf(properties, "readProperties"));
  const synthetic = noun.known === undefined;
  const plain = defineKind({ ...definitionOf(noun), synthetic });
  const known = defineKind({ ...definitionOf(noun, plain, renamed), synthetic });
  const unknown = parametersIn(properties).filter(
    (parameter) => known.field(propertyOf(known, parameter)) === undefined,
  );
  return defineKind({
    ...definitionOf(noun, plain, renamed),
    synthetic,
    get: recordOf(properties, "readParameters"),
    states: [
      // Of an object of another noun nothing is compared.
      { ...NOUN, fixed: false },
      ...HOW,
      ...nameState(noun),
      ...unknown.map((parameter) => unknownParameter(parameter, renamed.get(parameter.toLowerCase()))),
    ],
  });
}

/** Of an object that the service names, the name is only read. */
function nameState({ known }: Noun): readonly State[] {
  if (!known) return [NAME];
  return known.naming === undefined
    ? [{ ...NAME, required: false, fixed: false, create: false, clear: { to: "leave" } }]
    : [];
}

const lowered = (record: PlainRecord): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(record).flatMap(([key, value]) => (typeof value === "string" ? [[key.toLowerCase(), value]] : [])),
  );

function definitionOf(noun: Noun, plain?: Kind, renamed: ReadonlyMap<string, string> = new Map()): KindDefinition {
  const { known, cmdlets } = noun;
  const naming = known?.naming;
  const isSingleton = known !== undefined && known.create === undefined;
  return {
    ...GENERIC,
    noun: noun.noun,
    cmdlets,
    named: known !== undefined && naming === undefined ? "service" : "program",
    identity: isSingleton
      ? { kind: "singleton" }
      : { kind: "text", from: GUID_PROPERTIES, otherwise: ["Identity", "Id", naming ?? "Name"] },
    ...(naming !== undefined && naming !== "Name" && { names: [naming, "Name", "DisplayName"] }),
    inEverySet: IN_EVERY_SET[noun.noun] ?? [],
    permissions: { roleGroups: [], notes: [rolesOf(noun)] },
    rules: [(inputs) => findingsOf(noun, inputs)],
    ...(noun.known && { fixed: identifying(noun, plain) }),
    fields: {
      // What Set and Remove find the object by is a property all the same, where it is the name.
      ...(naming !== undefined && naming !== "Name" && { [naming]: NAMED }),
      ...Object.fromEntries(
        (plain?.fields ?? []).map((field) => [field.parameter, overlayOf(noun, field, renamed)] as const),
      ),
    },
  };
}

const NAMED: FieldOverlay = { property: "name", update: false };

/** What names an object that has no name is what another one has another of. */
const identifying = (noun: Noun, plain: Kind | undefined): readonly string[] =>
  noun.known?.naming === undefined
    ? (plain?.fields ?? [])
        .filter(({ required, update }) => required && update === undefined)
        .map(({ parameter }) => parameter)
    : [noun.known.naming];

/** Microsoft says on each cmdlet's page who may run it; this package knows it of its own kinds only. */
const rolesOf = ({ noun, cmdlets, known }: Noun): string =>
  known
    ? `Check the parameters' spelling; which role groups may run it says ${pageOf(cmdlets.create ?? cmdlets.update ?? cmdlets.get)}.`
    : `This package does not know the noun ${noun}: check its spelling${nearest(noun)}, and whether the cmdlet is one of Security & Compliance PowerShell and not of Exchange Online; a cmdlet that does not exist looks like one that no role of the identity has.`;

const nearest = (noun: string): string => {
  const meant = nearestNoun(noun);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
};

function overlayOf(noun: Noun, field: Field, renamed: ReadonlyMap<string, string>): FieldOverlay {
  const { known } = noun;
  const { parameter, type } = field;
  const isName = parameter === known?.naming;
  const from = renamed.get(parameter.toLowerCase()) ?? SHOWN_AS[noun.noun]?.[parameter];
  const finds = !isName && known !== undefined && neededBy(known.update, "any").includes(parameter);
  // Of spoofed senders, New's Identity is the domain, and Get's is the pair.
  const isOther = parameter === "Identity" && noun.cmdlets.identityParameter !== "Identity";
  const isOffByDefault = type.type === "boolean" && field.default === false;
  return {
    property: isName ? "name" : `parameters.${parameter}`,
    ...(from !== undefined && { from }),
    ...(finds && { companion: "always" as const }),
    ...(isOther && { writeOnly: true }),
    same: (declared, returned, resolve) =>
      (isOffByDefault && declared === false && returned === null) ||
      sameAs(type, resolve)(declared, returned) ||
      sameLoosely(declared, returned),
  };
}

/** The pages' examples have them in sets that the syntax leaves them out of (docs/service/information-barriers.md#state). */
const IN_EVERY_SET: { readonly [noun: string]: readonly string[] } = { InformationBarrierPolicy: ["State"] };

/** Parameters that Get shows under another name (docs/service/other-kinds.md#allow-block). */
const SHOWN_AS: { readonly [noun: string]: { readonly [parameter: string]: string } } = {
  TenantAllowBlockListItems: { Entries: "Value" },
};

/** What the catalogue does not know goes as it is. */
const unknownParameter = (parameter: string, from = parameter): State => ({
  property: `parameters.${parameter}`,
  parameter,
  type: { type: "any" },
  description: "",
  create: parameter,
  update: { kind: "whole", parameter },
  clear: { to: "null" },
  serviceFills: true,
  same: (declared, returned) => sameLoosely(declared, returned),
  write: (value) => tagged(value),
  read: (object) => object.get(from),
});
