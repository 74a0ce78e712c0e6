import type { Diagnostic, EventSink, Op, StepEvent } from "./events";
import { equal } from "./property/compare";
import { isProviderType, nameOf } from "./state/urn";

/** Default providers, which no program declares, are neither shown nor counted. */
export const isInternal = (step: StepEvent): boolean =>
  isProviderType(step.type) && nameOf(step.urn).startsWith("default");

/** Counts what was done, and hides default providers from the sink behind it. */
export class ChangeCounter implements EventSink {
  private readonly counts: Partial<Record<Op, number>> = {};

  constructor(
    private readonly sink: EventSink,
    /** In a refresh what was found counts, not the reading. */
    private readonly isRefresh: boolean,
  ) {}

  get changes(): Readonly<Partial<Record<Op, number>>> {
    return this.counts;
  }

  refreshed(results: ReadonlyMap<string, Op>): void {
    if (!this.isRefresh) return;
    for (const [urn, op] of results)
      if (!urn.includes("::pulumi:providers:") || !nameOf(urn).startsWith("default")) this.count(op);
  }

  stepBegins(step: StepEvent): void {
    if (!isInternal(step)) this.sink.stepBegins(step);
  }

  stepEnds(step: StepEvent, seconds: number): void {
    if (isInternal(step)) return;
    if (step.logical && counts(step)) this.count(step.op);
    this.sink.stepEnds(step, seconds);
  }

  stepFails(step: StepEvent): void {
    if (!isInternal(step)) this.sink.stepFails(step);
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.sink.diagnostic(diagnostic);
  }

  output(line: string): void {
    this.sink.output(line);
  }

  private count(op: Op): void {
    this.counts[op] = (this.counts[op] ?? 0) + 1;
  }
}

/** A `.get()` counts when it found something else than before. */
const counts = ({ op, old, new: news }: StepEvent): boolean =>
  op !== "read" || (old !== undefined && news !== undefined && !equal(old.outputs, news.outputs));

/** Whether anything but "same" and "read" was done. */
export const hasChanges = (changes: Readonly<Partial<Record<Op, number>>>): boolean =>
  Object.entries(changes).some(([op, count]) => op !== "same" && op !== "read" && op !== "discard" && count > 0);
