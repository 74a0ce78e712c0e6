/** So many tasks at a time, first come, first served; 0 = any number. A waiting task can leave, a running one is not disturbed. */
export class Slots {
  readonly #limit: () => number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param limit A number, or what to ask for it whenever a slot is given: it may change while tasks run. */
  constructor(limit: number | (() => number)) {
    this.#limit = typeof limit === "number" ? () => limit : limit;
  }

  get idle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /** No task more could run now. */
  get saturated(): boolean {
    return !this.#hasRoom();
  }

  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#waiting.length === 0 && this.#hasRoom()) this.#running++;
    else await this.#turn(signal);
    try {
      return await task();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  #hasRoom(): boolean {
    const limit = this.#limit();
    return limit === 0 || this.#running < limit;
  }

  /** Lets as many in as there is room for: more than one where the limit has grown, none where it has shrunk. */
  #admit(): void {
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      this.#running++;
      this.#waiting.shift()?.();
    }
  }

  /** Resolves when it is this task's turn; its slot is counted by then. */
  #turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(signal?.reason as Error);
      };
      const enter = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(enter);
    });
  }
}

/** One task at a time per key, first come, first served; keys do not know each other. */
export class Locks {
  readonly #slots = new Map<string, Slots>();

  async run<T>(key: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const slots = this.#slots.get(key) ?? new Slots(1);
    this.#slots.set(key, slots);
    try {
      return await slots.run(task, signal);
    } finally {
      if (slots.idle) this.#slots.delete(key);
    }
  }
}
