import type { Session } from "../../session";

/** Whether anything in this run moves on: what waits for another resource waits in vain once all that is left are others that wait. */
export class Activity {
  readonly #session: Session;
  #running = 0;
  #waiting = 0;
  #lastMoveMs: number;

  constructor(session: Session) {
    this.#session = session;
    this.#lastMoveMs = session.clock.now();
  }

  async during<T>(task: () => Promise<T>): Promise<T> {
    this.#move(() => (this.#running += 1));
    try {
      return await task();
    } finally {
      this.#move(() => (this.#running -= 1));
    }
  }

  /** For the part of an operation in which it waits for what another resource does. */
  async whileWaiting<T>(task: () => Promise<T>): Promise<T> {
    this.#move(() => (this.#waiting += 1));
    try {
      return await task();
    } finally {
      this.#move(() => (this.#waiting -= 1));
    }
  }

  /** For how long (ms) there has been no operation that does not wait itself. */
  idleMs(): number {
    return this.#running > this.#waiting ? 0 : this.#session.clock.now() - this.#lastMoveMs;
  }

  #move(change: () => void): void {
    change();
    this.#lastMoveMs = this.#session.clock.now();
  }
}
