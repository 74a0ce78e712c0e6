import type { Kind } from "../kinds";
import { pascal } from "./names";
import { outputsOf, type Property } from "./property";
import type { NamedTypes, TypeSpec } from "./types";

/** Several objects of a noun in English: `RetentionCompliancePolicies`, `ComplianceTags`. */
export const plural = (noun: string): string =>
  /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : /(s|x|ch)$/.test(noun) ? `${noun}es` : `${noun}s`;

export interface DataFunction {
  readonly token: string;
  /** Name in SDKs: `getComplianceTag`, `listComplianceTags`. */
  readonly name: string;
  readonly form: "get" | "list";
  readonly kind: Kind;
}

/** The functions that read objects of a kind which the program does not manage. Order lists and memberships have none. */
export function functionsOf(kind: Kind): readonly DataFunction[] {
  if (kind.special) return [];
  const named = (form: "get" | "list", noun: string): DataFunction => ({
    token: `purview:${kind.area}:${form}${noun}`,
    name: `${form}${noun}`,
    form,
    kind,
  });
  const get = named("get", kind.noun);
  return kind.identity.kind === "singleton" ? [get] : [get, named("list", plural(kind.noun))];
}

export const GET_INPUTS = {
  id: "Id of the object. Either this or `name`.",
  name: "Exact name of the object, ignoring case. Either this or `id`.",
} as const;

export const LIST_INPUTS = {
  nameContains: { type: "string", description: "Only objects whose name contains this text, ignoring case." },
  includeBuiltIn: { type: "boolean", description: "Microsoft's own objects too. Default: `false`." },
} as const;

export const LISTED = {
  id: { type: "string", description: "Id of the object; `pulumi import` takes it." },
  name: { type: "string", description: "Name of the object." },
  builtIn: { type: "boolean", description: "Made by Microsoft: it can be read, but not managed." },
} as const;

const spec = (properties: { readonly [name: string]: TypeSpec }, required: readonly string[]): TypeSpec => ({
  type: "object",
  properties,
  ...(required.length > 0 ? { required } : {}),
});

function getSpec(kind: Kind, types: NamedTypes): TypeSpec {
  const singleton = kind.identity.kind === "singleton";
  const outputs = outputsOf(kind);
  const property = (one: Property): readonly [string, TypeSpec] => [
    one.name,
    {
      ...types.spec(one.type, kind.noun + pascal(one.name)),
      description: one.description,
      ...(one.secret ? { secret: true } : {}),
    },
  ];
  const inputs = Object.entries(GET_INPUTS).map(([name, description]) => [name, { type: "string", description }]);
  return {
    description: `Reads ${singleton ? "the" : "one"} \`${kind.noun}\` that this program does not manage. An object that does not exist is an error.`,
    ...(singleton ? {} : { inputs: spec(Object.fromEntries(inputs) as { [name: string]: TypeSpec }, []) }),
    outputs: spec(
      { ...Object.fromEntries(outputs.map(property)), id: { type: "string", description: "Id of the object." } },
      [...outputs.filter((one) => one.always).map(({ name }) => name), "id"],
    ),
  };
}

function listSpec(kind: Kind, types: NamedTypes): TypeSpec {
  const item = types.named(`Listed${kind.noun}`, spec(LISTED, Object.keys(LISTED)));
  return {
    description: `Lists the objects of \`${kind.noun}\` that the tenant has, in the order of their names.`,
    inputs: spec(LIST_INPUTS, []),
    outputs: spec({ objects: { type: "array", items: item, description: "What was found." } }, ["objects"]),
  };
}

export const functionSpec = ({ form, kind }: DataFunction, types: NamedTypes): TypeSpec =>
  form === "get" ? getSpec(kind, types) : listSpec(kind, types);
