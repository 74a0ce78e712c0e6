/** So many tasks at a time, first come, first served; 0 = any number. Who waits can leave, who runs is not disturbed. */
export class Slots {
  readonly #limit: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get idle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  async run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.#limit > 0 && this.#running >= this.#limit) await this.#turn(signal);
    else this.#running++;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  /** Resolves when a finished task hands its place over. */
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
