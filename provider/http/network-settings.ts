import type { SecretText } from "../values";

export const proxyAccessTypes = ["None", "IEConfig", "WinHttpConfig", "AutoDetect"] as const;
export type ProxyAccessType = (typeof proxyAccessTypes)[number];

/** How the network is reached (`New-PSSessionOption -ProxyAccessType …`). */
export interface NetworkSettings {
  readonly proxyUrl?: string | undefined;
  readonly proxyUsername?: string | undefined;
  readonly proxyPassword?: SecretText | undefined;
  readonly proxyAccessType?: ProxyAccessType | undefined;
  /** PEM file with certificate authorities in addition to the default ones. */
  readonly caFile?: string | undefined;
  /** For one exchange; the service itself ends a cmdlet after 15 minutes. */
  readonly requestTimeoutMs: number;
}
