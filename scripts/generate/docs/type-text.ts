import type { ValueType } from "../../../provider/kinds";

/** A type as a reader of the docs wants it. */
export function typeText(type: ValueType): string {
  switch (type.type) {
    case "string":
      return type.reference
        ? `reference to a \`${type.reference.noun}\``
        : type.format && type.format !== "text"
          ? `string (${type.format})`
          : "string";
    case "duration":
      return `integer (${type.unit ?? "days"}) or \`"${type.word}"\``;
    case "enum":
      return type.open ? "string" : "one of the values below";
    case "list":
      return `list of ${typeText(type.of)}`;
    case "map":
      return `map of ${typeText(type.of)}`;
    case "object":
      return `${type.fromText ? "JSON text or " : ""}object (${type.fields.map((field) => `\`${field.property}\`${field.required ? "" : "?"}`).join(", ")})`;
    default:
      return type.type;
  }
}
