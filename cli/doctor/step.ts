import type { DoctorContext } from "./context";

export type Status = "ok" | "warning" | "failed" | "skipped";

export interface StepResult {
  readonly status: Status;
  /** One line each, no secrets. */
  readonly lines: readonly string[];
  readonly advice?: string | undefined;
}

/** One thing that doctor checks. Ids and statuses are what `--json` prints: scripts rely on them. */
export interface Step {
  readonly id: string;
  readonly title: string;
  run(context: DoctorContext, signal: AbortSignal): Promise<StepResult>;
}

export const ok = (...lines: string[]): StepResult => ({ status: "ok", lines });
export const skipped = (why: string): StepResult => ({ status: "skipped", lines: [why] });
export const warning = (line: string, advice?: string): StepResult => ({ status: "warning", lines: [line], advice });
export const failed = (line: string, advice?: string): StepResult => ({ status: "failed", lines: [line], advice });
