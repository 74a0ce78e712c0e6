import type { AuthSettings, Origin } from "../auth";
import { environmentOf, knownEnvironments, type CloudSettings } from "../clouds";
import { ConfigError } from "../errors";
import type { NetworkSettings, ProxyAccessType } from "../http";
import { parseJson, SecretText, suggest } from "../values";
import { settingsTable, type SettingRow } from "./settings-table";

/** Provider settings after resolution (docs/behavior.md#settings): program arguments, else stack configuration, else environment. */
export interface Settings extends AuthSettings, CloudSettings, NetworkSettings {
  readonly transport?: "rest" | "remoting" | undefined;
  readonly maxSessions: number;
  readonly logLevel: "off" | "info" | "debug";
  /** Default: standard error. */
  readonly logFile?: string | undefined;
  readonly drift: "live" | "refresh";
  readonly maxConcurrency: number;
  readonly maxDistributing: number;
  readonly requestTimeoutMs: number;
  readonly settleTimeoutMs: number;
  readonly settle: "distributed" | "accepted";
  readonly adoptExisting: boolean;
  readonly deletionProtection: "holds" | "all" | "none";
  readonly proxyAccessType?: ProxyAccessType | undefined;
}

export interface SettingsSources {
  /** Provider arguments: typed, or texts as hosts pass them (JSON too). Null and undefined count as not given. */
  readonly args?: { readonly [key: string]: unknown } | undefined;
  /** Stack configuration, keys with or without `purview:`; keys of other packages are ignored. */
  readonly stackConfig?: { readonly [key: string]: unknown } | undefined;
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
}

type Scalar = string | number | boolean;

const rows: ReadonlyMap<string, SettingRow> = new Map(settingsTable.map((row) => [row.name, row]));
const names = settingsTable.map(({ name }) => name);
/** Keys that engines add to ours. */
const FOREIGN = /^(__.*|version|pluginDownloadURL|pluginChecksums|parameterization)$/;

const invalid = (row: SettingRow, origin: Origin, what: string, advice?: string): ConfigError =>
  new ConfigError(`The setting ${row.name}${origin.name === row.name ? "" : ` (${origin.name})`} ${what}.`, {
    code: "PURVIEW_CONFIG_INVALID",
    property: row.name,
    advice,
  });

const unwrap = (value: unknown): unknown => {
  if (value instanceof SecretText) return value.reveal();
  return typeof value === "string" && /^\s*".*"\s*$/s.test(value) ? (parseJson(value) ?? value) : value;
};

