import type { Kind } from "../../../provider/kinds";
import { functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { pascal, snake } from "../../../provider/schema/names";
import { outputsOf } from "../../../provider/schema/property";
import { pyName } from "./text";
import { pyType } from "./types";

/** The data functions of a kind, each with its arguments as values and as inputs. */
export function functions(kind: Kind): readonly string[] {
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
      `class Awaitable${result}(${result}):
    """The result, for programs that await it too."""

    def __await__(self) -> Generator[Any, None, ${result}]:
        return _utilities.awaited(self, ${result})`,
      `def ${snake(name)}(
${parameters((type) => type)}    opts: Optional[pulumi.InvokeOptions] = None,
) -> Awaitable${result}:
    """${doc}"""
    found = pulumi.runtime.invoke("${token}", ${values}, opts=opts, typ=${result}).value
    return _utilities.copied(found, Awaitable${result})`,
      `def ${snake(name)}_output(\n${parameters((type) => `pulumi.Input[${type}]`)}    opts: Optional[pulumi.InvokeOutputOptions] = None,\n) -> pulumi.Output[${result}]:\n    """${doc} Takes and gives outputs."""\n    return pulumi.runtime.invoke_output("${token}", ${values}, opts=opts, typ=${result})`,
    ];
  });
}
