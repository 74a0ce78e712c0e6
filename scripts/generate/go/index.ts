import type { Kind } from "../../../provider/kinds";
import { inputsOf } from "../../../provider/schema/property";
import { kebab, pascal } from "../../../provider/schema/names";
import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { enumsOf } from "../enums";
import { objectsIn } from "../typescript/types";
import { configFile } from "./config";
import { enumsFile } from "./enums";
import { moduleFile } from "./modules";
import { objectsFile, resourceFile } from "./resource";
import { goPackage, HEADER, struct } from "./text";

const INPUTS = {
  string: "pulumi.StringPtrInput",
  boolean: "pulumi.BoolPtrInput",
  integer: "pulumi.IntPtrInput",
} as const;
const PLAIN = { string: "*string", boolean: "*bool", integer: "*int" } as const;

function providerFile(settings: readonly Setting[]): string {
  const members = (types: { readonly [type in Setting["type"]]: string }) =>
    settings.map((one) => ({
      name: one.name,
      type: types[one.type],
      doc: [one.description, ...settingFacts(one).map((fact) => `- ${fact}`)].join("\n"),
    }));
  const secrets = settings
    .filter((one) => one.secret)
    .map((one) => {
      const field = `args.${pascal(one.name)}`;
      return `\tif ${field} != nil {\n\t\t${field} = pulumi.ToSecret(${field}).(pulumi.StringPtrInput)\n\t}\n`;
    });
  return `${HEADER}
package purview

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

${struct("Provider", "Provider is a connection with one tenant as one identity.", [], ["pulumi.ProviderResourceState"])}

// NewProvider registers a provider. What is left out comes from the environment when it starts, and is not recorded.
func NewProvider(ctx *pulumi.Context, name string, args *ProviderArgs, opts ...pulumi.ResourceOption) (*Provider, error) {
	if args == nil {
		args = &ProviderArgs{}
	}
${secrets.join("")}	var resource Provider
	err := ctx.RegisterResource("pulumi:providers:purview", name, args, &resource, opts...)
	if err != nil {
		return nil, err
	}
	return &resource, nil
}

${struct("providerArgs", "providerArgs is what ProviderArgs become.", members(PLAIN))}

${struct("ProviderArgs", "ProviderArgs are the settings of a provider.", members(INPUTS))}

// ElementType tells Pulumi what the arguments become.
func (ProviderArgs) ElementType() reflect.Type {
	return reflect.TypeOf((*providerArgs)(nil)).Elem()
}
`;
}

/** The Go SDK but go.mod and go.sum, which belong to Go's own tools. */
export function goFiles(kinds: readonly Kind[], settings: readonly Setting[]): ReadonlyMap<string, string> {
  const root = "sdk/go/purview";
  const files = new Map<string, string>([
    [`${root}/provider.go`, providerFile(settings)],
    [`${root}/config/config.go`, configFile(settings)],
    [`${root}/pulumi-plugin.json`, '{ "resource": true, "name": "purview" }\n'],
  ]);
  for (const area of [...new Set(kinds.map((kind) => kind.area))].sort()) {
    const members = kinds.filter((kind) => kind.area === area).sort((a, b) => (a.noun < b.noun ? -1 : 1));
    const folder = area === "index" ? root : `${root}/${goPackage(area)}`;
    const objects = new Map(
      members.flatMap((kind) => inputsOf(kind).flatMap(({ type }) => objectsIn(type))).map((type) => [type.name, type]),
    );
    const enums = enumsOf(area, members);
    if (objects.size > 0) files.set(`${folder}/objects.go`, objectsFile(area, [...objects.values()]));
    if (enums.length > 0) files.set(`${folder}/enums.go`, enumsFile(area, enums));
    files.set(`${folder}/init.go`, moduleFile(area, members));
    for (const kind of members) files.set(`${folder}/${kebab(kind.noun).replaceAll("-", "_")}.go`, resourceFile(kind));
  }
  return files;
}
