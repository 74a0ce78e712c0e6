import { setTimeout as delay } from "node:timers/promises";
import type { EmulatorClock, Json } from "./contract";

export type ClockMode = EmulatorClock["mode"];

/** The emulator's time, and real time where the client's own clock matters (assertions, network delays). */
export class Clock implements EmulatorClock {
  readonly mode: ClockMode;
  #offset = 0;
  #stoodAt: number;

  constructor(mode: ClockMode) {
    this.mode = mode;
    this.#stoodAt = Date.now();
  }

  /** Milliseconds since the epoch. `manual` starts at the real time of the start and stands still. */
  now(): number {
    return (this.mode === "manual" ? this.#stoodAt : Date.now()) + this.#offset;
  }

  /** Real time: what a client's clock says. */
  wall(): number {
    return Date.now();
  }

  advance(ms: number): void {
    this.#offset += ms;
  }

  reset(): void {
    this.#offset = 0;
  }

  /** Waits in real time; ends early, without an error, when the signal aborts. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }

  dump(): Json {
    return { offset: this.#offset, stoodAt: this.#stoodAt };
  }

  restore(state: Json): void {
    const { offset, stoodAt } = state as { offset: number; stoodAt: number };
    this.#offset = offset;
    this.#stoodAt = stoodAt;
  }
}
