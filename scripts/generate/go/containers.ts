import { pascal } from "../../../provider/schema/names";
import type { GoType } from "./types";

/** A member of what an output holds. */
export interface GoMember {
  readonly name: string;
  readonly type: GoType;
  readonly optional: boolean;
  readonly doc: string;
}

const typeOf = (type: string): string => `reflect.TypeOf((*${type})(nil)).Elem()`;

const convert = (receiver: string, to: string, body: string): string =>
  `// To${to} gives it as an output.
func (${receiver}) To${to}() ${to} {
	return ${receiver.split(" ")[0]}.To${to}WithContext(context.Background())
}

// To${to}WithContext gives it as an output.
func (${receiver}) To${to}WithContext(ctx context.Context) ${to} {
	${body}
}`;

const inputInterface = (name: string): string => `// ${name}Input is what stands where ${name}Output may.
type ${name}Input interface {
	pulumi.Input

	To${name}Output() ${name}Output
	To${name}OutputWithContext(context.Context) ${name}Output
}`;

/** An output of this Go type. */
export const output = (name: string, holds: string): string => `// ${name}Output is known once the engine has answered.
type ${name}Output struct{ *pulumi.OutputState }

// ElementType tells Pulumi what it holds.
func (${name}Output) ElementType() reflect.Type {
	return ${typeOf(holds)}
}

${convert(`o ${name}Output`, `${name}Output`, "return o")}`;

/** A method of an output for every member of what it holds; `from` is `*Resource` or a struct. */
export const members = (name: string, from: string, list: readonly GoMember[], embedded: "output" | "plain"): string =>
  list
    .map((one) => {
      const held = embedded === "output" ? one.type.output : one.type.plain;
      return `// ${pascal(one.name)}: ${one.doc.replaceAll("\n", " ")}
func (o ${name}Output) ${pascal(one.name)}() ${one.type.output} {
	return o.ApplyT(func(v ${from}) ${held} {
		return v.${pascal(one.name)}
	}).(${one.type.output})
}`;
    })
    .join("\n\n");

/** The same of an output that may hold nothing: every member is optional. */
export const optionalMembers = (
  name: string,
  list: readonly (GoMember & { readonly whenOptional: GoType })[],
): string =>
  list
    .map((one) => {
      const { output: told, plain } = one.whenOptional;
      const value = `${one.type.plain === plain ? "" : "&"}v.${pascal(one.name)}`;
      return `// ${pascal(one.name)}: ${one.doc.replaceAll("\n", " ")}
func (o ${name}PtrOutput) ${pascal(one.name)}() ${told} {
	return o.ApplyT(func(v *${name}) ${plain} {
		if v == nil {
			return nil
		}
		return ${value}
	}).(${told})
}`;
    })
    .join("\n\n");

function collection(name: string, form: "Array" | "Map", holds: string): string {
  const [prefix, key, at, method] =
    form === "Array"
      ? ["[]", "pulumi.IntInput", "int", "Index"]
      : ["map[string]", "pulumi.StringInput", "string", "MapIndex"];
  const own = `${name}${form}`;
  return `${inputInterface(own)}

// ${own} is a collection of inputs.
type ${own} ${prefix}${name}Input

// ElementType tells Pulumi what it becomes.
func (${own}) ElementType() reflect.Type {
	return ${typeOf(`${prefix}${holds}`)}
}

${convert(`i ${own}`, `${own}Output`, `return pulumi.ToOutputWithContext(ctx, i).(${own}Output)`)}

${output(own, `${prefix}${holds}`)}

// ${method} gives one of its elements.
func (o ${own}Output) ${method}(k ${key}) ${name}Output {
	return pulumi.All(o, k).ApplyT(func(vs []interface{}) ${holds} {
		return vs[0].(${prefix}${holds})[vs[1].(${at})]
	}).(${name}Output)
}`;
}

const registered = (inputs: readonly (readonly [string, string])[], outputs: readonly string[]): string =>
  `func init() {\n${[
    ...inputs.map(([name, value]) => `\tpulumi.RegisterInputType(${typeOf(`${name}Input`)}, ${value})`),
    ...outputs.map((name) => `\tpulumi.RegisterOutputType(${name}Output{})`),
  ].join("\n")}\n}`;

/** What lets a resource stand in collections and come out of \`ApplyT\`, as in every SDK of Pulumi. */
export const resourceContainers = (noun: string, list: readonly GoMember[]): readonly string[] => [
  inputInterface(noun),
  `// ElementType tells Pulumi what it is.\nfunc (*${noun}) ElementType() reflect.Type {\n\treturn ${typeOf(`*${noun}`)}\n}`,
  convert(`i *${noun}`, `${noun}Output`, `return pulumi.ToOutputWithContext(ctx, i).(${noun}Output)`),
  output(noun, `*${noun}`),
  members(noun, `*${noun}`, list, "output"),
  collection(noun, "Array", `*${noun}`),
  collection(noun, "Map", `*${noun}`),
  registered(
    [
      [noun, `&${noun}{}`],
      [`${noun}Array`, `${noun}Array{}`],
      [`${noun}Map`, `${noun}Map{}`],
    ],
    [noun, `${noun}Array`, `${noun}Map`],
  ),
];

/** The same for a nested object, which may be left out too. */
export const objectContainers = (
  name: string,
  list: readonly (GoMember & { readonly whenOptional: GoType })[],
): readonly string[] => [
  inputInterface(name),
  convert(`i ${name}Args`, `${name}Output`, `return pulumi.ToOutputWithContext(ctx, i).(${name}Output)`),
  convert(
    `i ${name}Args`,
    `${name}PtrOutput`,
    `return i.To${name}OutputWithContext(ctx).To${name}PtrOutputWithContext(ctx)`,
  ),
  inputInterface(`${name}Ptr`),
  output(name, name),
  convert(
    `o ${name}Output`,
    `${name}PtrOutput`,
    `return o.ApplyTWithContext(ctx, func(_ context.Context, v ${name}) *${name} { return &v }).(${name}PtrOutput)`,
  ),
  members(name, name, list, "plain"),
  output(`${name}Ptr`, `*${name}`),
  optionalMembers(name, list),
  collection(name, "Array", name),
  registered(
    [
      [name, `${name}Args{}`],
      [`${name}Ptr`, `${name}Args{}`],
      [`${name}Array`, `${name}Array{}`],
    ],
    [name, `${name}Ptr`, `${name}Array`],
  ),
];

/** What a data function answers: outputs only. */
export const resultContainers = (name: string, list: readonly GoMember[]): readonly string[] => [
  output(name, name),
  members(name, name, list, "plain"),
  registered([], [name]),
];

/** One element of a list that a data function answers. */
export const listedContainers = (name: string, list: readonly GoMember[]): readonly string[] => [
  output(name, name),
  members(name, name, list, "plain"),
  output(`${name}Array`, `[]${name}`),
  `// Index gives one of its elements.
func (o ${name}ArrayOutput) Index(k pulumi.IntInput) ${name}Output {
	return pulumi.All(o, k).ApplyT(func(vs []interface{}) ${name} {
		return vs[0].([]${name})[vs[1].(int)]
	}).(${name}Output)
}`,
  registered([], [name, `${name}Array`]),
];
