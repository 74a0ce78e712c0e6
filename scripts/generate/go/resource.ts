import type { Kind, ObjectType } from "../../../provider/kinds";
import { dynamicType, pascal } from "../../../provider/schema/names";
import { inputsOf, outputsOf, type Property } from "../../../provider/schema/property";
import { objectContainers, resourceContainers } from "./containers";
import { dataFunctions } from "./functions";
import { comment, goPackage, HEADER, struct } from "./text";
import { goType } from "./types";

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const elementType = (args: string, plain: string): string =>
  `func (${args}) ElementType() reflect.Type {\n\treturn reflect.TypeOf((*${plain})(nil)).Elem()\n}`;

const fields = (properties: readonly Property[], form: "input" | "output" | "plain") =>
  properties.map((property) => ({
    name: property.name,
    type: goType(property.type, form === "output" ? !property.always : !property.required)[form],
    doc:
      form === "plain"
        ? property.description
        : [property.description, ...property.facts.map((fact) => `- ${fact}`)].join("\n"),
  }));

const membersOf = (properties: readonly Property[]) =>
  properties.map((property) => ({
    name: property.name,
    type: goType(property.type, !property.always),
    optional: !property.always,
    doc: property.description,
  }));

/** `Get` takes a state in every SDK of Pulumi; here the id says all. */
const stateOf = (noun: string): readonly string[] => {
  const plain = `${lower(noun)}State`;
  return [
    struct(plain, `${plain} is what ${noun}State becomes.`, []),
    struct(`${noun}State`, `${noun}State may say more of an object that is read; its id is enough.`, []),
    `// ElementType tells Pulumi what the state becomes.\n${elementType(`${noun}State`, plain)}`,
  ];
};

function constructor(kind: Kind): string {
  const { noun } = kind;
  const required = inputsOf(kind).filter((property) => property.required);
  const secrets = outputsOf(kind).filter((property) => property.secret);
  const checks = required.map(
    ({ name }) =>
      `\tif args.${pascal(name)} == nil {\n\t\treturn nil, errors.New("invalid value for required argument '${pascal(name)}'")\n\t}\n`,
  );
  const hide =
    secrets.length > 0
      ? `\t\tpulumi.AdditionalSecretOutputs([]string{${secrets.map(({ name }) => JSON.stringify(name)).join(", ")}}),\n`
      : "";
  return `${comment([`New${noun} registers a ${noun} with the given name, arguments and options.`])}
func New${noun}(ctx *pulumi.Context, name string, args *${noun}Args, opts ...pulumi.ResourceOption) (*${noun}, error) {
	if args == nil {
		args = &${noun}Args{}
	}
${checks.join("")}	defaults := []pulumi.ResourceOption{
		pulumi.DeleteBeforeReplace(true),
		pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("${dynamicType(noun)}")}}),
${hide}	}
	var resource ${noun}
	err := ctx.RegisterResource("${kind.token}", name, args, &resource, append(defaults, opts...)...)
	if err != nil {
		return nil, err
	}
	return &resource, nil
}

${comment([`Get${noun} reads an existing object that this program does not manage, by id or exact name.`])}
func Get${noun}(ctx *pulumi.Context, name string, id pulumi.IDInput, state *${noun}State, opts ...pulumi.ResourceOption) (*${noun}, error) {
	var resource ${noun}
	err := ctx.ReadResource("${kind.token}", name, id, state, &resource, opts...)
	if err != nil {
		return nil, err
	}
	return &resource, nil
}`;
}

/** The file of one kind. */
export function resourceFile(kind: Kind): string {
  const { noun } = kind;
  const plain = `${lower(noun)}Args`;
  const inputs = inputsOf(kind);
  const needsErrors = inputs.some((property) => property.required);
  const declarations = [
    struct(
      noun,
      [`${noun}: ${kind.summary}`, ...kind.notes.map((note) => `- ${note}`)].join("\n"),
      fields(outputsOf(kind), "output"),
      ["pulumi.CustomResourceState"],
    ),
    constructor(kind),
    struct(plain, `${plain} is what ${noun}Args become.`, fields(inputs, "plain")),
    struct(`${noun}Args`, `${noun}Args are the arguments of a ${noun}.`, fields(inputs, "input")),
    `// ElementType tells Pulumi what the arguments become.\n${elementType(`${noun}Args`, plain)}`,
    ...stateOf(noun),
    ...resourceContainers(noun, membersOf(outputsOf(kind))),
    ...dataFunctions(kind),
  ];
  return `${HEADER}
package ${goPackage(kind.area)}

import (
	"context"
${needsErrors ? '\t"errors"\n' : ""}\t"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${declarations.join("\n\n")}
`;
}

/** Nested objects of an area, once each: as arguments, and as what they become. */
export function objectsFile(area: string, objects: readonly ObjectType[]): string {
  const declarations = objects.flatMap((type) => {
    const held = type.fields.map((field) => ({
      name: field.property,
      type: goType(field.type, !field.required),
      whenOptional: goType(field.type, true),
      optional: !field.required,
      doc: field.description,
    }));
    const members = (form: "input" | "plain") =>
      type.fields.map((field) => ({
        name: field.property,
        type: goType(field.type, !field.required)[form],
        doc: field.description,
      }));
    return [
      struct(type.name, `${type.name} is what ${type.name}Args become.`, members("plain")),
      struct(`${type.name}Args`, `${type.name}Args is a nested object of this package.`, members("input")),
      `// ElementType tells Pulumi what the arguments become.\n${elementType(`${type.name}Args`, type.name)}`,
      ...objectContainers(type.name, held),
    ];
  });
  return `${HEADER}
package ${goPackage(area)}

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${declarations.join("\n\n")}
`;
}
