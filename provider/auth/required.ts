import { ConfigError } from "../errors";
import type { AuthSettings } from "./auth-settings";

/** A setting that a configured credential cannot do without. */
export function required<T>(value: T | undefined, setting: string, credential: string): T {
  if (value !== undefined) return value;
  throw new ConfigError(`Signing in with ${credential} is configured, but ${setting} is missing.`, {
    code: "PURVIEW_CONFIG_MISSING",
    property: setting,
    advice: `Set ${setting} (docs/settings.md lists its environment variables).`,
  });
}

export const appIdentity = ({ clientId }: AuthSettings): string => `app ${clientId ?? "(no clientId)"}`;
