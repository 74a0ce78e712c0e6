/** A provider setting as schema, SDKs and docs need it; the table of settings is the session's. */
export interface Setting {
  readonly key: string;
  readonly type: "string" | "boolean" | "integer";
  /** Allowed values; `open` = others are understood too. */
  readonly values?: readonly string[] | undefined;
  readonly open?: boolean | undefined;
  readonly secret: boolean;
  readonly default?: string | number | boolean | undefined;
  readonly description: string;
  /** Environment variables that are asked in this order when the setting is given nowhere else. */
  readonly environment: readonly string[];
}

/** The facts of a setting, a line each. */
export function settingFacts(setting: Setting): readonly string[] {
  return [
    setting.values
      ? `${setting.open ? "Known" : "Allowed"} values: ${setting.values.map((v) => `\`${v}\``).join(", ")}.`
      : "",
    setting.default === undefined ? "" : `Default: \`${setting.default}\`.`,
    setting.environment.length > 0
      ? `Environment: ${setting.environment.map((name) => `\`${name}\``).join(", ")}.`
      : "",
    setting.secret ? "Secret: encrypted in state." : "",
  ].filter(Boolean);
}
