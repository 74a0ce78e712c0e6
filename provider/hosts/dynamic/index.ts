import "../protocol/compile-cache";
import { ValidationError } from "../../errors";
import { findKind } from "../../kinds";
import { createProcessHost } from "./process-host";
import { createDynamicProvider, type DynamicHost, type DynamicProvider } from "./provider";

export type { DynamicProvider } from "./provider";
export type { ReservedOptions } from "./inputs";

let host: DynamicHost | undefined;

/**
 * What the text in a resource's `__provider` calls (docs/behavior.md#reserved-inputs): the provider object of a noun for Pulumi's
 * dynamic provider process. One host serves all nouns of the process, so that they share its sessions and signals.
 */
export function handler(noun: string): DynamicProvider {
  const kind = findKind(noun);
  if (!kind) {
    throw new ValidationError(`This version of pulumi-purview has no resource type "${noun}".`, {
      code: "PURVIEW_UNKNOWN_TYPE",
      noun,
      advice: "Install the version that the program was written for.",
    });
  }
  return createDynamicProvider(kind, (host ??= createProcessHost()));
}
