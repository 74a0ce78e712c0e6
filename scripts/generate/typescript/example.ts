import type { Example, ExampleResource, ExampleValue, Kind } from "../../../provider/kinds";
import { findKind } from "../../../provider/kinds";
import type { Host } from "./resource";

const isRef = (value: ExampleValue): value is { readonly ref: string } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).join() === "ref";

const variable = (name: string): string => {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const text = words
    .map((word, i) => (i === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  return /^[0-9]/.test(text) ? `_${text}` : text;
};

function literal(value: ExampleValue): string {
  if (isRef(value)) return variable(value.ref);
  if (Array.isArray(value)) return `[${(value as readonly ExampleValue[]).map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value as { readonly [key: string]: ExampleValue });
    return `{ ${members.map(([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${literal(item)}`).join(", ")} }`;
  }
  return JSON.stringify(value);
}

const refsIn = (value: ExampleValue): readonly string[] =>
  isRef(value)
    ? [value.ref]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap((item) => refsIn(item as ExampleValue))
      : [];

function statement(kind: Kind, resource: ExampleResource, referred: ReadonlySet<string>): string {
  const { area } = resource.noun === kind.noun ? kind : (findKind(resource.noun) ?? kind);
  const members = Object.entries(resource.properties).map(([key, value]) => `  ${key}: ${literal(value)},`);
  const call = `new purview.${area}.${resource.noun}(${JSON.stringify(resource.name)}, {\n${members.join("\n")}\n});`;
  return referred.has(resource.name) ? `const ${variable(resource.name)} = ${call}` : call;
}

/** A whole TypeScript program. */
export function exampleProgram(kind: Kind, example: Example, host: Host): string {
  const referred = new Set(example.resources.flatMap(({ properties }) => Object.values(properties).flatMap(refsIn)));
  return [
    `import * as purview from "pulumi-purview${host === "plugin" ? "/plugin" : ""}";`,
    "",
    ...example.resources.map((resource) => statement(kind, resource, referred)),
  ].join("\n");
}