/** One value in its own type; the message never repeats a value, it might be a secret in the wrong place. */
function convert(row: SettingRow, origin: Origin, given: unknown): Scalar {
  const value = unwrap(given);
  const text = typeof value === "string" ? value.trim() : value;
  if (row.type === "boolean") {
    if (typeof text === "boolean") return text;
    if (typeof text === "string" && /^(true|1)$/i.test(text)) return true;
    if (typeof text === "string" && /^(false|0)$/i.test(text)) return false;
    throw invalid(row, origin, "must be true or false");
  }
  if (row.type === "integer") return convertInteger(row, origin, text);
  if (typeof text !== "string") throw invalid(row, origin, "must be a string");
  const shown = row.secret ? String(value) : text;
  if (/\u0000/.test(shown)) throw invalid(row, origin, "has a NUL character");
  if (!row.values) return shown;
  const found = row.values.find((one) => one.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const meant = suggest(text, row.values);
  throw invalid(row, origin, `must be one of ${row.values.join(", ")}`, meant && `Did you mean ${meant}?`);
}

function convertInteger(row: SettingRow, origin: Origin, text: unknown): number {
  const number = typeof text === "string" && /^[+-]?\d+$/.test(text) ? Number(text) : text;
  const unit = row.unit ? ` (${row.unit})` : "";
  if (typeof number !== "number" || !Number.isSafeInteger(number))
    throw invalid(row, origin, `must be a whole number${unit}`);
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = row;
  if (number < minimum || number > maximum)
    throw invalid(row, origin, `must be between ${minimum} and ${maximum}${unit}`);
  return number;
}

function assertKnown(keys: readonly string[], spelling: (key: string) => string): void {
  for (const key of keys) {
    if (rows.has(key) || FOREIGN.test(key)) continue;
    const meant = suggest(key, names);
    throw new ConfigError(`There is no setting ${spelling(key)}.`, {
      code: "PURVIEW_CONFIG_UNKNOWN",
      property: key,
      advice: meant ? `Did you mean ${spelling(meant)}?` : "docs/settings.md lists all settings.",
    });
  }
}

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

const PREFIX = "purview:";

function ownConfig(stackConfig: { readonly [key: string]: unknown }): ReadonlyMap<string, unknown> {
  const own = Object.entries(stackConfig).filter(([key]) => key.startsWith(PREFIX) || !key.includes(":"));
  return new Map(own.map(([key, value]) => [key.replace(PREFIX, ""), value]));
}

/**
 * Provider settings from program, stack configuration and environment, in that order, each value checked.
 * @throws ConfigError `PURVIEW_CONFIG_UNKNOWN`, `PURVIEW_CONFIG_INVALID`, naming the key and never a value
 */
export function resolveSettings(sources: SettingsSources): Settings {
  const { args = {}, env = {} } = sources;
  const config = ownConfig(sources.stackConfig ?? {});
  assertKnown(Object.keys(args), (key) => key);
  assertKnown([...config.keys()], (key) => PREFIX + key);
  const values: { [key: string]: Scalar | SecretText } = {};
  const origins: { [key: string]: Origin } = {};
  for (const row of settingsTable) {
    const found = find(row, args, config, env);
    if (!found) continue;
    const value = convert(row, found.origin, found.value);
    origins[row.name] = found.origin;
    values[row.name] = row.secret ? new SecretText(String(value)) : value;
  }
  return finish(values, origins);
}

function find(
  row: SettingRow,
  args: { readonly [key: string]: unknown },
  config: ReadonlyMap<string, unknown>,
  env: { readonly [name: string]: string | undefined },
): { readonly value: unknown; readonly origin: Origin } | undefined {
  if (given(args[row.name])) return { value: args[row.name], origin: { layer: "arguments", name: row.name } };
  if (given(config.get(row.name)))
    return { value: config.get(row.name), origin: { layer: "stackConfig", name: PREFIX + row.name } };
  // The conventional proxy variables are read with their own rules (loopback, HTTP_PROXY) by the transport.
  const name = row.env.find((name) => name !== "HTTPS_PROXY" && given(env[name]));
  if (name !== undefined) return { value: env[name], origin: { layer: "environment", name } };
  return row.default === undefined ? undefined : { value: row.default, origin: { layer: "default", name: row.name } };
}

function finish(values: { [key: string]: Scalar | SecretText }, origins: { readonly [key: string]: Origin }): Settings {
  const { requestTimeout, settleTimeout, environment, ...rest } = values;
  // The table has every key of Settings, in its type.
  return {
    ...rest,
    ...(environment !== undefined && { environment: readEnvironment(String(environment), origins["environment"]) }),
    requestTimeoutMs: Number(requestTimeout) * 1000,
    settleTimeoutMs: Number(settleTimeout) * 1000,
    origins,
  } as unknown as Settings;
}

function readEnvironment(word: string, origin: Origin | undefined): Settings["environment"] {
  const found = environmentOf(word);
  if (found) return found;
  const meant = suggest(word, knownEnvironments);
  throw new ConfigError(`The setting environment${origin ? ` (${origin.name})` : ""} names no known cloud.`, {
    code: "PURVIEW_CONFIG_INVALID",
    property: "environment",
    advice: `Use ${knownEnvironments.join(", ")}${meant ? ` (did you mean ${meant}?)` : ""}; for any other cloud give connectionUri and azureADAuthorizationEndpointUri.`,
  });
}
