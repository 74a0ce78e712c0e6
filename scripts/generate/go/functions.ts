import type { Kind } from "../../../provider/kinds";
import { functionsOf, GET_INPUTS, LIST_INPUTS, LISTED } from "../../../provider/schema/functions";
import { pascal } from "../../../provider/schema/names";
import { outputsOf } from "../../../provider/schema/property";
import { type GoMember, listedContainers, resultContainers } from "./containers";
import { comment, struct } from "./text";
import { type GoType, goType } from "./types";

const value = (name: string, type: "string" | "boolean", optional: boolean, doc: string): GoMember => ({
  name,
  type: goType({ type }, optional),
  optional,
  doc,
});

const textOrFlag = (type: string): "string" | "boolean" => (type === "boolean" ? "boolean" : "string");

const askedOf = (kind: Kind, form: "get" | "list"): readonly GoMember[] => {
  if (form === "list")
    return Object.entries(LIST_INPUTS).map(([key, { type, description }]) =>
      value(key, textOrFlag(type), true, description),
    );
  if (kind.identity.kind === "singleton") return [];
  return Object.entries(GET_INPUTS).map(([key, doc]) => value(key, "string", true, doc));
};

const formatError = (kind: Kind, form: "get" | "list"): readonly GoMember[] => {
  const listed = `Listed${kind.noun}`;
  const type: GoType = { input: "", output: `${listed}ArrayOutput`, plain: `[]${listed}` };
  if (form === "list")
    return [{ name: "objects", type, optional: false, doc: "What was found, in the order of the names." }];
  return [
    ...outputsOf(kind).map((property) => ({
      name: property.name,
      type: goType(property.type, !property.always),
      optional: !property.always,
      doc: property.description,
    })),
    value("id", "string", false, "Id of the object."),
  ];
};

const fields = (list: readonly GoMember[], form: "input" | "plain") =>
  list.map(({ name, type, doc }) => ({ name, type: type[form], doc }));

/** The data functions of a kind: asked with values, and with outputs. */
export function dataFunctions(kind: Kind): readonly string[] {
  const { noun } = kind;
  return functionsOf(kind).flatMap(({ form, name, token }) => {
    const go = form === "get" ? `Lookup${noun}` : pascal(name);
    const doc =
      form === "get"
        ? "reads an object that this program does not manage."
        : `lists the objects of ${noun} that the tenant has.`;
    const asked = askedOf(kind, form);
    const told = formatError(kind, form);
    const listed = Object.entries(LISTED).map(([key, { type, description }]) =>
      value(key, textOrFlag(type), false, description),
    );
    return [
      struct(`${go}Args`, `${go}Args are the arguments of ${go}.`, fields(asked, "plain")),
      ...(form === "list"
        ? [
            struct(`Listed${noun}`, `Listed${noun} is one object of a list.`, fields(listed, "plain")),
            ...listedContainers(`Listed${noun}`, listed),
          ]
        : []),
      struct(`${go}Result`, `${go}Result is what ${go} tells.`, fields(told, "plain")),
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
      struct(
        `${go}OutputArgs`,
        `${go}OutputArgs are the arguments of ${go}Output; outputs may stand in them.`,
        fields(asked, "input"),
      ),
      `// ElementType tells Pulumi what the arguments become.
func (${go}OutputArgs) ElementType() reflect.Type {
	return reflect.TypeOf((*${go}Args)(nil)).Elem()
}`,
      `${comment([`${go}Output ${doc} It takes and gives outputs.`])}
func ${go}Output(ctx *pulumi.Context, args ${go}OutputArgs, opts ...pulumi.InvokeOption) ${go}ResultOutput {
	options := pulumi.InvokeOutputOptions{InvokeOptions: opts}
	return ctx.InvokeOutput("${token}", args, ${go}ResultOutput{}, options).(${go}ResultOutput)
}`,
      ...resultContainers(`${go}Result`, told),
    ];
  });
}
