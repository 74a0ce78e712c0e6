import { GuardError, ValidationError } from "../../errors";
import { type Operation, titleIn, tenantOf } from "../operation/operation";
import type { Plan, Refusal } from "../plan/types";

/** Ends an operation whose plan may not be sent; the plan itself has judged the final cmdlets (design 4, rule 8). */
export function requireAccepted(operation: Operation, { refused }: Pick<Plan, "refused">): void {
  if (refused) throw refusalOf(operation, refused);
}

export function refusalOf(operation: Operation, { code, reason, property, advice }: Refusal): GuardError {
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
