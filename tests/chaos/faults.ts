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

/** What the program declares of an object, as the noun's cmdlets call it. */
const PROPERTIES = [
  { noun: "RetentionCompliancePolicy", property: "Comment" },
  { noun: "RetentionCompliancePolicy", property: "ExchangeLocation" },
  { noun: "RetentionComplianceRule", property: "RetentionDuration" },
  { noun: "ComplianceTag", property: "RetentionDuration" },
] as const;

/** Faults (docs/emulator.md#faults) that pass: each hits a few times and is over, so that a clean run can follow. */
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
  (r) => ({ match: { path: "InvokeCommand" }, fault: { type: "sessionLimit" }, times: 1 + r.below(3) }),
  (r) => ({ match: { cmdlet: r.pick([...READS, ...WRITES]) }, fault: { type: "hideCmdlet" }, times: 1 + r.below(2) }),
  (r) => {
    const { noun, property } = r.pick(PROPERTIES);
    return { match: { cmdlet: `Get-${noun}` }, fault: { type: "dropProperty", property }, times: 1 + r.below(3) };
  },
  (r) => {
    const { noun, property } = r.pick(PROPERTIES);
    const verb = r.pick(["New", "Set"]);
    return { match: { cmdlet: `${verb}-${noun}` }, fault: { type: "ignoreProperty", property }, times: 1 + r.below(2) };
  },
  (r) => ({
    match: { cmdlet: `${r.pick(["New", "Set"])}-Retention${r.pick(["CompliancePolicy", "ComplianceRule"])}` },
    fault: { type: "deployError" },
    times: 1 + r.below(2),
  }),
  () => ({ match: { cmdlet: "Get-ComplianceTag" }, fault: { type: "expirePaging" }, times: 2 }),
];

/** How a run ends that only this fault made fail; what is not here has several ends. */
export const ENDS: Readonly<Record<string, RegExp>> = {
  sessionLimit: /PURVIEW_THROTTLED/,
  hideCmdlet: /PURVIEW_PERMISSION/,
  dropProperty: /PURVIEW_(UNPROVEN|INVALID|FIXED|LOSS|REPLACE|UNIDENTIFIED)/,
  // A New whose locations the service does not take is one without locations, which it refuses by itself.
  ignoreProperty: /PURVIEW_NOT_VERIFIED|needs at least one location\..*PURVIEW_SERVICE_REFUSED/,
  deployError: /PURVIEW_NOT_DISTRIBUTED/,
  expirePaging: /PURVIEW_PAGING_EXPIRED/,
};

export const randomFaults = (random: Random): readonly FaultRule[] =>
  Array.from({ length: 1 + random.below(3) }, () => random.pick(KINDS)(random));
