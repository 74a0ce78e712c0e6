import type { Clock } from "../../clock";

/** The pause of a whole tenant: when the service throttles one request, all others wait too. */
export class Pace {
  readonly #clock: Clock;
  #untilMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  pause(ms: number): void {
    this.#untilMs = Math.max(this.#untilMs, this.#clock.now() + ms);
  }

  async wait(signal?: AbortSignal): Promise<void> {
    for (let left = this.#untilMs - this.#clock.now(); left > 0; left = this.#untilMs - this.#clock.now())
      await this.#clock.sleep(left, signal);
  }
}
