import { pascal } from "../../../provider/schema/names";
import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { HEADER, summary, text } from "./text";

const READERS = {
  string: ["string?", "Get"],
  boolean: ["bool?", "GetBoolean"],
  integer: ["int?", "GetInt32"],
} as const;

/** Stack configuration under `purview:`, a property a setting; read when asked for. */
export function configFile(settings: readonly Setting[]): string {
  const members = settings.map((one) => {
    const [type, reader] = READERS[one.type];
    const doc = summary([one.description, ...settingFacts(one).map((fact) => `- ${fact}`)], "    ");
    return `${doc}\n    public static ${type} ${pascal(one.name)} => Stack.${reader}(${text(one.name)});`;
  });
  return `${HEADER}#nullable enable

namespace PulumiPurview;

/// <summary>The stack's configuration of this package; credentials come decrypted.</summary>
public static class Config
{
    private static global::Pulumi.Config Stack => new global::Pulumi.Config("purview");

${members.join("\n\n")}
}
`;
}
