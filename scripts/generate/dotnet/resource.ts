import type { Kind } from "../../../provider/kinds";
import { functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { dynamicType, pascal } from "../../../provider/schema/names";
import { inputsOf, outputsOf } from "../../../provider/schema/property";
import { csNamespace, HEADER, member, summary, text } from "./text";
import { inputProperty, outputType, plainType } from "./types";

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

interface Field {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

function outputRecord(name: string, fields: readonly Field[]): string {
  const members = fields.map(
    (field) => `${summary([field.doc], "    ")}\n    public readonly ${field.type} ${member(field.name, name)};`,
  );
  return `[OutputType]
public sealed class ${name}
{
${members.join("\n\n")}

    [OutputConstructor]
    private ${name}(
${fields.map((field) => `        ${field.type} @${field.name}`).join(",\n")})
    {
${fields.map((field) => `        ${member(field.name, name)} = @${field.name};`).join("\n")}
    }
}`;
}

function functions(kind: Kind): readonly string[] {
  return functionsOf(kind).flatMap(({ form, name, token }) => {
    const cs = pascal(name);
    const singleton = kind.identity.kind === "singleton";
    const args: readonly Field[] =
      form === "list"
        ? Object.entries(LIST_INPUTS).map(([key, one]) => ({
            name: key,
            type: one.type === "boolean" ? "bool?" : "string?",
            doc: one.description,
          }))
        : singleton
          ? []
          : Object.entries(GET_INPUTS).map(([key, doc]) => ({ name: key, type: "string?", doc }));
    const result: readonly Field[] =
      form === "list"
        ? [
            {
              name: "objects",
              type: `ImmutableArray<Listed${kind.noun}>`,
              doc: "What was found, in the order of the names.",
            },
          ]
        : [
            ...outputsOf(kind).map((property) => ({
              name: property.name,
              type: plainType(property.type, property.always),
              doc: property.description,
            })),
            { name: "id", type: "string", doc: "Id of the object." },
          ];
    const listed = Object.entries(LISTED).map(([key, one]) => ({
      name: key,
      type: one.type === "boolean" ? "bool" : "string",
      doc: one.description,
    }));
    const members = args.map(
      (field) =>
        `${summary([field.doc], "    ")}\n    [Input(${text(field.name)})]\n    public ${field.type} ${pascal(field.name)} { get; set; }`,
    );
    return [
      `/// <summary>${form === "list" ? `Lists the objects of ${kind.noun} that the tenant has.` : `Reads an object of ${kind.noun} that this program does not manage.`}</summary>
public static class ${cs}
{
    public static Task<${cs}Result> InvokeAsync(${cs}Args? args = null, InvokeOptions? options = null)
        => global::Pulumi.Deployment.Instance.InvokeAsync<${cs}Result>(${text(token)}, args ?? new ${cs}Args(), options);
}`,
      `public sealed class ${cs}Args : global::Pulumi.InvokeArgs\n{\n${members.join("\n\n")}\n}`,
      ...(form === "list" ? [outputRecord(`Listed${kind.noun}`, listed)] : []),
      outputRecord(`${cs}Result`, result),
    ];
  });
}

/** The file of one kind. */
export const resourceFile = (kind: Kind): string => `${HEADER}#nullable enable
${USINGS}
namespace ${csNamespace(kind.area)};

${[resourceClass(kind), argsClass(kind), ...functions(kind)].join("\n\n")}
`;
