import { type Example, type ExampleResource, type ExampleValue, findKind } from "../../kinds";
import { isList } from "../../values";
import { isMembers, isRef, referred, wordsOf } from "./references";

const variable = (name: string): string =>
  wordsOf(name)
    .map((word, i) => (i === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

function literal(value: ExampleValue): string {
  if (isRef(value)) return variable(value.ref);
  if (isList(value)) return `[${value.map(literal).join(", ")}]`;
  if (!isMembers(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `${key(name)}: ${literal(item)}`);
  return `{ ${members.join(", ")} }`;
}

function statement(resource: ExampleResource, names: ReadonlySet<string>): string {
  const area = findKind(resource.noun)?.area ?? "index";
  const path = area === "index" ? "purview" : `purview.${area}`;
  const members = Object.entries(resource.properties).map(([name, value]) => `  ${key(name)}: ${literal(value)},`);
  const call = `new ${path}.${resource.noun}(${JSON.stringify(resource.name)}, {\n${members.join("\n")}\n});`;
  return names.has(resource.name) ? `const ${variable(resource.name)} = ${call}` : call;
}

/** The example as a whole TypeScript program on either host. */
export function typescriptProgram(example: Example, host: "dynamic" | "plugin"): string {
  const names = referred(example);
  return [
    `import * as purview from "pulumi-purview${host === "plugin" ? "/plugin" : ""}";`,
    "",
    ...example.resources.map((resource) => statement(resource, names)),
  ].join("\n");
}
