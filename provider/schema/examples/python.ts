import { type Example, type ExampleResource, type ExampleValue, findKind } from "../../kinds";
import { isList } from "../../values";
import { snake } from "../names";
import { isMembers, isRef, referred, wordsOf } from "./references";

const variable = (name: string): string =>
  wordsOf(name)
    .map((word) => word.toLowerCase())
    .join("_");

function literal(value: ExampleValue): string {
  if (isRef(value)) return `${variable(value.ref)}.id`;
  if (isList(value)) return `[${value.map(literal).join(", ")}]`;
  if (isMembers(value)) {
    const members = Object.entries(value).map(([name, item]) => `${JSON.stringify(snake(name))}: ${literal(item)}`);
    return `{${members.join(", ")}}`;
  }
  return value === null ? "None" : typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value);
}

function statement(resource: ExampleResource, names: ReadonlySet<string>): string {
  const area = findKind(resource.noun)?.area ?? "index";
  const path = area === "index" ? "purview" : `purview.${area}`;
  const members = Object.entries(resource.properties).map(([name, value]) => `    ${snake(name)}=${literal(value)}`);
  const call = `${path}.${resource.noun}(${[JSON.stringify(resource.name), ...members].join(",\n")})`;
  return names.has(resource.name) ? `${variable(resource.name)} = ${call}` : call;
}

/** The example as a whole Python program. */
export function pythonProgram(example: Example): string {
  const names = referred(example);
  return ["import pulumi_purview as purview", "", ...example.resources.map((r) => statement(r, names))].join("\n");
}
