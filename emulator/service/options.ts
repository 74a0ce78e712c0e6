import type { EmulatorClock, TenantOptions } from "../contract";

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** How long things take, in milliseconds of the emulator's clock. */
export interface Durations {
  /** Until a list or a Get shows a write: "seconds to minutes" (docs/service/reading.md#lag). Default 1 s. */
  readonly replicationMs: number;
  /**
   * From a write to a policy or its rule until it is deployed: "typical about 2 min"
   * (docs/service/distribution.md#being-deployed). Default 2 s.
   */
  readonly distributionMs: number;
  /** How long a removed policy answers as PendingDeletion: minutes to a day (docs/service/cmdlets.md#reserved-names). Default 1 h. */
  readonly policyTombstoneMs: number;
  /** The same of labels and DLP rules: about 30 days (docs/service/cmdlets.md#reserved-names). */
  readonly ruleTombstoneMs: number;
  /** How far back the fault `stale` may look. Default 1 min. */
  readonly staleMs: number;
}

/** What an emulator may choose for the objects of all its tenants. */
export interface ObjectOptions extends Partial<Durations> {
  /** Whether retention labels have their storage (`Enable-ComplianceTagStorage`). Default true. */
  readonly labelStorage?: boolean;
  /**
   * `recorded` = a tenant answers as recorded tenants did: JSON mode shows nested objects by their text alone, Microsoft's
   * default labels and event types exist. Default: the same without these labels and types. `loose` = JSON mode shows locations as text or as objects, as a tenant chooses.
   */
  readonly answers?: "loose" | "recorded";
}

export interface ServiceOptions extends TenantOptions, ObjectOptions {}

export const defaultDurations: Durations = {
  replicationMs: second,
  distributionMs: 2 * second,
  policyTombstoneMs: 60 * minute,
  ruleTombstoneMs: 30 * day,
  staleMs: minute,
};

/** Nested objects are shown as recorded tenants showed them. */
export const isRecorded = ({ answers = "recorded" }: Pick<ServiceOptions, "answers">): boolean =>
  answers === "recorded";

/**
 * On the instant clock every pending change is done at once. The 30 days of a label are no pending change but the
 * service's rule about names, so they stay.
 */
export function durationsOf(options: Partial<Durations> & { readonly clock: EmulatorClock }): Durations {
  const chosen = {
    replicationMs: options.replicationMs ?? defaultDurations.replicationMs,
    distributionMs: options.distributionMs ?? defaultDurations.distributionMs,
    policyTombstoneMs: options.policyTombstoneMs ?? defaultDurations.policyTombstoneMs,
    ruleTombstoneMs: options.ruleTombstoneMs ?? defaultDurations.ruleTombstoneMs,
    staleMs: options.staleMs ?? defaultDurations.staleMs,
  };
  return options.clock.mode === "instant"
    ? { ...chosen, replicationMs: 0, distributionMs: 0, policyTombstoneMs: 0 }
    : chosen;
}
