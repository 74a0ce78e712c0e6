import type { Kind } from "../kinds";
import type { PropertyChange } from "./contract";
import type { DiffInput } from "./plan-contract";

/** Design 4, rule 3. Pure; the same for preview, update and the read-back that proves a write. */
export function diffProperties(_kind: Kind, _input: DiffInput): readonly PropertyChange[] {
  throw new Error("body follows");
}
