import type { Kind } from "../kinds";
import type { Properties } from "../values";
import type { CheckResult } from "./contract";

export interface CheckContext {
  /** Inputs of the last update. */
  readonly olds?: Properties | undefined;
  /** Default of `name`. */
  readonly logicalName?: string | undefined;
}

/** Validates inputs before anything is sent. Keeps the user's shape and spelling; only `name` is defaulted. */
export function checkInputs(_kind: Kind, _news: Properties, _context: CheckContext): CheckResult {
  throw new Error("body follows");
}
