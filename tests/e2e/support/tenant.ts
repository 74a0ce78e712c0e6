import type { EnvironmentName, WireObject } from "../../../emulator/index";
import { argsOf, environmentOf, type SpawnedEmulator, type TenantClient } from "../../support/emulator";

/** A tenant of its own for a test. */
export const newTenant = (emulator: SpawnedEmulator, environment: EnvironmentName = "public"): Promise<TenantClient> =>
  emulator.addTenant({ environment, apps: [{ roleGroups: ["Organization Management"] }] });

/** Environment that points a provider at the tenant, its cloud named. */
export const envOf = (tenant: TenantClient): Record<string, string> => ({
  PURVIEW_ENVIRONMENT: tenant.environment,
  ...environmentOf(tenant),
});

/** Arguments of a provider of the tenant, its cloud named. */
export const settingsOf = (tenant: TenantClient) => argsOf(tenant, { environment: tenant.environment });

/** A mailbox or site as the service returns it. */
export const location = (name: string): WireObject => ({
  DisplayName: name,
  Name: name,
  ImmutableIdentity: name,
  Type: "IndividualResource",
  Workload: name.startsWith("https:") ? "SharePoint" : "Exchange",
});
