import { TenantMismatchError } from "../../errors";
import type { TenantFacts } from "../../session";
import type { Properties } from "../../values";
import { type Operation, textOf } from "../operation/operation";
import { isGuid } from "../observe/references";

/** Said of errors that may come from the engine's rule about settings (docs/behavior.md#old-settings). */
export const SETTINGS_OF_STATE =
  "Refresh and destroy run on the settings of the last update: if these have changed since, run `pulumi up`, or add `--run-program`. " +
  "With the plugin `up` refreshes first too: `pulumi up --refresh --run-program`.";

/** Bumped when a later version must convert what an earlier one stored. */
export const STATE_VERSION = 1;

/** Refuses to touch, or to call gone, what belongs to another tenant or cloud (docs/behavior.md#rule-10). Sends nothing to the service. */
export async function rejectForeign(operation: Operation, outputs: Properties | undefined): Promise<TenantFacts> {
  const { session, signal } = operation;
  const facts = await session.facts(signal);
  const tenantId = textOf(outputs, "tenantId");
  const environment = textOf(outputs, "environment");
  const foreign =
    (tenantId !== undefined && tenantId.toLowerCase() !== facts.tenantId.toLowerCase()) ||
    (environment !== undefined && environment !== facts.environment);
  if (!foreign) return facts;
  throw mismatch(operation, outputs, `signed in to ${facts.tenantId} (${facts.environment})`);
}

/** The same as far as the settings alone show it: for comparisons that ask the service nothing. */
export function rejectForeignSettings(operation: Operation, outputs: Properties): void {
  const { tenantId, environment } = operation.settings;
  const recorded = textOf(outputs, "tenantId");
  const isForeign =
    recorded !== undefined &&
    tenantId !== undefined &&
    isGuid(tenantId) &&
    tenantId.toLowerCase() !== recorded.toLowerCase();
  const isElsewhere =
    environment !== undefined &&
    ![undefined, environment].includes(textOf(outputs, "environment") as typeof environment);
  if (isForeign || isElsewhere)
    throw mismatch(operation, outputs, `configured for ${tenantId ?? "(unknown)"} (${environment ?? "unknown cloud"})`);
}

const mismatch = ({ kind, title }: Operation, outputs: Properties | undefined, now: string): TenantMismatchError =>
  new TenantMismatchError(
    `${title} belongs to tenant ${textOf(outputs, "tenantId") ?? "(unknown)"} (${textOf(outputs, "environment") ?? "unknown cloud"}), ` +
      `but the provider is ${now}. Nothing was sent.`,
    {
      code: "PURVIEW_TENANT_MISMATCH",
      noun: kind.noun,
      tenant: textOf(outputs, "tenantId"),
      property: "tenantId",
      advice: `Give the resource a provider for its own tenant, or, to leave that tenant for good, remove it with \`pulumi state delete\`. ${SETTINGS_OF_STATE}`,
    },
  );

/** What every resource's outputs have in addition to its own. */
export const withTenant = (outputs: Properties, { tenantId, environment }: TenantFacts): Properties => ({
  ...outputs,
  tenantId,
  environment,
  stateVersion: STATE_VERSION,
});
