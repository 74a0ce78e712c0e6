import { seededGuid } from "../random";
import type { World } from "../world";

/** The two continuous-integration systems whose OIDC endpoints are stood in for. */
export type WorkloadSystem = "github" | "azureDevOps";

export const WORKLOAD_SYSTEMS: readonly WorkloadSystem[] = ["github", "azureDevOps"];

/** Issuer of the emulated system; an app trusts it by a federated credential with this issuer. */
export const workloadIssuer = (world: World, system: WorkloadSystem): string =>
  `${world.places.url}/_identity/${system}`;

export const workloadIssuerOf = (world: World, issuer: string): WorkloadSystem | undefined =>
  WORKLOAD_SYSTEMS.find((system) => workloadIssuer(world, system) === issuer);

/** `emulator:github` in a registered credential stands for the issuer above, whose port is known only once it listens. */
export function resolveIssuer(world: World, registered: string): string {
  const system = WORKLOAD_SYSTEMS.find((name) => registered === `emulator:${name}`);
  return system ? workloadIssuer(world, system) : registered;
}

/** Subject of a workflow run when the request URL names none (`?sub=`). */
export const GITHUB_SUBJECT = "repo:contoso/policies:ref:refs/heads/main";

export const azureDevOpsSubject = (serviceConnectionId: string): string =>
  `sc://contoso/policies/${serviceConnectionId}`;

/** Service connection that a default tenant's first app trusts. */
export const serviceConnectionId = (seed: number, tenantId: string): string =>
  seededGuid(seed, tenantId, "service-connection");
