/** A provider setting as schema, SDKs and docs need it; the session's table of settings has this shape. */
export interface Setting {
  readonly name: string;
  readonly type: "string" | "boolean" | "integer";
  /** The only values of a string, where it has such. */
  readonly values?: readonly string[];
  readonly unit?: "seconds";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean;
  readonly secret: boolean;
  /** Environment variables, the one that wins first. */
  readonly env: readonly string[];
  readonly description: string;
}

const code = (text: string | number | boolean): string => `\`${text}\``;

/** The facts of a setting, a line each. */
export function settingFacts(setting: Setting): readonly string[] {
  const { values, unit, minimum, maximum, env, secret } = setting;
  return [
    values ? `Allowed values: ${values.map(code).join(", ")}.` : "",
    unit ? `Unit: ${unit}.` : "",
    minimum !== undefined && maximum !== undefined ? `Between ${minimum} and ${maximum}.` : "",
    setting.default === undefined ? "" : `Default: ${code(setting.default)}.`,
    env.length > 0 ? `Environment: ${env.map(code).join(", ")}.` : "",
    secret ? "Secret: encrypted in state." : "",
  ].filter(Boolean);
}
