import type { Json } from "../../../contract";
import type { CallContext } from "../../context";
import { asList, asText, fold, isObject } from "../../json";

/** Parameters that write settings; `Setting` and `Settings` are the internal spellings of the first. */
export const settingParameters = ["AdvancedSettings", "Settings", "Setting"] as const;

/** `[key, value]`, as labels and label policies return their settings (docs/service/sensitivity-labels.md#settings). */
export const settingText = (key: string, value: string): string => `[${key}, ${value}]`;

export function parseSetting(text: string): readonly [key: string, value: string] | undefined {
  const parts = /^\[([^,]*),\s?(.*)\]$/s.exec(text);
  return parts ? [parts[1] ?? "", parts[2] ?? ""] : undefined;
}

/**
 * Merges a call's settings into what is there: an empty string removes a key, null removes all
 * (docs/service/sensitivity-labels.md#advanced-settings).
 */
export function mergeSettings(present: Json | undefined, call: CallContext): string[] {
  const settings = new Map(entriesOf(present));
  for (const parameter of settingParameters) {
    if (!call.has(parameter)) continue;
    const given = call.get(parameter);
    if (!isObject(given)) settings.clear();
    else for (const [key, value] of Object.entries(given)) assign(settings, key, textOf(value));
  }
  return [...settings].map(([key, value]) => settingText(key, value));
}

const entriesOf = (present: Json | undefined): [string, string][] =>
  asList(present).flatMap((text): [string, string][] => {
    const pair = parseSetting(asText(text));
    return pair ? [[pair[0], pair[1]]] : [];
  });

/** Keys are one whatever their case; the service returns them in lower case [inferred]. */
function assign(settings: Map<string, string>, key: string, value: string): void {
  if (value === "") settings.delete(fold(key));
  else settings.set(fold(key), value);
}

const textOf = (value: Json): string => (Array.isArray(value) ? value.map(asText).join(",") : asText(value));
