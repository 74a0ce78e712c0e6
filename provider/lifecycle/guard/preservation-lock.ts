import type { Plain } from "../../values";
import { type CanonicalCall, isFalsy, isTruthy, textsOf } from "./canonical-call";
import { durationOf, isShorter } from "./protection-loss";
import type { Observed, Refusal } from "../types";

interface LockRequest {
  readonly noun: string;
  readonly actual?: Observed | undefined;
  readonly parent?: Observed | undefined;
}

const isLocked = (object: Observed | undefined): boolean => object?.properties["restrictiveRetention"] === true;

/** A locked policy takes only more locations and a longer period (docs/service/retention.md#preservation-lock). */
export function lockRefusal(calls: readonly CanonicalCall[], request: LockRequest): Refusal | undefined {
  const locked = isLocked(request.actual) ? request.actual : isLocked(request.parent) ? request.parent : undefined;
  if (!locked) return undefined;
  for (const call of calls) {
    const why = forbidden(call, request.actual);
    if (why !== undefined) {
      return {
        code: "PURVIEW_LOCKED",
        reason: `Policy "${locked.name}" has Preservation Lock, so ${why}.`,
        advice: "A locked policy can only get more locations or a longer period, for ever.",
      };
    }
  }
  return undefined;
}

function forbidden(call: CanonicalCall, actual: Observed | undefined): string | undefined {
  if (call.verb === "Remove") return `its ${call.noun} cannot be removed`;
  if (call.verb === "New") return undefined;
  for (const [parameter, value] of call.parameters) {
    const why = forbiddenParameter(parameter, value, call, actual);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What may still change on a locked policy or its rule without narrowing it. */
const HARMLESS = new Set([
  "Identity",
  "Comment",
  "Confirm",
  "Force",
  "WhatIf",
  "PriorityCleanup",
  "DeletedResources",
  "RetryDistribution",
  "RetentionDurationDisplayHint",
  "EnforceSimulationPolicy",
  "PolicyRBACScopes",
]);

function forbiddenParameter(
  parameter: string,
  value: Plain,
  call: CanonicalCall,
  actual: Observed | undefined,
): string | undefined {
  if (HARMLESS.has(parameter)) return undefined;
  if (/^Add\w+Exception$/.test(parameter)) return `nothing more can be left out (${textsOf(value).join(", ")})`;
  if (/^Remove\w+Exception$/.test(parameter)) return undefined;
  if (/^Add\w+$/.test(parameter)) return undefined;
  if (/^Remove\w+$/.test(parameter)) {
    const widened = textsOf(call.parameters.get(parameter.replace(/^Remove/, "Add"))).some((text) =>
      /^all$/i.test(text),
    );
    return widened ? undefined : `${textsOf(value).join(", ")} cannot be taken out`;
  }
  if (parameter === "Enabled") return isFalsy(value) ? "it cannot be disabled" : undefined;
  if (parameter === "RestrictiveRetention") return isFalsy(value) ? "the lock cannot be taken off" : undefined;
  if (parameter === "StartSimulation") return isTruthy(value) ? "it cannot go back to simulation" : undefined;
  if (parameter === "RetentionDuration") {
    return isShorter(durationOf(value), durationOf(actual?.properties["retentionDuration"]))
      ? "the period cannot be shortened"
      : undefined;
  }
  return `${parameter} cannot be changed`;
}
