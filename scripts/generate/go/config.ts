import { pascal } from "../../../provider/schema/names";
import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { comment, HEADER } from "./text";

const READERS = { string: ["string", "Get"], boolean: ["bool", "GetBool"], integer: ["int", "GetInt"] } as const;

/** Stack configuration under `purview:`, a function a setting. */
export function configFile(settings: readonly Setting[]): string {
  const readers = settings.map((one) => {
    const [type, reader] = READERS[one.type];
    const name = `Get${pascal(one.name)}`;
    const facts = settingFacts(one).map((fact) => `- ${fact}`);
    return `${comment([`${name}: ${[one.description, ...facts].join("\n")}`])}
func ${name}(ctx *pulumi.Context) ${type} {
	return config.${reader}(ctx, "purview:${one.name}")
}`;
  });
  return `${HEADER}
// Package config reads the stack's configuration of this package; credentials come decrypted.
package config

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

${readers.join("\n\n")}
`;
}
