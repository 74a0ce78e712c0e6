import type { Clock } from "../clock";
import { initialConcurrency, observe, type Concurrency, type Observation } from "./concurrency";
import { Slots } from "./slots";

/** The slots of a tenant's cmdlets: as many as the service takes, never more than `max`. */
export class AdaptiveSlots {
  readonly #clock: Clock;
  readonly #max: number;
  readonly #slots = new Slots(() => this.limit);
  #concurrency: Concurrency;

  constructor(max: number, clock: Clock) {
    this.#clock = clock;
    this.#max = max;
    this.#concurrency = initialConcurrency(max);
  }

  get limit(): number {
    return Math.floor(this.#concurrency.limit);
  }

  /** Runs a task whose duration says nothing about the service, such as a list that grows with its objects. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#slots.run(task, signal);
  }

  /** Runs a cmdlet and learns from how long it took; a failure takes as long as it takes for reasons of its own. */
  runTimed<T>(cmdlet: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#slots.run(async () => {
      const sentAtMs = this.#clock.now();
      const result = await task();
      const { saturated } = this.#slots;
      this.#observe({ outcome: "answered", cmdlet, sentAtMs, atMs: this.#clock.now(), saturated });
      return result;
    }, signal);
  }

  /** The service refused a request because there were too many requests or sessions. */
  throttled(sentAtMs: number): void {
    this.#observe({ outcome: "throttled", sentAtMs, atMs: this.#clock.now() });
  }

  #observe(seen: Observation): void {
    this.#concurrency = observe(this.#concurrency, this.#max, seen);
  }
}
