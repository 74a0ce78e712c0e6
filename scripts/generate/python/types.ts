import type { Kind, ObjectType, ValueType } from "../../../provider/kinds";
import { limitFacts, inputsOf, type Property } from "../../../provider/schema/property";
import { enumsOf } from "../enums";
import { pascal } from "../../../provider/schema/names";
import { objectsIn } from "../typescript/types";
import { docstring, factLines, HEADER, pyName } from "./text";

/** `input` is a member of an input type, from which Pulumi translates names; it does not see through a TypedDict there. */
type Direction = "input" | "parameter" | "output";

/** The Python type of a value; `owner` names its enum. Types of the area are quoted, since they may stand further down. */
export function pyType(type: ValueType, direction: Direction, owner: string): string {
  const inner = (of: ValueType): string => {
    const text = pyType(of, direction, owner);
    return direction === "output" ? text : `pulumi.Input[${text}]`;
  };
  switch (type.type) {
    case "string":
    case "datetime":
      return "str";
    case "boolean":
      return "bool";
    case "integer":
      return "int";
    case "duration":
      return "Union[int, str]";
    case "enum":
      return type.open || direction === "output" ? "str" : `Union[str, "${owner}"]`;
    case "list":
      return `Sequence[${inner(type.of)}]`;
    case "map":
      return `Mapping[str, ${inner(type.of)}]`;
    case "object":
      if (direction === "output") return `"outputs.${type.name}"`;
      return `Union["${type.name}Args", ${direction === "input" ? "Mapping[str, Any]" : `"${type.name}ArgsDict"`}]`;
    case "any":
      return "Any";
  }
}

/** A member of an input type. */
export function inputMember(
  property: Pick<Property, "name" | "type" | "required" | "description" | "facts">,
  owner: string,
): string {
  const type = `pulumi.Input[${pyType(property.type, "input", owner + pascal(property.name))}]`;
  const [annotation, rest] = property.required ? [type, ""] : [`Optional[${type}]`, ", default=None"];
  return [
    `    ${pyName(property.name)}: ${annotation} = pulumi.property("${property.name}"${rest})`,
    docstring([property.description, factLines(property)], "    "),
  ].join("\n");
}

/** A member of the dictionary that stands for an input type. */
function dictMember(property: Parameters<typeof inputMember>[0], owner: string): string {
  const type = `pulumi.Input[${pyType(property.type, "parameter", owner + pascal(property.name))}]`;
  const annotation = property.required ? type : `NotRequired[${type}]`;
  return [
    `    ${pyName(property.name)}: ${annotation}`,
    docstring([property.description, factLines(property)], "    "),
  ].join("\n");
}

const objectMembers = (
  type: ObjectType,
): readonly Pick<Property, "name" | "type" | "required" | "description" | "facts">[] =>
  type.fields.map((field) => ({
    name: field.property,
    type: field.type,
    required: field.required ?? false,
    description: field.description,
    facts: limitFacts(field.type),
  }));

const objectsOf = (kinds: readonly Kind[]): readonly ObjectType[] => [
  ...new Map(
    kinds.flatMap((kind) => inputsOf(kind).flatMap(({ type }) => objectsIn(type))).map((type) => [type.name, type]),
  ).values(),
];

const IMPORTS = `import enum
from typing import Any, Mapping, Optional, Sequence, Union

import pulumi
`;

/** A module that exports its classes alone. */
function moduleOf(classes: readonly string[], imports = IMPORTS): string {
  return `${HEADER}${imports}\n${exported(classes)}\n\n\n${classes.join("\n\n\n")}\n`;
}

/** `__all__` of these declarations. */
export const exported = (declarations: readonly string[]): string => {
  const names = declarations.flatMap((text) => /^(?:class|def) (\w+)/m.exec(text)?.[1] ?? []);
  return `__all__ = [${names.map((name) => JSON.stringify(name)).join(", ")}]`;
};

/** Python wants arguments without a default first. */
export const requiredFirst = <T extends { readonly required: boolean }>(members: readonly T[]): readonly T[] => [
  ...members.filter((member) => member.required),
  ...members.filter((member) => !member.required),
];

/** Enums and input types of an area. */
export function inputsFile(area: string, kinds: readonly Kind[]): string {
  const enums = enumsOf(area, kinds).map(({ name, members }) => {
    const values = members.map((one) => `    ${enumMember(one.name)} = ${JSON.stringify(one.value)}`);
    return `class ${name}(str, enum.Enum):\n${values.join("\n")}`;
  });
  const objects = objectsOf(kinds).flatMap((type) => {
    const members = objectMembers(type);
    const dict = members.map((member) => dictMember(member, type.name));
    const args = requiredFirst(members).map((member) => inputMember(member, type.name));
    return [
      `class ${type.name}ArgsDict(TypedDict):\n${dict.join("\n")}`,
      `@_utilities.input_type\nclass ${type.name}Args:\n${args.join("\n")}`,
    ];
  });
  const typed =
    objects.length > 0 ? "\nfrom .. import _utilities\nfrom .._utilities import NotRequired, TypedDict\n" : "";
  return moduleOf([...enums, ...objects], `${IMPORTS}${typed}`);
}

/** As Pulumi's generator names them: `KeepAndDelete` -> `KEEP_AND_DELETE`. */
const enumMember = (name: string): string => pyName(name).toUpperCase();

/** Output types of an area. */
export function outputsFile(kinds: readonly Kind[]): string {
  const objects = objectsOf(kinds).map((type) => {
    const members = objectMembers(type).map(({ name, type: value, required, description, facts }) => {
      const bare = pyType(value, "output", "").replace(/"outputs\.(\w+)"/g, '"$1"');
      return [
        `    ${pyName(name)}: ${required ? bare : `Optional[${bare}]`} = pulumi.property("${name}")`,
        docstring([description, factLines({ facts })], "    "),
      ].join("\n");
    });
    return `@pulumi.output_type\nclass ${type.name}(dict):\n${members.join("\n")}`;
  });
  return moduleOf(objects);
}
