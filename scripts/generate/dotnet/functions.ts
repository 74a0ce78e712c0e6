import type { Kind } from "../../../provider/kinds";
import { functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { pascal } from "../../../provider/schema/names";
import { outputsOf } from "../../../provider/schema/property";
import { member, summary, text } from "./text";
import { plainType } from "./types";

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

/** The data functions of a kind: awaited with values, or asked with inputs for an output. */
export function functions(kind: Kind): readonly string[] {
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
    const members = (typeOf: (type: string) => string): string =>
      args
        .map(
          (field) =>
            `${summary([field.doc], "    ")}\n    [Input(${text(field.name)})]\n    public ${typeOf(field.type)} ${pascal(field.name)} { get; set; }`,
        )
        .join("\n\n");
    return [
      `/// <summary>${form === "list" ? `Lists the objects of ${kind.noun} that the tenant has.` : `Reads an object of ${kind.noun} that this program does not manage.`}</summary>
public static class ${cs}
{
    public static Task<${cs}Result> InvokeAsync(${cs}Args? args = null, InvokeOptions? options = null)
        => global::Pulumi.Deployment.Instance.InvokeAsync<${cs}Result>(${text(token)}, args ?? new ${cs}Args(), options);

    public static Output<${cs}Result> Invoke(${cs}InvokeArgs? args = null, InvokeOptions? options = null)
        => global::Pulumi.Deployment.Instance.Invoke<${cs}Result>(${text(token)}, args ?? new ${cs}InvokeArgs(), options);
}`,
      `public sealed class ${cs}Args : global::Pulumi.InvokeArgs\n{\n${members((type) => type)}\n}`,
      `public sealed class ${cs}InvokeArgs : global::Pulumi.InvokeArgs\n{\n${members((type) => `Input<${type.replace(/\?$/, "")}>?`)}\n}`,
      ...(form === "list" ? [outputRecord(`Listed${kind.noun}`, listed)] : []),
      outputRecord(`${cs}Result`, result),
    ];
  });
}
