/** The first Ctrl-C lets the operations that run finish; the second kills them. */
export class Interruption {
  private readonly stopping = new AbortController();
  private readonly killing = new AbortController();
  readonly stop: AbortSignal = this.stopping.signal;
  readonly kill: AbortSignal = this.killing.signal;

  constructor() {
    process.on("SIGINT", this.onSignal);
    process.on("SIGTERM", this.onSignal);
  }

  dispose(): void {
    process.off("SIGINT", this.onSignal);
    process.off("SIGTERM", this.onSignal);
  }

  private readonly onSignal = (): void => {
    if (this.stop.aborted) return this.killing.abort();
    process.stderr.write(
      "^C received; cancelling. If you would like to terminate immediately, press ^C again.\nNote that terminating immediately may lead to orphaned resources and other inconsistencies.\n",
    );
    this.stopping.abort();
  };
}
