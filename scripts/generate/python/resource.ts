import type { Kind } from "../../../provider/kinds";
import { pythonProgram } from "../../../provider/schema/examples/python";
import { dynamicType, pascal } from "../../../provider/schema/names";
import { inputsOf, outputsOf } from "../../../provider/schema/property";
import { functions } from "./functions";
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
      `        ${pyName(property.name)}: Optional[pulumi.Input[${pyType(property.type, "parameter", noun + pascal(property.name))}]] = None,`,
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

/** The module of one kind: arguments, resource, data functions. */
export function resourceModule(kind: Kind): string {
  const args = `@_utilities.input_type\nclass ${kind.noun}Args:\n${requiredFirst(inputsOf(kind))
    .map((property) => inputMember(property, kind.noun))
    .join("\n")}`;
  const declarations = [args, resourceClass(kind), ...functions(kind)];
  return `${HEADER}from typing import Any, Generator, Mapping, Optional, Sequence, Union

import pulumi

from .. import _utilities
from . import outputs
from ._inputs import *

${exported(declarations)}


${declarations.join("\n\n\n")}
`;
}
