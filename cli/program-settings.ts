import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command } from "commander";
import { load } from "js-yaml";
import { resolveSettings, settingsTable, type Settings } from "../provider/session";

/** Options of the commands that sign in as a program would. */
export interface SettingFlags {
  readonly config?: readonly string[];
  readonly stack?: string;
  readonly cwd: string;
}

const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

export const withSettings = (command: Command): Command =>
  command
    .option(
      "--config <key=value>",
      "a provider setting, for example tenantId=contoso.onmicrosoft.com (repeatable)",
      collect,
    )
    .option("--stack <name>", "also read the settings of Pulumi.<name>.yaml")
    .option("--cwd <dir>", "directory of the program", ".");

export interface ProgramSettings {
  readonly settings: Settings;
  /** Keys of the stack's file that are encrypted there and so not known here. */
  readonly encrypted: readonly string[];
}

/** Values of a stack's file; only Pulumi can decrypt the encrypted ones. */
function stackFile(cwd: string, stack: string): { plain: { [key: string]: unknown }; encrypted: string[] } {
  const path = join(cwd, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  const { config = {} } = (load(readFileSync(path, "utf8")) ?? {}) as { config?: { [key: string]: unknown } };
  const own = Object.entries(config).filter(([key]) => key.startsWith("purview:"));
  const secure = own.filter(([, value]) => typeof value === "object" && value !== null && "secure" in value);
  const encrypted = secure.map(([key]) => key);
  return { plain: Object.fromEntries(own.filter(([key]) => !encrypted.includes(key))), encrypted };
}

/** Configuration that Pulumi passes to a program that it runs. */
function pulumiConfig(): { [key: string]: unknown } {
  try {
    return JSON.parse(process.env["PULUMI_CONFIG"] ?? "{}") as { [key: string]: unknown };
  } catch {
    return {};
  }
}

/** Settings as a program would have them: options here, then the stack's, then the environment's. */
export function programSettings(flags: SettingFlags, more: { readonly [key: string]: unknown } = {}): ProgramSettings {
  const args = Object.fromEntries(
    (flags.config ?? []).map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Error(`--config needs key=value, not ${JSON.stringify(pair.slice(0, 40))}.`);
      return [pair.slice(0, at).replace(/^purview:/, ""), pair.slice(at + 1)];
    }),
  );
  const secret = settingsTable.find(({ name, secret }) => secret && Object.hasOwn(args, name));
  if (secret)
    process.stderr.write(
      `purview: other users of this machine can see ${secret.name} on the command line; use ${secret.env[0]} instead.\n`,
    );
  const { plain, encrypted } =
    flags.stack === undefined ? { plain: {}, encrypted: [] } : stackFile(flags.cwd, flags.stack);
  const settings = resolveSettings({
    args: { ...args, ...more },
    stackConfig: { ...pulumiConfig(), ...plain },
    env: process.env,
  });
  return { settings, encrypted };
}
