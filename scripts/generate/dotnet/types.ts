import type { ObjectType, ValueType } from "../../../provider/kinds";
import { limitFacts } from "../../../provider/schema/property";
import { pascal } from "../../../provider/schema/names";
import { member, summary, text } from "./text";

const SCALARS: { readonly [type: string]: string } = {
  string: "string",
  datetime: "string",
  boolean: "bool",
  integer: "int",
};

/** The element type that Input<> or Output<> wraps; `owner` names an enum. */
function element(type: ValueType, direction: "input" | "output", owner: string): string {
  switch (type.type) {
    case "enum":
      return type.open || direction === "output" ? "string" : owner;
    case "object":
      return direction === "input" ? `Inputs.${type.name}Args` : `Outputs.${type.name}`;
    case "list":
      return `ImmutableArray<${element(type.of, direction, owner)}>`;
    case "map":
      return `ImmutableDictionary<string, ${element(type.of, direction, owner)}>`;
    default:
      // Days or a word, and anything at all: no one type of C#.
      return SCALARS[type.type] ?? "object";
  }
}

/** An input property; lists and maps are never null, so that programs can add to them. */
export function inputProperty(
  name: string,
  type: ValueType,
  doc: readonly string[],
  owner: string,
  required: boolean,
  className: string,
): string {
  const cs = member(name, className);
  const attribute = `    [Input(${text(name)}${required ? ", required: true" : ""})]`;
  const enumName = owner + pascal(name);
  const collection =
    type.type === "list"
      ? `InputList<${element(type.of, "input", enumName)}>`
      : type.type === "map"
        ? `InputMap<${element(type.of, "input", enumName)}>`
        : undefined;
  if (collection) {
    const field = `_${name}`;
    return `${attribute}\n    private ${collection}? ${field};\n\n${summary(doc, "    ")}\n    public ${collection} ${cs}\n    {\n        get => ${field} ??= new ${collection}();\n        set => ${field} = value;\n    }`;
  }
  const inner = element(type, "input", enumName);
  return `${summary(doc, "    ")}\n${attribute}\n    public Input<${inner}>${required ? "" : "?"} ${cs} { get; set; }${required ? " = null!;" : ""}`;
}

const VALUE_TYPES = new Set(["bool", "int"]);

/** The type of an output; collections are empty rather than null. */
export function outputType(type: ValueType, always: boolean): string {
  const inner = element(type, "output", "");
  const optional = always || type.type === "list" ? "" : "?";
  return `Output<${inner}${optional}>`;
}

export function inputClass(type: ObjectType): string {
  const name = `${type.name}Args`;
  const members = type.fields.map((field) =>
    inputProperty(
      field.property,
      field.type,
      [field.description, ...limitFacts(field.type).map((fact) => `- ${fact}`)],
      type.name,
      field.required ?? false,
      name,
    ),
  );
  return `public sealed class ${name} : global::Pulumi.ResourceArgs\n{\n${members.join("\n\n")}\n}`;
}

export function outputClass(type: ObjectType): string {
  const fields = type.fields.map((field) => {
    const inner = element(field.type, "output", "").replace(/^Outputs\./, "");
    const optional = field.required || field.type.type === "list" ? "" : "?";
    return {
      name: field.property,
      cs: member(field.property, type.name),
      type: `${inner}${optional}`,
      doc: field.description,
    };
  });
  const members = fields.map(
    (field) => `${summary([field.doc], "    ")}\n    public readonly ${field.type} ${field.cs};`,
  );
  const parameters = fields.map((field) => `        ${field.type} @${field.name}`);
  const sets = fields.map((field) => `        ${field.cs} = @${field.name};`);
  return `[OutputType]\npublic sealed class ${type.name}\n{\n${members.join("\n\n")}\n\n    [OutputConstructor]\n    private ${type.name}(\n${parameters.join(",\n")})\n    {\n${sets.join("\n")}\n    }\n}`;
}

/** A field of a data function's result. */
export const plainType = (type: ValueType, always: boolean): string => {
  const inner = element(type, "output", "");
  const optional = always || type.type === "list" || (VALUE_TYPES.has(inner) && always) ? "" : "?";
  return `${inner}${optional}`;
};

export const enumClass = (
  name: string,
  members: readonly { readonly name: string; readonly value: string }[],
): string => `[EnumType]
public readonly struct ${name} : IEquatable<${name}>
{
    private readonly string _value;

    private ${name}(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

${members.map((one) => `    public static ${name} ${one.name === "Equals" || one.name === "ToString" ? `${one.name}Value` : one.name} { get; } = new ${name}(${text(one.value)});`).join("\n")}

    public static bool operator ==(${name} left, ${name} right) => left.Equals(right);
    public static bool operator !=(${name} left, ${name} right) => !left.Equals(right);

    public static explicit operator string(${name} value) => value._value;

    public override bool Equals(object? obj) => obj is ${name} other && Equals(other);
    public bool Equals(${name} other) => string.Equals(_value, other._value, StringComparison.Ordinal);
    public override int GetHashCode() => _value?.GetHashCode() ?? 0;
    public override string ToString() => _value;
}`;
