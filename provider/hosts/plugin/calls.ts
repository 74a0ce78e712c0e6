interface Cancellable {
  on(event: "cancelled", listener: () => void): unknown;
}

export interface RunningCall {
  readonly signal: AbortSignal;
  /** Must be called when the call has its answer: grpc-js reports every call as cancelled once it is over. */
  end(): void;
}

/**
 * The calls that are being answered, so that all can be cancelled at once. Each has a signal of its own: signals that are joined to a
 * lasting one stay with it as long as it lasts.
 */
export class Calls {
  readonly #running = new Set<AbortController>();
  #cancelled = false;

  begin(call: Cancellable): RunningCall {
    const controller = new AbortController();
    this.#running.add(controller);
    if (this.#cancelled) controller.abort();
    call.on("cancelled", () => {
      if (this.#running.has(controller)) controller.abort();
    });
    return { signal: controller.signal, end: () => void this.#running.delete(controller) };
  }

  /** Cancels those that run, and those that come after. */
  cancelAll(): void {
    this.#cancelled = true;
    for (const controller of this.#running) controller.abort();
  }
}
