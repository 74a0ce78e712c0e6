import type { Kind } from "../../provider/kinds";
import { resourceSpec } from "../../provider/schema/resource";
import { NamedTypes } from "../../provider/schema/types";

export interface NamedEnum {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value: string }[];
}

/** The enums of one area under the names that the schema gives them. */
export function enumsOf(area: string, kinds: readonly Kind[]): readonly NamedEnum[] {
  const named = new NamedTypes(area);
  for (const kind of kinds) resourceSpec(kind, named);
  return [...named.types].flatMap(([token, spec]) => {
    const members = (spec as { readonly enum?: NamedEnum["members"] }).enum;
    return members ? [{ name: token.slice(token.lastIndexOf(":") + 1), members }] : [];
  });
}
