export type Status = "well" | "warning" | "failed" | "skipped";

export interface StepResult {
  readonly status: Status;
  /** One line each, no secrets. */
  readonly lines: readonly string[];
  readonly advice?: string | undefined;
}

export interface Step<C> {
  readonly id: string;
  readonly title: string;
  run(context: C, signal: AbortSignal): Promise<StepResult>;
}

export const well = (...lines: string[]): StepResult => ({ status: "well", lines });
export const skipped = (why: string): StepResult => ({ status: "skipped", lines: [why] });
export const warning = (line: string, advice?: string): StepResult => ({ status: "warning", lines: [line], advice });
export const failed = (line: string, advice?: string): StepResult => ({ status: "failed", lines: [line], advice });
