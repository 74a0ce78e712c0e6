import type { Kind, ObjectType } from "../../../provider/kinds";
import { functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { dynamicType, pascal } from "../../../provider/schema/names";
import { inputsOf, outputsOf, type Property } from "../../../provider/schema/property";
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
func Get${noun}(ctx *pulumi.Context, name string, id pulumi.IDInput, opts ...pulumi.ResourceOption) (*${noun}, error) {
	var resource ${noun}
	err := ctx.ReadResource("${kind.token}", name, id, nil, &resource, opts...)
	if err != nil {
		return nil, err
	}
	return &resource, nil
}`;
}

function dataFunctions(kind: Kind): readonly string[] {
  const { noun } = kind;
  return functionsOf(kind).flatMap(({ form, name, token }) => {
    const go = form === "get" ? `Lookup${noun}` : pascal(name);
    const doc =
      form === "get"
        ? "reads an object that this program does not manage."
        : `lists the objects of ${noun} that the tenant has.`;
    const asked =
      form === "get"
        ? kind.identity.kind === "singleton"
          ? []
          : Object.entries(GET_INPUTS).map(([key, text]) => ({ name: key, type: "*string", doc: text }))
        : Object.entries(LIST_INPUTS).map(([key, { type, description }]) => ({
            name: key,
            type: type === "boolean" ? "*bool" : "*string",
            doc: description,
          }));
    const told =
      form === "get"
        ? [
            ...outputsOf(kind).map((property) => ({
              name: property.name,
              type: goType(property.type, !property.always).plain,
              doc: property.description,
            })),
            { name: "id", type: "string", doc: "Id of the object." },
          ]
        : [{ name: "objects", type: `[]Listed${noun}`, doc: "What was found, in the order of the names." }];
    const listed = Object.entries(LISTED).map(([key, { type, description }]) => ({
      name: key,
      type: type === "boolean" ? "bool" : "string",
      doc: description,
    }));
    return [
      struct(`${go}Args`, `${go}Args are the arguments of ${go}.`, asked),
      ...(form === "list" ? [struct(`Listed${noun}`, `Listed${noun} is one object of a list.`, listed)] : []),
      struct(`${go}Result`, `${go}Result is what ${go} tells.`, told),
      `${comment([`${go} ${doc}`])}
func ${go}(ctx *pulumi.Context, args *${go}Args, opts ...pulumi.InvokeOption) (*${go}Result, error) {
	if args == nil {
		args = &${go}Args{}
	}
	var result ${go}Result
	err := ctx.Invoke("${token}", args, &result, opts...)
	if err != nil {
		return nil, err
	}
	return &result, nil
}`,
    ];
  });
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
    ...dataFunctions(kind),
  ];
  return `${HEADER}
package ${goPackage(kind.area)}

import (
${needsErrors ? '\t"errors"\n' : ""}\t"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${declarations.join("\n\n")}
`;
}

/** Nested objects of an area, once each: as arguments, and as what they become. */
export function objectsFile(area: string, objects: readonly ObjectType[]): string {
  const declarations = objects.flatMap((type) => {
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
    ];
  });
  return `${HEADER}
package ${goPackage(area)}

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${declarations.join("\n\n")}
`;
}
