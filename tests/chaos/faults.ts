import type { Random } from "./random";

export type Fault = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface FaultRule {
  readonly match: Readonly<Record<string, unknown>>;
  readonly fault: Fault;
  readonly times?: number;
}

const READS = ["Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule", "Get-ComplianceTag"];
const WRITES = [
  "New-RetentionCompliancePolicy",
  "Set-RetentionCompliancePolicy",
  "New-RetentionComplianceRule",
  "Set-RetentionComplianceRule",
  "New-ComplianceTag",
  "Set-ComplianceTag",
];

/** Faults of design 9 that pass: each hits a few times and is over, so that a clean run can follow. */
const KINDS: readonly ((random: Random) => FaultRule)[] = [
  (r) => ({
    match: { path: "InvokeCommand", probability: 0.2 },
    fault: { type: "status", status: 429, retryAfter: r.pick([0.2, 1]) },
    times: 3,
  }),
  (r) => ({
    match: { cmdlet: r.pick([...READS, ...WRITES]) },
    fault: { type: "status", status: r.pick([500, 502, 503]) },
    times: 1 + r.below(2),
  }),
  (r) => ({ match: { cmdlet: r.pick([...READS, ...WRITES]) }, fault: { type: "resetBefore" }, times: 1 }),
  (r) => ({ match: { cmdlet: r.pick(WRITES), nth: 1 + r.below(2) }, fault: { type: "resetAfter" }, times: 1 }),
  (r) => ({ match: { cmdlet: r.pick(READS) }, fault: { type: r.pick(["truncate", "emptyBody", "stale"]) }, times: 1 }),
  (r) => ({ match: { cmdlet: r.pick(WRITES) }, fault: { type: "emptyBody" }, times: 1 }),
  (r) => ({ match: { cmdlet: r.pick(WRITES) }, fault: { type: "beingDeployed" }, times: 1 + r.below(2) }),
  () => ({ match: { path: "InvokeCommand" }, fault: { type: "status", status: 401, claims: true }, times: 1 }),
  (r) => ({ match: { cmdlet: r.pick(READS) }, fault: { type: "missListsAll" }, times: 2 }),
  (r) => ({
    match: { cmdlet: r.pick([...READS, ...WRITES]) },
    fault: { type: "delay", ms: 50 + r.below(400) },
    times: 4,
  }),
];

export const randomFaults = (random: Random): readonly FaultRule[] =>
  Array.from({ length: 1 + random.below(3) }, () => random.pick(KINDS)(random));
