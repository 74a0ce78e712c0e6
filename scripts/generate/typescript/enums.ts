import type { Kind } from "../../../provider/kinds";
import { enumsOf } from "../enums";
import { HEADER } from "./resource";

/**
 * The enums of one area as objects, under the names that the schema gives them: programs that `pulumi import` writes use them.
 * People can write the plain strings.
 */
export function enumsFile(area: string, kinds: readonly Kind[]): string {
  const declarations = enumsOf(area, kinds).map(({ name, members }) => {
    const body = members.map((member) => `${member.name}: ${JSON.stringify(member.value)},`).join("\n");
    return `export const ${name} = {\n${body}\n} as const;\nexport type ${name} = (typeof ${name})[keyof typeof ${name}];`;
  });
  return declarations.length === 0 ? "" : `${HEADER}\n${declarations.join("\n\n")}\n`;
}
