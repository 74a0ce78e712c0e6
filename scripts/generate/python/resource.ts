import type { Kind } from "../../../provider/kinds";
import { pythonProgram } from "../../../provider/schema/examples/python";
import { dynamicType, pascal, snake } from "../../../provider/schema/names";
import { inputsOf, outputsOf } from "../../../provider/schema/property";
import { functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { docstring, factLines, HEADER, pyName } from "./text";
import { exported, inputMember, pyType, requiredFirst } from "./types";

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n");

const classDoc = (kind: Kind): string =>
  docstring(
    [
      kind.summary,
      kind.notes.map((note) => `- ${note}`).join("\n"),
      ...kind.examples.map((example) => `${example.title}::\n\n${indented(pythonProgram(example))}`),
    ],
    "    ",
  );

function resourceClass(kind: Kind): string {
  const { noun } = kind;
  const inputs = inputsOf(kind);
  const outputs = outputsOf(kind);
  const secrets = outputs.filter((property) => property.secret).map(({ name }) => JSON.stringify(name));
  const required = inputs.filter((property) => property.required).map(({ name }) => JSON.stringify(pyName(name)));
  const members = outputs.map((property) => {
    const type = pyType(property.type, "output", noun + pascal(property.name));
    return [
      `    ${pyName(property.name)}: pulumi.Output[${property.always ? type : `Optional[${type}]`}] = pulumi.property("${property.name}")`,
      docstring([property.description, factLines(property)], "    "),
    ].join("\n");
  });
  const parameters = inputs.map(
    (property) =>
      `        ${pyName(property.name)}: Optional[pulumi.Input[${pyType(property.type, "input", noun + pascal(property.name))}]] = None,`,
  );
  const given = inputs.map(({ name }) => `            "${pyName(name)}": ${pyName(name)},`);
  const names = outputs.map(({ name }) => `"${pyName(name)}"`);
  return `class ${noun}(pulumi.CustomResource):
${classDoc(kind)}
${members.join("\n")}

    def __init__(
        self,
        resource_name: str,
        args: Union[${noun}Args, pulumi.ResourceOptions, None] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
        *,
${parameters.join("\n")}
    ):
        """
        :param resource_name: The resource's name in this program.
        :param args: The properties as one object, or options.
        :param opts: Options of the resource.
        """
        given = {
${given.join("\n")}
        }
        properties, options = _utilities.registration(
            ${noun}Args,
            args,
            opts,
            given,
            required=[${required.join(", ")}],
            outputs=[${names.join(", ")}],
            secrets=[${secrets.join(", ")}],
            alias="${dynamicType(noun)}",
        )
        super().__init__("${kind.token}", resource_name, properties, options)

    @staticmethod
    def get(
        resource_name: str, id: pulumi.Input[str], opts: Optional[pulumi.ResourceOptions] = None
    ) -> "${noun}":
        """Reads an existing object that this program does not manage, by id or exact name."""
        return ${noun}(resource_name, opts=pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(id=id)))`;
}

function functions(kind: Kind): readonly string[] {
  const { noun } = kind;
  return functionsOf(kind).flatMap(({ form, name, token }) => {
    const result = `${pascal(name)}Result`;
    const singleton = kind.identity.kind === "singleton";
    const args =
      form === "list"
        ? Object.entries(LIST_INPUTS).map(([key, { type }]) => [key, type === "boolean" ? "bool" : "str"] as const)
        : singleton
          ? []
          : Object.keys(GET_INPUTS).map((key) => [key, "str"] as const);
    const values = `{${args.map(([key]) => `"${key}": ${pyName(key)}`).join(", ")}}`;
    const parameters = (wrap: (type: string) => string): string =>
      args.map(([key, type]) => `    ${pyName(key)}: Optional[${wrap(type)}] = None,\n`).join("");
    const members =
      form === "list"
        ? [`    objects: Sequence["Listed${noun}"] = pulumi.property("objects")`]
        : [
            ...outputsOf(kind).map((property) => {
              const type = pyType(property.type, "output", noun + pascal(property.name));
              return `    ${pyName(property.name)}: ${property.always ? type : `Optional[${type}]`} = pulumi.property("${property.name}")`;
            }),
            `    id: str = pulumi.property("id")`,
          ];
    const doc =
      form === "list"
        ? `Lists the objects of ${noun} that the tenant has.`
        : `Reads ${singleton ? "the" : "one"} ${noun} that this program does not manage.`;
    const listed =
      form === "list"
        ? [
            `@pulumi.output_type\nclass Listed${noun}(dict):\n${Object.entries(LISTED)
              .map(
                ([key, { type }]) =>
                  `    ${pyName(key)}: ${type === "boolean" ? "bool" : "str"} = pulumi.property("${key}")`,
              )
              .join("\n")}`,
          ]
        : [];
    return [
      ...listed,
      `@pulumi.output_type\nclass ${result}(dict):\n${members.join("\n")}`,
      `def ${snake(name)}(\n${parameters((type) => type)}    opts: Optional[pulumi.InvokeOptions] = None,\n) -> ${result}:\n    """${doc}"""\n    return pulumi.runtime.invoke("${token}", ${values}, opts=opts, typ=${result}).value`,
      `def ${snake(name)}_output(\n${parameters((type) => `pulumi.Input[${type}]`)}    opts: Optional[pulumi.InvokeOutputOptions] = None,\n) -> pulumi.Output[${result}]:\n    """${doc} Takes and gives outputs."""\n    return pulumi.runtime.invoke_output("${token}", ${values}, opts=opts, typ=${result})`,
    ];
  });
}

/** The module of one kind: arguments, resource, data functions. */
export function resourceModule(kind: Kind): string {
  const args = `@pulumi.input_type\nclass ${kind.noun}Args:\n${requiredFirst(inputsOf(kind))
    .map((property) => inputMember(property, kind.noun))
    .join("\n")}`;
  const declarations = [args, resourceClass(kind), ...functions(kind)];
  return `${HEADER}from typing import Any, Mapping, Optional, Sequence, Union

import pulumi

from .. import _utilities
from . import outputs
from ._inputs import *

${exported(declarations)}


${declarations.join("\n\n\n")}
`;
}
