import type { Kind } from "../../../provider/kinds";
import { goPackage, HEADER } from "./text";

/** Makes resources of what a component of another language hands over by reference. */
export function moduleFile(area: string, kinds: readonly Kind[]): string {
  const cases = kinds.map(({ noun, token }) => `\tcase "${token}":\n\t\tr = &${noun}{}`);
  return `${HEADER}
package ${goPackage(area)}

import (
	"fmt"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

type module struct{}

func (*module) Version() semver.Version {
	return semver.Version{}
}

func (*module) Construct(ctx *pulumi.Context, name, typ, urn string) (r pulumi.Resource, err error) {
	switch typ {
${cases.join("\n")}
	default:
		return nil, fmt.Errorf("unknown resource type: %s", typ)
	}
	err = ctx.RegisterResource(typ, name, nil, r, pulumi.URN_(urn))
	return
}

func init() {
	pulumi.RegisterResourceModule("purview", "${area}", &module{})
}
`;
}
