import { TenantMismatchError } from "../errors";
import type { TenantFacts } from "../session/contract";
import type { Properties } from "../values";
import { type Operation, textOf } from "./operation";

/** Bumped when a later version must convert what an earlier one stored. */
export const STATE_VERSION = 1;

/** Refuses to touch, or to call gone, what belongs to another tenant or cloud (design 4, rule 10). Sends nothing to the service. */
export async function refuseForeign(operation: Operation, outputs: Properties | undefined): Promise<TenantFacts> {
  const { session, kind, signal, title } = operation;
  const facts = await session.facts(signal);
  const tenantId = textOf(outputs, "tenantId");
  const environment = textOf(outputs, "environment");
  const foreign =
    (tenantId !== undefined && tenantId.toLowerCase() !== facts.tenantId.toLowerCase()) ||
    (environment !== undefined && environment !== facts.environment);
  if (!foreign) return facts;
  throw new TenantMismatchError(
    `${title} belongs to tenant ${tenantId ?? "(unknown)"} (${environment ?? "unknown cloud"}), but the provider is signed in to ` +
      `${facts.tenantId} (${facts.environment}). Nothing was sent.`,
    {
      code: "PURVIEW_TENANT_MISMATCH",
      noun: kind.noun,
      tenant: facts.tenantId,
      property: "tenantId",
      advice:
        "Give the resource a provider for its own tenant, or, to leave that tenant for good, remove it with `pulumi state delete`. " +
        "Refresh and destroy run on the settings of the last update: after a change of settings run `pulumi up`, or add `--run-program`.",
    },
  );
}

/** What every resource's outputs have beside its own. */
export const withTenant = (outputs: Properties, { tenantId, environment }: TenantFacts): Properties => ({
  ...outputs,
  tenantId,
  environment,
  stateVersion: STATE_VERSION,
});
