import { propertyName } from "../../../provider/kinds";
import type { Property } from "../../../provider/schema/property";

/** A TSDoc block; `*​/` cannot stand inside one. */
export function docBlock(paragraphs: readonly string[]): string {
  const lines = paragraphs
    .filter((paragraph) => paragraph !== "")
    .flatMap((paragraph, index) => [...(index > 0 ? [""] : []), ...paragraph.split("\n")])
    .map((line) => ` * ${line.replaceAll("*/", "*\\/")}`.trimEnd());
  const [only] = lines;
  if (only === undefined) return "";
  // What tsc indents in every declaration file of the package is most of its size.
  return lines.length === 1 ? `/**${only.slice(2)} */` : ["/**", ...lines, " */"].join("\n");
}

/** What every second property would say; docs/resources says it of each, the interface says it once. */
const OF_EVERY_PROPERTY = /^No documented default:/;

/** The cmdlets are those of the kind, and the parameter mostly has the property's name. */
function sourceOf(fact: string, { name }: Property): string | undefined {
  const parameter = /^Source: `-([^`]*)` \([^)]*\)\.$/.exec(fact)?.[1];
  if (parameter === undefined) return fact;
  return propertyName(parameter) === name ? undefined : `Source: \`-${parameter}\`.`;
}

/** Of an input: what it means, and its limits, default and source. */
export const inputDoc = (property: Property): string =>
  docBlock([
    property.description,
    property.facts
      .filter((fact) => !OF_EVERY_PROPERTY.test(fact))
      .map((fact) => sourceOf(fact, property))
      .filter((fact) => fact !== undefined)
      .map((fact) => `- ${fact}`)
      .join("\n"),
  ]);

/** Of an output: what it means. Limits and defaults are the input's, which has the same name. */
export const outputDoc = (property: Property): string => docBlock([property.description]);
