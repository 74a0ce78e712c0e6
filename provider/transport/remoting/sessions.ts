import { abortable, type Clock } from "../../clock";
import { CancelledError } from "../../errors";
import type { RemotingCredentials } from "./credentials";
import { SessionLimitReached } from "./shell/failures";
import type { RemoteShell } from "./shell/remote-shell";
import type { ExchangeLimits } from "./shell/exchange";

export interface SessionsOptions {
  /** Most shells at a time, those that are being removed included. */
  readonly max: number;
  readonly clock: Clock;
  readonly credentials: RemotingCredentials;
  readonly open: (limits: ExchangeLimits) => Promise<RemoteShell>;
}

/** After the service refused another shell, we do with fewer for so long. */
const FEWER_MS = 5 * 60_000;
/** All shells together get so long to be removed at the end: the engine gives 5 s, and writes have used up most of them. */
const CLOSE_MS = 900;

/** The shells of a process: reused, one pipeline at a time each, never more than allowed. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #idle: RemoteShell[] = [];
  /** Every shell that there may be on the server. */
  readonly #all = new Set<RemoteShell>();
  readonly #waiting: (() => void)[] = [];
  #opening = 0;
  /** Of shells that the server still counts. */
  readonly #removals = new Set<Promise<void>>();
  #fewer: { readonly max: number; readonly untilMs: number } | undefined;
  #closed = false;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** How many shells are open now. */
  get count(): number {
    return this.#all.size;
  }

  /**
   * A shell for one pipeline; it is waited for where all are in use.
   * @throws SessionLimitReached where there is none, and the service allows none; and what opening throws
   */
  async acquire(limits: ExchangeLimits): Promise<RemoteShell> {
    for (;;) {
      if (this.#closed) throw closed();
      limits.signal?.throwIfAborted();
      const idle = this.#idle.pop();
      if (idle) {
        if (await this.#isFreshOrBack(idle, limits)) return idle;
        await this.discard(idle);
        continue;
      }
      if (this.#all.size + this.#opening + this.#removals.size < this.#max()) {
        const opened = await this.#open(limits);
        if (opened) return opened;
        continue;
      }
      await this.#turn(limits.signal);
    }
  }

  /** Gives a shell back after its pipeline; whoever takes it waits for what is still to be tidied. */
  release(shell: RemoteShell): void {
    if (!this.#all.has(shell)) return;
    this.#idle.push(shell);
    this.#next();
  }

  /** @param left What the server still has of it. */
  async discard(shell: RemoteShell, left: "shell" | "nothing" = "shell"): Promise<void> {
    if (!this.#all.delete(shell)) return;
    const removal = left === "shell" ? shell.remove() : Promise.resolve();
    this.#removals.add(removal);
    await removal;
    this.#removals.delete(removal);
    this.#next();
  }

  /** Removes every shell; none is opened any more. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    const late = new AbortController();
    await Promise.race([
      Promise.all([...this.#removals, ...[...this.#all].map((shell) => shell.remove(CLOSE_MS))]),
      this.#options.clock.sleep(CLOSE_MS, late.signal).catch(() => undefined),
    ]);
    late.abort(new Error("done"));
    this.#all.clear();
  }

  async #open(limits: ExchangeLimits): Promise<RemoteShell | undefined> {
    this.#opening++;
    try {
      const shell = await this.#options.open(limits);
      this.#all.add(shell);
      if (!this.#closed) return shell;
      await this.discard(shell);
      throw closed();
    } catch (error) {
      // Where others of ours work, their turn comes; somebody else's sessions take up the rest.
      if (!(error instanceof SessionLimitReached) || this.#all.size === 0) throw error;
      this.#fewer = { max: this.#all.size, untilMs: this.#options.clock.now() + FEWER_MS };
      return undefined;
    } finally {
      this.#opening--;
      this.#next();
    }
  }

  #max(): number {
    const { max, clock } = this.#options;
    const fewer = this.#fewer;
    return fewer && clock.now() < fewer.untilMs && this.#all.size > 0 ? Math.min(max, fewer.max) : max;
  }

  /** Where nobody can say, the shell stays for whoever asks next. */
  async #isFreshOrBack(shell: RemoteShell, limits: ExchangeLimits): Promise<boolean> {
    try {
      return await this.#isFresh(shell, limits);
    } catch (error) {
      this.release(shell);
      throw error;
    }
  }

  /** A shell lives as long as the token that it was opened with (docs/service/remoting.md#oauth-basic). */
  async #isFresh(shell: RemoteShell, { signal }: ExchangeLimits): Promise<boolean> {
    return (await shell.settled()) && shell.credential === (await this.#options.credentials.current(signal));
  }

  /** Whoever leaves early leaves the queue too: a turn must not be given to nobody. */
  async #turn(signal: AbortSignal | undefined): Promise<void> {
    let wake = (): void => undefined;
    const turn = new Promise<void>((resolve) => (wake = resolve));
    this.#waiting.push(wake);
    try {
      await abortable(turn, signal);
    } catch (error) {
      const at = this.#waiting.indexOf(wake);
      if (at >= 0) this.#waiting.splice(at, 1);
      else this.#next();
      throw error;
    }
  }

  #next(): void {
    this.#waiting.shift()?.();
  }
}

const closed = (): CancelledError =>
  new CancelledError("The remote sessions are closed.", { code: "PURVIEW_CANCELLED" });
