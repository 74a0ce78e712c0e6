/**
 * How a policy gets to its workloads. A policy without a rule can't distribute and stays Pending
 * (docs/service/retention.md#needs-rule: "a policy has no effect until it has a rule"); a write starts it again and locks the
 * policy until it is done.
 */
export type Distribution =
  | { readonly kind: "waitsForRule"; readonly failing?: boolean }
  | { readonly kind: "started"; readonly doneAt: number; readonly results: readonly string[] };

export type DistributionStatus = "Pending" | "Success" | "Error";

/** The three documented values of DistributionStatus (docs/service/distribution.md#status). */
export function statusAt(distribution: Distribution, now: number): DistributionStatus {
  if (distribution.kind === "waitsForRule" || now < distribution.doneAt) return "Pending";
  return distribution.results.length > 0 ? "Error" : "Success";
}

export const resultsAt = (distribution: Distribution, now: number): readonly string[] =>
  distribution.kind === "started" && now >= distribution.doneAt ? distribution.results : [];

export const isDeploying = (distribution: Distribution | undefined, now: number): boolean =>
  distribution?.kind === "started" && now < distribution.doneAt;

export const hasFailed = (distribution: Distribution | undefined, now: number): boolean =>
  distribution !== undefined && statusAt(distribution, now) === "Error";

/** What a failed distribution says, per workload; the shape of the text is ours [inferred]. */
export const failureResults = (workloads: readonly string[]): string[] =>
  workloads.map(
    (workload) =>
      `[${workload}] PolicyDeploymentException: The policy couldn't be deployed to ${workload}; retry the distribution.`,
  );
