import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { docBlock } from "./doc";
import { HEADER, type Host } from "./resource";

function typeOf(setting: Setting): string {
  if (setting.type === "boolean") return "boolean";
  if (setting.type === "integer") return "number";
  // Clouds have more names than their own; they are said in the description.
  if (!setting.values) return "string";
  return setting.values.map((value) => JSON.stringify(value)).join(" | ");
}

const doc = (setting: Setting): string =>
  docBlock([
    setting.description,
    settingFacts(setting)
      .map((fact) => `- ${fact}`)
      .join("\n"),
  ]);

/** Arguments of the provider of either host. */
export function providerTypes(settings: readonly Setting[]): string {
  const members = settings.map(
    (setting) => `${doc(setting)}\nreadonly ${setting.name}?: pulumi.Input<${typeOf(setting)}> | undefined;`,
  );
  return `${HEADER}import type * as pulumi from "@pulumi/pulumi";

/**
 * Settings of a provider. What is left out comes from the environment when the provider starts, and is not recorded; the default
 * provider takes its settings from stack configuration (\`pulumi config set purview:<key> …\`).
 */
export interface ProviderArgs {
${members.join("\n")}
}

/** Settings that are encrypted wherever they are recorded. */
export const secretSettings: readonly string[] = ${JSON.stringify(settings.filter((s) => s.secret).map((s) => s.name))};
`;
}

export function providerFile(host: Host): string {
  const base = host === "dynamic" ? "DynamicProviderResource" : "PluginProviderResource";
  const up = host === "dynamic" ? "." : "..";
  return `${HEADER}import type * as pulumi from "@pulumi/pulumi";
import { ${base} } from "${up}/runtime/provider";
import { type ProviderArgs, secretSettings } from "${up}/types/provider";

export type { ProviderArgs } from "${up}/types/provider";

/**
 * A connection with one tenant as one identity. Give it to resources by the option \`provider\` (or \`providers\` of a component);
 * without one they use the default provider, which stack configuration and the environment describe.
 *
 * @example Two tenants in one program
 * \`\`\`ts
 * const gccHigh = new purview.Provider("gcc-high", { environment: "gccHigh", tenantId: "…" });
 * new purview.retention.RetentionCompliancePolicy("Finance", { exchangeLocation: ["All"] }, { provider: gccHigh });
 * \`\`\`
 */
export class Provider extends ${base} {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super(name, args, secretSettings, opts);
  }
}
`;
}
