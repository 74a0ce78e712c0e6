import type { CmdletCall } from "../../transport/channel";
import type { Properties } from "../../values";
import type { Observed, PropertyChange, Refusal, ResolveReference } from "../types";

/** What would be sent, in order; the same for preview and up (docs/behavior.md#rule-4). */
export interface Plan {
  readonly steps: readonly Step[];
  /** For people: what loses protection, and the like. */
  readonly warnings: readonly string[];
  /** Irreversible acts among the steps, by their names in `acceptIrreversible`, e.g. `PreservationLock`. */
  readonly irreversible: readonly string[];
  /** Set when nothing may be sent: `steps` is then what would have been. */
  readonly refused?: Refusal | undefined;
}

export interface Step {
  readonly act: "create" | "update" | "delete";
  readonly call: CmdletCall;
  /** Properties that this step sets. */
  readonly properties: readonly string[];
  /** A Set right after New: `withId(step, id)` before sending. */
  readonly needsId: boolean;
}

interface PlanRequest {
  readonly resolve: ResolveReference;
  /** The object that `kind.parent` references, as it is now; a rule is judged by its policy's lock. */
  readonly parent?: Observed | undefined;
}

export interface PlanCreateRequest extends PlanRequest {
  /** Checked inputs; secrets are looked through, unknowns are left out (preview). */
  readonly desired: Properties;
  /** A singleton as it is now. */
  readonly actual?: Observed | undefined;
}

export interface PlanUpdateRequest extends PlanRequest {
  readonly id: string;
  readonly desired: Properties;
  /** Fresh state. */
  readonly actual: Observed;
  /** From `diffProperties`; none that replaces. */
  readonly changes: readonly PropertyChange[];
  /** Inputs, else outputs, in state. */
  readonly recorded?: Properties | undefined;
  readonly ignored?: readonly string[] | undefined;
}

export interface PlanDeleteRequest extends PlanRequest {
  readonly id: string;
  /** Inputs (else outputs) in state: they say the list variant, the parent, `extraParameters`, `acceptIrreversible`. */
  readonly recorded: Properties;
  /** Fresh state; undefined = not looked up. */
  readonly actual?: Observed | undefined;
}
