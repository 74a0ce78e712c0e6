import type { ValueType } from "../../../provider/kinds";

/** How one value type is written in Go: as an input, an output, and as what `encoding` fills. */
export interface GoType {
  readonly input: string;
  readonly output: string;
  readonly plain: string;
}

const scalar = (name: string, plain: string, optional: boolean): GoType => ({
  input: `pulumi.${name}${optional ? "Ptr" : ""}Input`,
  output: `pulumi.${name}${optional ? "Ptr" : ""}Output`,
  plain: optional ? `*${plain}` : plain,
});

const list = (name: string, plain: string): GoType => ({
  input: `pulumi.${name}ArrayInput`,
  output: `pulumi.${name}ArrayOutput`,
  plain: `[]${plain}`,
});

/** Any other shape: inputs are checked by the provider, outputs are maps, slices and scalars. */
const ANY: GoType = { input: "pulumi.Input", output: "pulumi.AnyOutput", plain: "interface{}" };

const SCALARS: { readonly [type: string]: readonly [string, string] } = {
  string: ["String", "string"],
  datetime: ["String", "string"],
  enum: ["String", "string"],
  boolean: ["Bool", "bool"],
  integer: ["Int", "int"],
};

export function goType(type: ValueType, optional: boolean): GoType {
  const names = SCALARS[type.type];
  if (names) return scalar(names[0], names[1], optional);
  const inner = type.type === "list" ? SCALARS[type.of.type] : undefined;
  return inner ? list(inner[0], inner[1]) : ANY;
}
