/**
 * Where a page's syntax section contradicts its own examples, the examples win: they were run. The service's generated
 * module (of the catalogue's second source) agrees with each of these.
 */
export interface Correction {
  /** A set that the service has and the page leaves out; every parameter that is in all sets is in it. */
  readonly unlistedSet?: string;
  readonly parameters?: Readonly<Record<string, ParameterCorrection>>;
}

export interface ParameterCorrection {
  readonly sets?: "all" | readonly string[];
  readonly mandatoryIn?: readonly string[];
}

export const CORRECTIONS: Readonly<Record<string, Correction>> = {
  // The examples give State with SegmentsAllowed and SegmentsBlocked; the syntax has it with SegmentAllowedFilter only.
  "New-InformationBarrierPolicy": { parameters: { State: { sets: "all" } } },
  // The example activates a policy by State alone, which fits every listed set.
  "Set-InformationBarrierPolicy": { unlistedSet: "InformationBarrierDefault" },
  // ServiceId is the deprecated way to say ObjectId; the example gives the latter alone.
  "New-ServicePrincipal": { parameters: { ServiceId: { sets: ["Deprecated"] }, ObjectId: { sets: ["Default"] } } },
  // The tenant has one such rule; the example doesn't name it.
  "Set-DeviceTenantRule": { parameters: { Identity: { mandatoryIn: [] } } },
};

/** The page says 15 at least, Microsoft's own labels have 5 (docs/service/sensitivity-labels.md#label-names). */
export const PAGE_ONLY_LIMITS: ReadonlySet<string> = new Set([
  "ApplyContentMarkingHeaderMargin",
  "ApplyContentMarkingFooterMargin",
]);
