import { GuardError, ValidationError } from "../../errors";
import { type Operation, titleIn, tenantOf } from "../operation/operation";
import type { Refusal } from "../types";

/** Ends an operation whose plan may not be sent; the plan itself has judged the final cmdlets (docs/behavior.md#rule-8). */
export function requireAccepted(operation: Operation, { refused }: { readonly refused?: Refusal | undefined }): void {
  if (refused) throw refusalError(operation, refused);
}

export function refusalError(operation: Operation, { code, reason, property, advice }: Refusal): GuardError {
  // Most reasons name the object themselves.
  const summary = reason.includes(`${operation.kind.noun} "`)
    ? `${tenantOf(operation)}: ${reason}`
    : `${titleIn(operation)}: ${reason}`;
  return new GuardError(summary, { code, noun: operation.kind.noun, property, advice });
}

export const invalid = (
  { kind }: Operation,
  summary: string,
  property: string | undefined,
  advice?: string,
): ValidationError => new ValidationError(summary, { code: "PURVIEW_INVALID", noun: kind.noun, property, advice });
