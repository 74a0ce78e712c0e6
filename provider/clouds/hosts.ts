import { ConfigError } from "../errors";
import { isLoopback } from "../http";
import { clouds, knownEnvironments } from "./table";
import type { KnownEnvironment } from "./environment";

export const withinSuffix = (host: string, suffix: string): boolean => host === suffix || host.endsWith(`.${suffix}`);

/** The clouds that a service host belongs to: GCC shares with worldwide, DoD in part with GCC High. */
export function environmentsOfServiceHost(host: string): readonly KnownEnvironment[] {
  const doors = knownEnvironments.filter((name) => clouds[name].frontDoors.includes(host));
  return doors.length > 0
    ? doors
    : knownEnvironments.filter((name) => clouds[name].suffixes.some((suffix) => withinSuffix(host, suffix)));
}

export function environmentsOfLoginHost(host: string): readonly KnownEnvironment[] {
  return knownEnvironments.filter((name) => clouds[name].loginHosts.includes(host));
}

/**
 * Reads a URL of the settings. Spaces around it and a missing scheme are accepted, plain http and credentials in it are not.
 * @throws ConfigError `PURVIEW_CONFIG_INVALID`, `PURVIEW_INSECURE_URI`
 */
export function serviceUrl(setting: string, text: string): URL {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname)
    throw new ConfigError(`The setting ${setting} is not a URL.`, {
      code: "PURVIEW_CONFIG_INVALID",
      property: setting,
      advice:
        "Use the form that Connect-IPPSSession takes, e.g. https://ps.compliance.protection.outlook.com/powershell-liveid/.",
    });
  if (url.username || url.password)
    throw new ConfigError(`The setting ${setting} has a user name or password in its URL.`, {
      code: "PURVIEW_CONFIG_INVALID",
      property: setting,
      advice: "Remove it; credentials have their own settings.",
    });
  if (url.protocol === "http:" && !isLoopback(url.hostname))
    throw new ConfigError(
      `The setting ${setting} (${url.host}) uses plain http, so tokens would be sent unencrypted.`,
      {
        code: "PURVIEW_INSECURE_URI",
        property: setting,
        advice: "Use https; plain http is only for this machine (localhost, 127.0.0.1, [::1]).",
      },
    );
  return url;
}
