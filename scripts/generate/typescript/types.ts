import type { ObjectType, ValueType } from "../../../provider/kinds";
import { propertyDocOf } from "./object-doc";

/** How a value is written in a program (`input`: every part may be an Output) or read from a resource (`output`). */
export type Direction = "input" | "output";

const quoted = (value: string): string => JSON.stringify(value);

const scalar = (type: ValueType, direction: Direction): string | undefined => {
  switch (type.type) {
    case "string":
      return direction === "input" && type.reference ? `Reference<${quoted(type.reference.noun)}>` : "string";
    case "datetime":
      return "string";
    case "boolean":
      return "boolean";
    case "integer":
      return "number";
    case "duration":
      return `number | ${quoted(type.word)}`;
    case "enum":
      // What is read back may be newer than this package; `string & {}` keeps the known values in the editor's list.
      return [...type.values.map(quoted), ...(type.open || direction === "output" ? ["(string & {})"] : [])].join(
        " | ",
      );
    case "any":
      return "unknown";
    default:
      return undefined;
  }
};

/** The TypeScript type of a value, without its own Input or Output around it. */
export function bare(type: ValueType, direction: Direction): string {
  const simple = scalar(type, direction);
  if (simple !== undefined) return simple;
  switch (type.type) {
    case "list":
      return direction === "input"
        ? `pulumi.Input<${bare(type.of, direction)}>[]`
        : `readonly (${bare(type.of, direction)})[]`;
    case "map":
      return `{ [key: string]: ${direction === "input" ? `pulumi.Input<${bare(type.of, direction)}>` : bare(type.of, direction)} }`;
    case "object":
      return `${objectName(type, direction)}${type.fromText ? " | string" : ""}`;
    default:
      throw new Error(`no TypeScript type for ${type.type}`);
  }
}

export const objectName = (type: ObjectType, direction: Direction): string =>
  direction === "input" ? `${type.name}Args` : type.name;

/** Every object type in a value type, innermost last. */
export function objectsIn(type: ValueType, around: readonly ObjectType[] = []): readonly ObjectType[] {
  if (type.type === "list" || type.type === "map") return objectsIn(type.of, around);
  if (type.type !== "object" || around.includes(type)) return [];
  return [type, ...type.fields.flatMap((field) => objectsIn(field.type, [...around, type]))];
}

/** Names of the object types that a value type names itself. */
export const outermostObjects = (type: ValueType): readonly string[] =>
  type.type === "list" || type.type === "map" ? outermostObjects(type.of) : type.type === "object" ? [type.name] : [];

/** Declares one object type, for programs and for outputs. */
export function objectDeclarations(type: ObjectType): string {
  const members = (direction: Direction): string =>
    type.fields
      .map((field) => {
        const value = bare(field.type, direction);
        const optional = field.required ? "" : "?";
        const text = direction === "input" ? `pulumi.Input<${value}>` : value;
        const doc = direction === "input" ? `${propertyDocOf(field)}\n` : "";
        return `${doc}readonly ${field.property}${optional}: ${text}${field.required ? "" : " | undefined"};`;
      })
      .join("\n");
  return (["input", "output"] as const)
    .map((direction) => `export interface ${objectName(type, direction)} {\n${members(direction)}\n}`)
    .join("\n\n");
}
