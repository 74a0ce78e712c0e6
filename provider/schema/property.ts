import type { Bound } from "../../catalogue";
import { type Field, IRREVERSIBLE_ACT_NAMES, type Kind, type ValueType } from "../kinds";
import type { Plain } from "../values";

/** One property of a resource as every generated language, the schema and the docs need it. */
export interface Property {
  readonly name: string;
  readonly type: ValueType;
  /** Must be declared. */
  readonly required: boolean;
  /** Is always there after an update. Outputs only. */
  readonly always: boolean;
  readonly secret: boolean;
  readonly replaces: boolean;
  readonly default: Plain | undefined;
  /** Plain sentences: meaning, unit. */
  readonly description: string;
  /** Everything else a reader wants, a line each: limits, default, example, source … */
  readonly facts: readonly string[];
}

const NOT_MANAGED = "never declared = not managed";

/** Properties that every resource takes in addition to its own. */
const COMMON_INPUTS: readonly Omit<Property, "required" | "always" | "secret" | "replaces">[] = [
  {
    name: "acceptIrreversible",
    type: {
      type: "list",
      of: {
        type: "enum",
        values: IRREVERSIBLE_ACT_NAMES,
        open: true,
      },
    },
    default: undefined,
    description:
      "Acts on this object that nobody can undo and that you want all the same, each by its name. Without it such an act is an error in preview.",
    facts: ['Example: `["PreservationLock"]`.'],
  },
  {
    name: "adoptExisting",
    type: { type: "boolean" },
    default: undefined,
    description:
      "Takes over an object of that name which exists already, instead of stopping with `PURVIEW_EXISTS`. Default: the provider's setting of the same name (`false`).",
    facts: [],
  },
  {
    name: "allowReplace",
    type: { type: "boolean" },
    default: undefined,
    description:
      "Allows this object to be deleted and recreated (replaced) when a property changes that is fixed at creation. In between nothing is retained, held or protected by it, and its name may stay reserved for days. Default: `false`.",
    facts: [],
  },
  {
    name: "deletionProtection",
    type: { type: "boolean" },
    default: undefined,
    description:
      "`true`: this object is not deleted, also when the resource leaves the program; `false`: it may be. Default: what the provider's setting of the same name says of its kind. The last update counts: run `pulumi up` after a change, before the resource is removed.",
    facts: [],
  },
  {
    name: "extraParameters",
    type: { type: "map", of: { type: "any" } },
    default: undefined,
    description:
      "Further parameters of the cmdlet, by their own names, for what the service got after this version. They are sent as they are. One that Get returns under the same name is compared with it, so that a change outside the program is drift; one that Get does not return is sent only when the program changes it.",
    facts: ['Example: `{ SomeNewParameter: "value" }`.'],
  },
];

const output = (
  name: string,
  type: "string" | "boolean" | "integer",
  description: string,
  always = true,
): Property => ({
  name,
  type: { type },
  required: false,
  always,
  secret: false,
  replaces: false,
  default: undefined,
  description,
  facts: [],
});

/** Outputs that every resource has in addition to its own. */
function commonOutputs(kind: Kind): readonly Property[] {
  return [
    ...(kind.identity.kind === "guid"
      ? [output("guid", "string", "GUID of the object; the same as the resource's id.")]
      : []),
    ...(kind.settle.kind === "distribution"
      ? [
          output(
            "distributionStatus",
            "string",
            "How far the service has distributed it: `Pending`, `Success`, `Error` … Never a difference.",
            false,
          ),
        ]
      : []),
    output("tenantId", "string", "The tenant that holds the object. Another tenant's provider refuses to touch it."),
    output(
      "environment",
      "string",
      "The cloud of that tenant: `public`, `gcc`, `gccHigh`, `dod`, `china` or `custom`.",
    ),
    output(
      "stateVersion",
      "integer",
      "Shape of the recorded state; later versions of the provider convert older ones.",
    ),
  ];
}

/** Names of what every resource takes, and of what every resource returns: SDKs declare them once. */
export const OF_EVERY_RESOURCE: { readonly inputs: readonly string[]; readonly outputs: readonly string[] } = {
  inputs: COMMON_INPUTS.map(({ name }) => name),
  outputs: [...COMMON_INPUTS.map(({ name }) => name), "tenantId", "environment", "stateVersion"],
};

/** Whether a resource's object gets its name from the program. */
export const takesName = (kind: Kind): boolean => kind.named === "program" && kind.field("name") !== undefined;

