import type { DetailedDiff } from "./property/compare";
import type { ResourceState } from "./state/resource";

export type Op =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "refresh"
  | "discard"
  | "discard-replaced"
  | "remove-pending-replace"
  | "import"
  | "import-replacement";

export type Severity = "info" | "warning" | "error";
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  /** Empty: the message belongs to the stack. */
  readonly urn: string;
  /** A passing state, such as progress; not worth keeping. */
  readonly ephemeral: boolean;
}

/** One thing that the engine does or would do. */
export interface StepEvent {
  readonly op: Op;
  readonly urn: string;
  readonly type: string;
  readonly provider: string;
  readonly old: ResourceState | undefined;
  readonly new: ResourceState | undefined;
  /** Names of the properties that make the resource be replaced. */
  readonly replaceKeys: readonly string[];
  /** Names of the properties that differ. */
  readonly changedKeys: readonly string[];
  readonly detailedDiff: DetailedDiff | undefined;
  /** False for the parts of a replacement: they do not count by themselves. */
  readonly logical: boolean;
}

/** Where an operation reports what it does. */
export interface EventSink {
  stepBegins(step: StepEvent): void;
  stepEnds(step: StepEvent, seconds: number): void;
  stepFails(step: StepEvent): void;
  diagnostic(diagnostic: Diagnostic): void;
  /** What the program printed. */
  output(line: string): void;
}
