import type { Diagnostic, EventSink, Op, StepEvent } from "./events";
import type { ResourceState } from "./state/resource";

/** One step as it was when it was announced: the states go on changing. */
export interface RecordedStep extends StepEvent {
  readonly failed: boolean;
}

const copyOf = (state: ResourceState | undefined): ResourceState | undefined => state?.copy();

/** Keeps what an operation did. */
export class Recorder implements EventSink {
  readonly steps: RecordedStep[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly lines: string[] = [];
  private readonly places = new Map<string, number>();

  constructor(private readonly next?: EventSink) {}

  stepBegins(step: StepEvent): void {
    this.places.set(keyOf(step), this.steps.length);
    this.steps.push({ ...step, old: copyOf(step.old), new: copyOf(step.new), failed: false });
    this.next?.stepBegins(step);
  }

  stepEnds(step: StepEvent, seconds: number): void {
    this.settle(step, false);
    this.next?.stepEnds(step, seconds);
  }

  stepFails(step: StepEvent): void {
    this.settle(step, true);
    this.next?.stepFails(step);
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
    this.next?.diagnostic(diagnostic);
  }

  output(line: string): void {
    this.lines.push(line);
    this.next?.output(line);
  }

  private settle(step: StepEvent, failed: boolean): void {
    const place = this.places.get(keyOf(step));
    if (place === undefined) return;
    const before = this.steps[place]!;
    this.steps[place] = { ...step, old: before.old, new: copyOf(step.new), failed };
  }
}

const keyOf = (step: { readonly op: Op; readonly urn: string }): string => `${step.op} ${step.urn}`;
