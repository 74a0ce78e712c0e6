import type { Plain, WireObject } from "../values";

/** One cmdlet as it goes on the wire: PowerShell names; values as in docs/service/admin-api.md#parameter-values, tags included. */
export interface CmdletCall {
  readonly cmdlet: string;
  readonly parameters: { readonly [parameter: string]: Plain };
}

export type { WireObject };

export interface CmdletResult {
  /** All pages, in the service's order. */
  readonly objects: readonly WireObject[];
  readonly warnings: readonly string[];
}

/** What the identity may call, found once per session. Names compare case-insensitively. */
export interface Rights {
  mayCall(cmdlet: string): boolean;
  /** Undefined where the service does not return parameters. */
  mayPass(cmdlet: string, parameter: string): boolean | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs cmdlets, whatever the protocol. Retries what is safe to retry (reads always; writes only when the service
 * certainly did not act), renews tokens, follows pages, and throws the errors of `provider/errors` alone.
 * A write whose response was lost throws OutcomeUnknownError.
 */
export interface CmdletChannel {
  invoke(call: CmdletCall, options?: CallOptions): Promise<CmdletResult>;
  rights(options?: CallOptions): Promise<Rights>;
  close(): Promise<void>;
}
