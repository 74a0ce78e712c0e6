import type { Example, Kind } from "../kinds";
import { pythonProgram } from "./examples/python";
import { typescriptProgram } from "./examples/typescript";
import { yamlProgram } from "./examples/yaml";
import { functionsOf, LIST_INPUTS } from "./functions";
import { dynamicType, pascal } from "./names";
import { inputsOf, outputsOf, type Property } from "./property";
import type { NamedTypes, TypeSpec } from "./types";

const descriptionOf = (property: Property): string =>
  [property.description, property.facts.map((fact) => `- ${fact}`).join("\n")].filter(Boolean).join("\n\n");

/**
 * No `default` on purpose: the SDKs of other languages would declare it, and "never declared = not managed" would mean something
 * else in Python than in TypeScript. Defaults stand in the descriptions.
 */
function propertySpec(kind: Kind, property: Property, types: NamedTypes, direction: "input" | "output"): TypeSpec {
  return {
    ...types.spec(property.type, kind.noun + pascal(property.name)),
    description: descriptionOf(property),
    ...(property.secret ? { secret: true } : {}),
    ...(property.replaces && direction === "input" ? { replaceOnChanges: true } : {}),
  };
}

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const exampleText = (example: Example): string =>
  [
    "{{% example %}}",
    `### ${example.title}`,
    "",
    block("typescript", typescriptProgram(example, "plugin")),
    block("python", pythonProgram(example)),
    block("yaml", yamlProgram(example)),
    "{{% /example %}}",
  ].join("\n");

export function importText(kind: Kind): string {
  const name = kind.examples[0]?.resources.find(({ noun }) => noun === kind.noun)?.name ?? "My object";
  if (kind.special?.kind === "generic") return `pulumi import ${kind.token} example "FeatureConfiguration/My object"`;
  switch (kind.identity.kind) {
    case "text":
    case "guid":
      return `pulumi import ${kind.token} example ${JSON.stringify(name)}\npulumi import ${kind.token} example 6bd9a0f2-5c1e-4d0e-9f5b-0a1b2c3d4e5f`;
    case "name":
      return `pulumi import ${kind.token} example ${JSON.stringify(name)}`;
    case "singleton":
      return `pulumi import ${kind.token} example ${kind.noun}`;
    case "membership":
      return `pulumi import ${kind.token} example 6bd9a0f2-5c1e-4d0e-9f5b-0a1b2c3d4e5f/someone@contoso.com`;
    case "order":
      return `pulumi import ${kind.token} example ${kind.identity.list}`;
  }
}

function resourceText(kind: Kind): string {
  const examples = kind.examples.map(exampleText);
  return [
    kind.summary,
    kind.notes.map((note) => `- ${note}`).join("\n"),
    ...(examples.length > 0 ? [`{{% examples %}}\n## Example Usage\n${examples.join("\n")}\n{{% /examples %}}`] : []),
    `## Import\n\nBy id or by the exact name:\n\n${block("sh", importText(kind))}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/**
 * TypeScript takes no class of that name in the CommonJS that Pulumi's generator makes (error 2725), so generators are told that
 * the class is written by hand (`isOverlay`). It is, in the npm package; `scripts/generate-sdks.mjs` lets the other languages have it.
 */
const RESERVED_CLASSES: readonly string[] = ["Object"];

/** A kind as a resource of the package schema. */
export function resourceSpec(kind: Kind, types: NamedTypes): TypeSpec {
  const inputs = inputsOf(kind);
  const outputs = outputsOf(kind);
  const members = (list: readonly Property[], direction: "input" | "output"): TypeSpec =>
    Object.fromEntries(list.map((property) => [property.name, propertySpec(kind, property, types, direction)]));
  return {
    description: resourceText(kind),
    inputProperties: members(inputs, "input"),
    requiredInputs: inputs.filter((property) => property.required).map(({ name }) => name),
    properties: members(outputs, "output"),
    required: outputs.filter((property) => property.always).map(({ name }) => name),
    aliases: [{ type: dynamicType(kind.noun) }],
    ...(RESERVED_CLASSES.includes(kind.noun) ? { isOverlay: true } : {}),
    ...(functionsOf(kind).some(({ form }) => form === "list")
      ? { listInputs: { type: "object", properties: LIST_INPUTS } }
      : {}),
  };
}
