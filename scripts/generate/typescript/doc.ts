import type { Property } from "../../../provider/schema/property";

/** A TSDoc block; `*​/` cannot stand inside one. */
export function docBlock(paragraphs: readonly string[]): string {
  const lines = paragraphs
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph, index) => [...(index > 0 ? [""] : []), ...paragraph.split("\n")])
    .map((line) => ` * ${line.replaceAll("*/", "*\\/")}`.trimEnd());
  return lines.length === 0 ? "" : ["/**", ...lines, " */"].join("\n");
}

/** Of an input: what it means, and its limits, default and source. */
export const inputDoc = (property: Property): string =>
  docBlock([property.description, property.facts.map((fact) => `- ${fact}`).join("\n")]);

/** Of an output: what it means. Limits and defaults are the input's, which has the same name. */
export const outputDoc = (property: Property): string => docBlock([property.description]);
