import { findCmdlet } from "../../../catalogue";
import { defineKind, type KindDefinition, type State } from "../define";
import { example } from "../example";
import { fromEntries, showOf } from "../fields/canonical";
import { parsedJson } from "../fields/read";
import { sameJson } from "../fields/same";
import type { Kind } from "../kind";
import type { WireReader } from "../wire-reader";
import { isList, isRecord, type Plain, plainOf, type Properties } from "../../values";

type PlainRecord = { readonly [key: string]: Plain };

const MAP = { type: "map", of: { type: "any" } } as const;

/** Scalars in any order: which lists of an unknown noun have one is not known. */
function sameLoosely(a: Plain, b: Plain): boolean {
  if (!isList(a) || !isList(b)) return sameJson(parsedJson(a), parsedJson(b));
  return (
    a.every((item) => b.some((other) => sameJson(item, other))) &&
    b.every((item) => a.some((other) => sameJson(item, other)))
  );
}

function sameParameters(a: Plain, b: Plain): boolean {
  if (!isRecord(a) || !isRecord(b)) return sameJson(a, b);
  const lowered = (record: PlainRecord): Map<string, Plain> =>
    new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));
  const [first, second] = [lowered(a), lowered(b)];
  const keys = [...new Set([...first.keys(), ...second.keys()])];
  return keys.every((key) => sameLoosely(first.get(key) ?? null, second.get(key) ?? null));
}

/** Everything that Get returned, under the names of parameters where the program says which property shows which. */
function readParameters(object: WireReader, renamed: PlainRecord): Plain {
  const own = Object.entries(object.object).filter(([key]) => !key.includes("@"));
  const returned = Object.entries(renamed).flatMap(([parameter, property]): (readonly [string, Plain])[] => {
    const value = typeof property === "string" ? object.get(property) : undefined;
    return value === undefined ? [] : [[parameter, value]];
  });
  const names = new Set(returned.map(([key]) => key.toLowerCase()));
  return fromEntries([...own.filter(([key]) => !names.has(key.toLowerCase())), ...returned]);
}

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

const statesOf = (renamed: PlainRecord): readonly State[] => [
  {
    property: "noun",
    parameter: "Noun",
    type: { type: "string", format: "name" },
    description:
      "The cmdlets' noun: the object is made by `New-<noun>`, changed by `Set-<noun>`, read by `Get-<noun>`.",
    example: "FeatureConfiguration",
    required: true,
    fixed: true,
    writeOnly: true,
    read: () => undefined,
  },
  {
    property: "name",
    parameter: "Name",
    type: { type: "string", format: "name" },
    description: "Unique name, sent as `-Name`. Default: the resource's logical name.",
    required: true,
    fixed: true,
    create: "Name",
    read: (object) => object.text("Name"),
  },
  {
    property: "parameters",
    parameter: "Parameters",
    type: MAP,
    description:
      "Cmdlet parameters for New and Set, by their PowerShell names. Only these are managed; one that is no longer declared is sent as null.",
    example: { Comment: "made by Pulumi" },
    perKey: true,
    create: "Parameters",
    update: { kind: "spread" },
    clear: { to: "null" },
    serviceFills: true,
    same: (a, b) => sameParameters(showOf(a), showOf(b)),
    read: (object) => readParameters(object, renamed),
  },
  how("readParameters", "Parameters of Get that make its answer complete.", { DistributionDetail: true }),
  how("readProperties", "Parameters that Get shows under another name: parameter -> property.", {
    Settings: "AdvancedSettings",
  }),
];

const definition = (renamed: PlainRecord): KindDefinition => ({
  noun: "Object",
  area: "index",
  synthetic: true,
  summary: "Any object of any noun, for what this package does not know yet.",
  notes: [
    "Prefer the resource of the noun where there is one: it checks, compares and warns better.",
    "The guards for irreversible acts see these parameters too.",
  ],
  examples: [
    example("A noun that this package has no resource for", {
      segment: [
        "Object",
        { noun: "OrganizationSegment", parameters: { UserGroupFilter: "Department -eq 'Research'" } },
      ],
    }),
  ],
  cmdlets: { get: "Get-Object", create: "New-Object", update: "Set-Object", remove: "Remove-Object" },
  states: statesOf(renamed),
  special: { kind: "generic" },
});

export const genericObject: Kind = defineKind(definition({}));

const recordOf = (properties: Properties, property: string): PlainRecord => {
  const value = properties[property];
  const plain = value === undefined ? undefined : plainOf(value);
  return isRecord(plain) ? plain : {};
};

/** The kind that a generic object's inputs describe; every other kind as it is. */
export function concreteKind(kind: Kind, properties: Properties): Kind {
  if (kind.special?.kind !== "generic") return kind;
  const value = properties["noun"];
  const noun = value === undefined ? undefined : plainOf(value);
  if (typeof noun !== "string" || noun === "") return kind;
  const cmdlet = (verb: string): string => findCmdlet(`${verb}-${noun}`)?.name ?? `${verb}-${noun}`;
  return defineKind({
    ...definition(recordOf(properties, "readProperties")),
    noun,
    cmdlets: { get: cmdlet("Get"), create: cmdlet("New"), update: cmdlet("Set"), remove: cmdlet("Remove") },
    get: recordOf(properties, "readParameters"),
  });
}
