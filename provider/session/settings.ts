import type { Environment } from "./contract";

/** Provider settings after resolution (design 3): program arguments, else stack configuration, else environment. */
export interface Settings {
  readonly environment?: Environment | undefined;
  readonly tenantId?: string | undefined;
  readonly organization?: string | undefined;
  readonly drift: "live" | "refresh";
  readonly maxConcurrency: number;
  readonly maxDistributing: number;
  readonly requestTimeoutMs: number;
  readonly settleTimeoutMs: number;
  readonly settle: "distributed" | "accepted";
  readonly adoptExisting: boolean;
  readonly allowDelete: boolean;
}
