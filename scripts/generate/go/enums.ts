import { comment, goPackage, HEADER } from "./text";

export interface GoEnum {
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value: string }[];
}

const methods = (name: string): string =>
  (["String", "StringPtr"] as const)
    .flatMap((form) => [
      `// To${form}Output makes it an input of text.\nfunc (e ${name}) To${form}Output() pulumi.${form}Output {\n\treturn pulumi.String(e).To${form}Output()\n}`,
      `// To${form}OutputWithContext makes it an input of text.\nfunc (e ${name}) To${form}OutputWithContext(ctx context.Context) pulumi.${form}Output {\n\treturn pulumi.String(e).To${form}OutputWithContext(ctx)\n}`,
    ])
    .join("\n\n");

/** The enums of an area: texts that stand wherever an input of text may. */
export function enumsFile(area: string, enums: readonly GoEnum[]): string {
  const declarations = enums.flatMap(({ name, members }) => [
    `${comment([`${name} is one of its constants.`])}\ntype ${name} string`,
    `// The values of ${name}.\nconst (\n${members.map((one) => `\t// ${name}${one.name} is ${JSON.stringify(one.value)}.\n\t${name}${one.name} = ${name}(${JSON.stringify(one.value)})`).join("\n")}\n)`,
    `// ElementType tells Pulumi that it is text.\nfunc (${name}) ElementType() reflect.Type {\n\treturn reflect.TypeOf((*string)(nil)).Elem()\n}`,
    methods(name),
  ]);
  return `${HEADER}
package ${goPackage(area)}

import (
	"context"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${declarations.join("\n\n")}
`;
}