function fromField(kind: Kind, field: Field): Property {
  const isName = field.property === "name";
  return {
    name: field.property,
    type: field.type,
    required: field.required && !isName,
    always: field.required || (isName && takesName(kind)),
    secret: field.secret,
    replaces: field.replaces,
    default: field.default,
    description: field.description,
    facts: factsOf(kind, field),
  };
}

/** Everything that a program may declare, in alphabetical order. */
export function inputsOf(kind: Kind): readonly Property[] {
  const common = COMMON_INPUTS.map((property) => ({
    ...property,
    required: false,
    always: false,
    secret: false,
    replaces: false,
  }));
  return sorted([...kind.fields.map((field) => fromField(kind, field)), ...common]);
}

/** Everything that a resource returns, in alphabetical order: its inputs and what only the service knows. */
export function outputsOf(kind: Kind): readonly Property[] {
  const own = kind.outputs.map(({ property, type, description }) => output(property, type, description, false));
  const inputs = inputsOf(kind);
  const taken = new Set([...inputs, ...own].map(({ name }) => name));
  return sorted([...inputs, ...own, ...commonOutputs(kind).filter(({ name }) => !taken.has(name))]);
}

const sorted = (properties: readonly Property[]): readonly Property[] =>
  [...properties].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;

function defaultFact(field: Field): string | undefined {
  if (field.owned)
    return `Left out: ${field.default === undefined ? "empty" : code(field.default)}, and compared with the tenant.`;
  if (field.default !== undefined && field.default !== null) return `Default: ${code(field.default)}.`;
  return field.required || field.property === "name" ? undefined : `No documented default: ${NOT_MANAGED}.`;
}

const codes = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(", ");

const boundFact = (bound: Bound | undefined, [inclusive, exclusive]: readonly [string, string]): readonly string[] =>
  bound ? [`${bound.inclusive ? inclusive : exclusive} ${bound.value}.`] : [];

export function limitFacts(type: ValueType): readonly string[] {
  switch (type.type) {
    case "string":
      return [
        ...(type.stated?.maxLength !== undefined ? [`At most ${type.stated.maxLength} characters.`] : []),
        ...(type.stated?.values ? [`Documented values: ${codes(type.stated.values)}.`] : []),
        ...(type.reference ? [`Takes a \`${type.reference.noun}\` resource, its GUID or its name.`] : []),
      ];
    case "integer":
      return [
        ...boundFact(type.stated?.lower, ["At least", "More than"]),
        ...boundFact(type.stated?.upper, ["At most", "Less than"]),
      ];
    case "duration":
      return [`Unit: ${type.unit ?? "days"}, at least ${type.min ?? 1}, or \`"${type.word}"\`.`];
    case "enum":
      return [`${type.open ? "Known values" : "Allowed values"}: ${codes(type.values)}.`];
    case "datetime":
      return ["ISO 8601; without an offset it is UTC."];
    case "list":
      return [
        ...limitFacts(type.of),
        ...(type.stated?.maxItems !== undefined ? [`At most ${type.stated.maxItems} elements.`] : []),
        ...(type.ordered ? ["The order counts."] : []),
        ...(type.stated?.allAlone ? ['`"All"` must stand alone.'] : []),
      ];
    default:
      return [];
  }
}

function clearFact(field: Field): string | undefined {
  if (field.replaces || field.required) return undefined;
  return field.clear.to === "refused"
    ? `Once declared it cannot be taken out again: ${field.clear.because}.`
    : undefined;
}

function factsOf(kind: Kind, field: Field): readonly string[] {
  const cmdlets = [kind.cmdlets.create, kind.cmdlets.update].filter((cmdlet) => cmdlet !== undefined).join(", ");
  const facts = [
    ...limitFacts(field.type),
    defaultFact(field),
    field.replaces ? "Fixed at creation: a change replaces the object." : undefined,
    clearFact(field),
    field.writeOnly ? "Write-only: not returned by Get, so only changes in the program are seen." : undefined,
    field.secret ? "Secret." : undefined,
    field.example !== undefined ? `Example: ${code(field.example)}.` : undefined,
    field.flags.length > 0 ? `Catalogue: ${field.flags.join(", ")}.` : undefined,
    cmdlets && `Source: \`-${field.parameter}\` (${cmdlets}).`,
  ];
  return facts.filter((fact): fact is string => fact !== undefined && fact !== "");
}
