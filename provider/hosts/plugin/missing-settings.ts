import { type PurviewError, withCode } from "../../errors";
import type * as SessionModule from "../../session";
import type { Settings } from "../../session";
import { MissingSettings } from "./status";

interface Missing {
  readonly setting: string;
  readonly description: string;
}

const TENANT: Missing = {
  setting: "tenantId",
  description: "GUID or any domain of the tenant",
};

/** The engine shows a key's description and not our message, so the other credentials have to be named here too. */
const CLIENT: Missing = {
  setting: "clientId",
  description:
    "Application (client) id of the app that signs in, together with its clientSecret or clientCertificatePath; instead of it, useOidc, useMsi or useCli, or useLogin after `purview login`: docs/sign-in lists all of them",
};

const NO_TENANT = "PURVIEW_TENANT_MISSING";
const NO_CREDENTIAL = "PURVIEW_AUTH_NOT_CONFIGURED";

/**
 * The settings that somebody has to give before the provider can work, where that is why it could not be opened; undefined = it
 * failed for another reason, or no single setting would help.
 */
export function missingSettings(
  { settingsTable, targetTenant }: Pick<typeof SessionModule, "settingsTable" | "targetTenant">,
  settings: Settings,
  error: PurviewError,
): MissingSettings | undefined {
  if (error.code !== NO_TENANT && error.code !== NO_CREDENTIAL) return undefined;
  const tenantless = error.code === NO_TENANT || !namesTenant(targetTenant, settings);
  const missing = [
    ...(tenantless ? [TENANT] : []),
    ...(error.code === NO_CREDENTIAL && settings.clientId === undefined ? [CLIENT] : []),
  ];
  if (missing.length === 0) return undefined;
  const keys = missing.map(({ setting, description }) => {
    const variables = settingsTable.find(({ name }) => name === setting)?.env ?? [];
    return { name: `purview:${setting}`, description: `${description} (or set ${variables.join(", ")})` };
  });
  return new MissingSettings(withCode(error.message, error.code), keys);
}

function namesTenant(targetTenant: typeof SessionModule.targetTenant, settings: Settings): boolean {
  try {
    return targetTenant(settings, {}) !== "";
  } catch {
    return false;
  }
}
