import type { Clock } from "../../../provider/clock";

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Time that stands still while anybody works, and leaps to the next sleeper when everybody waits. */
export class LeapingClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #sleepers: Sleeper[] = [];
  #watching = false;

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const sleeper: Sleeper = { at: this.#now + ms, wake };
      signal?.addEventListener("abort", abort);
      this.#sleepers.push(sleeper);
      this.#watch();
    });
  }

  /** A few turns of the event loop without anybody new: then time may leap. */
  #watch(idle = 0): void {
    if (this.#watching && idle === 0) return;
    this.#watching = true;
    setImmediate(() => {
      if (idle < 3) return this.#watch(idle + 1);
      const next = this.#sleepers.sort((a, b) => a.at - b.at).shift();
      this.#watching = false;
      if (!next) return;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      if (this.#sleepers.length > 0) this.#watch();
    });
  }
}
