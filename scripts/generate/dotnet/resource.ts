import type { Kind } from "../../../provider/kinds";
import { dynamicType } from "../../../provider/schema/names";
import { inputsOf, outputsOf } from "../../../provider/schema/property";
import { functions } from "./functions";
import { csNamespace, HEADER, member, summary, text } from "./text";
import { inputProperty, outputType } from "./types";

export const USINGS = `using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Pulumi;
`;

function resourceClass(kind: Kind): string {
  const { noun, token } = kind;
  const outputs = outputsOf(kind);
  const secrets = outputs.filter((property) => property.secret).map(({ name }) => text(name));
  const optional = inputsOf(kind).some((property) => property.required) ? "" : "?";
  const members = outputs.map(
    (property) =>
      `${summary([property.description, ...property.facts.map((fact) => `- ${fact}`)], "    ")}\n    [Output(${text(property.name)})]\n    public ${outputType(property.type, property.always)} ${member(property.name, noun)} { get; private set; } = null!;`,
  );
  return `${summary([kind.summary, ...kind.notes.map((note) => `- ${note}`)], "")}
[ResourceType(${text(token)}, null)]
public partial class ${noun} : global::Pulumi.CustomResource
{
${members.join("\n\n")}

    /// <param name="name">The resource's name in this program.</param>
    public ${noun}(string name, ${noun}Args${optional} args${optional === "?" ? " = null" : ""}, CustomResourceOptions? options = null)
        : base(${text(token)}, name, ${optional === "?" ? `args ?? new ${noun}Args()` : "args"}, MakeOptions(options, null))
    {
    }

    private ${noun}(string name, Input<string> id, CustomResourceOptions? options)
        : base(${text(token)}, name, null, MakeOptions(options, id))
    {
    }

    /// <summary>Reads an existing object that this program does not manage, by id or exact name.</summary>
    public static ${noun} Get(string name, Input<string> id, CustomResourceOptions? options = null) => new ${noun}(name, id, options);

    private static CustomResourceOptions MakeOptions(CustomResourceOptions? options, Input<string>? id)
    {
        var defaults = new CustomResourceOptions { DeleteBeforeReplace = true };
        defaults.Aliases.Add(new Alias { Type = ${text(dynamicType(noun))} });
${secrets.map((name) => `        defaults.AdditionalSecretOutputs.Add(${name});\n`).join("")}        var merged = CustomResourceOptions.Merge(defaults, options);
        merged.Id = id ?? merged.Id;
        return merged;
    }
}`;
}

function argsClass(kind: Kind): string {
  const name = `${kind.noun}Args`;
  const members = inputsOf(kind).map((property) =>
    inputProperty(
      property.name,
      property.type,
      [property.description, ...property.facts.map((fact) => `- ${fact}`)],
      kind.noun,
      property.required,
      name,
    ),
  );
  return `/// <summary>What a program says of a ${kind.noun}.</summary>\npublic sealed class ${name} : global::Pulumi.ResourceArgs\n{\n${members.join("\n\n")}\n}`;
}

/** The file of one kind. */
export const resourceFile = (kind: Kind): string => `${HEADER}#nullable enable
${USINGS}
namespace ${csNamespace(kind.area)};

${[resourceClass(kind), argsClass(kind), ...functions(kind)].join("\n\n")}
`;
