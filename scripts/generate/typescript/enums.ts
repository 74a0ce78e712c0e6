import type { Kind } from "../../../provider/kinds";
import { resourceSpec } from "../../../provider/schema/resource";
import { NamedTypes } from "../../../provider/schema/types";
import { HEADER } from "./resource";

interface EnumSpec {
  readonly enum?: readonly { readonly name: string; readonly value: string }[];
}

/**
 * The enums of one area as objects, under the names that the schema gives them: programs that `pulumi import` writes use them.
 * People can write the plain strings.
 */
export function enumsFile(area: string, kinds: readonly Kind[]): string {
  const named = new NamedTypes(area);
  for (const kind of kinds) resourceSpec(kind, named);
  const enums = [...named.types].flatMap(([token, spec]) => {
    const members = (spec as EnumSpec).enum;
    return members ? [{ name: token.slice(token.lastIndexOf(":") + 1), members }] : [];
  });
  if (enums.length === 0) return "";
  const declarations = enums.map(({ name, members }) => {
    const body = members.map((member) => `${member.name}: ${JSON.stringify(member.value)},`).join("\n");
    return `export const ${name} = {\n${body}\n} as const;\nexport type ${name} = (typeof ${name})[keyof typeof ${name}];`;
  });
  return `${HEADER}\n${declarations.join("\n\n")}\n`;
}
