import type { Call } from "../call";
import { failureResults, isDeploying, type Distribution } from "../distribution";
import type { StoredObject } from "../entry";
import { beingDeployed } from "../faults";

const allWorkloads = ["Exchange", "SharePoint", "OneDriveForBusiness"];

/** Writes to a policy or its rule are refused while the policy is still distributing (docs/service/distribution.md#being-deployed). */
export function refuseWhileDeploying(call: Call, object: StoredObject | undefined): void {
  if (object && isDeploying(object.distribution, call.now)) throw beingDeployed(object.name);
}

/** The policy whose lock a write to this object takes: itself, or the parent of a rule. */
export function lockOf(call: Call, object: StoredObject): StoredObject | undefined {
  const { parent } = call.store.declaration(object.noun);
  if (!parent?.distributesParent) return object;
  return object.parent === undefined ? undefined : call.store.find(parent.noun, object.parent, anyVariant(object));
}

const anyVariant = ({ variant }: StoredObject): { variant: string | undefined } => ({ variant });

/** Every write sends the policy to its workloads again; without its rule it waits for one. */
export function distribute(call: Call, policy: StoredObject): void {
  const { distributes } = call.store.declaration(policy.noun);
  if (!distributes) return;
  const before = policy.distribution;
  const waited = before?.kind === "waitsForRule" && before.failing === true;
  const failing = call.faults.deployError === true || waited;
  const ready = !distributes.afterRule || call.store.children(distributes.afterRule, policy.guid).length > 0;
  const workloads = distributes.workloads?.(policy) ?? allWorkloads;
  const next: Distribution = ready
    ? {
        kind: "started",
        doneAt: call.now + call.store.durations.distributionMs,
        results: failing ? failureResults(workloads) : [],
      }
    : { kind: "waitsForRule", ...(failing && { failing }) };
  call.store.distribute(policy, next);
}

/** After a write to a rule: its policy goes out again. */
export function distributeParent(call: Call, object: StoredObject): void {
  const { parent } = call.store.declaration(object.noun);
  if (!parent?.distributesParent || object.parent === undefined) return;
  const policy = call.store.find(parent.noun, object.parent, anyVariant(object));
  if (policy) distribute(call, policy);
}
