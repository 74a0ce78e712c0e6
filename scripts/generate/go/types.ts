import type { ValueType } from "../../../provider/kinds";

/** How one value type is written in Go: as an input, an output, and as what `encoding` fills. */
export interface GoType {
  readonly input: string;
  readonly output: string;
  readonly plain: string;
}

const single = (name: string, plain: string, optional: boolean): GoType => ({
  input: `${name}${optional ? "Ptr" : ""}Input`,
  output: `${name}${optional ? "Ptr" : ""}Output`,
  plain: optional ? `*${plain}` : plain,
});

const many = (name: string, form: "Array" | "Map", plain: string): GoType => ({
  input: `${name}${form}Input`,
  output: `${name}${form}Output`,
  plain: `${form === "Array" ? "[]" : "map[string]"}${plain}`,
});

/** Any other shape: inputs are checked by the provider, outputs are maps, slices and scalars. */
const ANY: GoType = { input: "pulumi.Input", output: "pulumi.AnyOutput", plain: "interface{}" };

const ANY_MAP: GoType = { input: "pulumi.MapInput", output: "pulumi.MapOutput", plain: "map[string]interface{}" };

const SCALARS: { readonly [type: string]: readonly [string, string] } = {
  string: ["pulumi.String", "string"],
  datetime: ["pulumi.String", "string"],
  enum: ["pulumi.String", "string"],
  boolean: ["pulumi.Bool", "bool"],
  integer: ["pulumi.Int", "int"],
};

/** The names of what has a type of its own: scalars of Pulumi's, objects of the package. */
const named = (type: ValueType): readonly [string, string] | undefined =>
  type.type === "object" ? [type.name, type.name] : SCALARS[type.type];

export function goType(type: ValueType, optional: boolean): GoType {
  const names = named(type);
  if (names) return single(...names, optional);
  if (type.type === "list") {
    const inner = named(type.of);
    return inner ? many(inner[0], "Array", inner[1]) : ANY;
  }
  if (type.type === "map") {
    if (type.of.type === "any") return ANY_MAP;
    const inner = SCALARS[type.of.type];
    return inner ? many(inner[0], "Map", inner[1]) : ANY;
  }
  return ANY;
}
