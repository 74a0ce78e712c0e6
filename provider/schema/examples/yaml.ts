import { type Example, type ExampleValue, findKind } from "../../kinds";
import { isList } from "../../values";
import { isMembers, isRef, wordsOf } from "./references";

const variable = (name: string): string =>
  wordsOf(name)
    .map((word) => word.toLowerCase())
    .join("-");

/** Text that YAML would read as something else, or not at all, is quoted as JSON, which is YAML. */
const scalar = (value: unknown): string =>
  typeof value === "string" &&
  /^[A-Za-z][\w .@/-]*$/.test(value) &&
  !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value).replace(/\$\{/g, "$$$${");

function lines(value: ExampleValue, indent: string): string {
  if (isRef(value)) return ` \${${variable(value.ref)}.id}`;
  if (isList(value)) {
    const items = value;
    return items.length === 0 ? " []" : items.map((item) => `\n${indent}-${lines(item, `${indent}  `)}`).join("");
  }
  if (!isMembers(value)) return ` ${scalar(value)}`;
  const members = Object.entries(value);
  return members.length === 0
    ? " {}"
    : members.map(([name, item]) => `\n${indent}${scalar(name)}:${lines(item, `${indent}  `)}`).join("");
}

/** The example as a whole Pulumi YAML program. */
export function yamlProgram(example: Example): string {
  const resources = example.resources.map(({ name, noun, properties }) => {
    const token = findKind(noun)?.token ?? `purview:index:${noun}`;
    const named = { name, ...properties };
    return `  ${variable(name)}:\n    type: ${token}\n    properties:${lines(named, "      ")}`;
  });
  return ["resources:", ...resources].join("\n");
}
