import type { Property } from "../../../provider/schema/property";

/** A TSDoc block; `*​/` cannot stand inside one. */
export function docBlock(paragraphs: readonly string[]): string {
  const lines = paragraphs
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph, index) => [...(index > 0 ? [""] : []), ...paragraph.split("\n")])
    .map((line) => ` * ${line.replaceAll("*/", "*\\/")}`.trimEnd());
  return lines.length === 0 ? "" : ["/**", ...lines, " */"].join("\n");
}

export const propertyDoc = (property: Property): string =>
  docBlock([property.description, property.facts.map((fact) => `- ${fact}`).join("\n")]);
