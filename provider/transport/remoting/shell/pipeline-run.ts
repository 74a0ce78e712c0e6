import type { Clock } from "../../../clock";
import { CancelledError, PurviewError } from "../../../errors";
import { decodeMessage, Defragmenter, type HostAnswer, type Message, type PipelineReader } from "../psrp";
import type { PipelineResult, PoolReader } from "../psrp";
import { WsmanFault, type Received } from "../wsman";
import { isLostAnswer, type ExchangeLimits } from "./exchange";
import { AskedForInput, PipelineOverdue, ShellLost } from "./failures";
import type { RunOptions } from "./remote-shell";

/** The requests of one command. */
export interface Receiver {
  readonly clock: Clock;
  receive(limits: ExchangeLimits): Promise<Received>;
  stop(limits: ExchangeLimits): Promise<void>;
  answer(data: string, limits: ExchangeLimits): Promise<void>;
}

/** A server that has nothing to say holds the request; one that does not must not be asked without a pause. */
const PAUSE = { quickMs: 500, firstMs: 100, longestMs: 5000 };
/** After answers were lost, a write is only waited for so that it does not go on while others look at what it did. */
const MAX_LOST_ANSWERS = 3;

/** Receives what a command says, until it has ended. */
export class PipelineRun {
  readonly #receiver: Receiver;
  readonly #reader: PipelineReader;
  readonly #pool: PoolReader;
  #defragmenter = new Defragmenter();
  #lost: unknown;
  #lostAnswers = 0;
  #emptyAnswers = 0;

  constructor(receiver: Receiver, reader: PipelineReader, pool: PoolReader) {
    this.#receiver = receiver;
    this.#reader = reader;
    this.#pool = pool;
  }

  /** @throws ShellLost, AskedForInput, PipelineOverdue, PurviewError */
  async toItsEnd(options: RunOptions): Promise<PipelineResult> {
    for (;;) {
      await this.#step(options);
      const { result } = this.#reader;
      if (result === undefined) continue;
      // What was lost may have been its output; that it failed is certain all the same.
      if (this.#lost !== undefined && result.state === "Completed")
        throw new ShellLost(this.#lost, { started: true, gone: false });
      return result;
    }
  }

  /** Ends it early: what it says until then is nobody's. */
  async stop(limits: ExchangeLimits): Promise<void> {
    await this.#receiver.stop(limits);
    while (this.#reader.result === undefined) await this.#step({ ...limits, writes: false });
  }

  async #step(options: RunOptions): Promise<void> {
    const answer = await this.#received(options);
    if (answer === undefined) return;
    const before = this.#reader.count;
    for (const message of this.#messagesIn(answer)) await this.#take(message, options);
    if (this.#reader.count > before) options.onObjects?.(this.#reader.count);
    if (this.#reader.result === undefined && answer.done)
      throw new ShellLost(new Error("the command ended without saying how"), { started: true, gone: false });
  }

  /** Undefined where there was nothing to read. */
  async #received(options: RunOptions): Promise<Received | undefined> {
    const { clock } = this.#receiver;
    const askedAtMs = clock.now();
    try {
      const received = await this.#receiver.receive(options);
      this.#lostAnswers = 0;
      if (received.packets.length > 0 || received.done) {
        this.#emptyAnswers = 0;
        return received;
      }
    } catch (error) {
      this.#judge(error, options);
    }
    await this.#pause(clock.now() - askedAtMs, options);
    return undefined;
  }

  /** Returns where asking again may help. */
  #judge(error: unknown, { writes, signal, deadlineMs }: RunOptions): void {
    if (signal?.aborted) throw interrupted(error);
    if (error instanceof PipelineOverdue || this.#receiver.clock.now() >= deadlineMs) throw new PipelineOverdue(true);
    if (error instanceof WsmanFault && error.kind === "nothingYet") return;
    const gone = error instanceof WsmanFault && error.kind === "shellLost";
    const lost = isLostAnswer(error) && writes && ++this.#lostAnswers <= MAX_LOST_ANSWERS;
    if (!lost)
      throw error instanceof PurviewError && !isLostAnswer(error)
        ? error
        : new ShellLost(error, { started: true, gone });
    this.#lost ??= error;
    this.#defragmenter = new Defragmenter();
  }

  async #pause(tookMs: number, { deadlineMs, signal }: ExchangeLimits): Promise<void> {
    if (tookMs >= PAUSE.quickMs) return;
    const { clock } = this.#receiver;
    const ms = Math.min(PAUSE.firstMs * 2 ** this.#emptyAnswers++, PAUSE.longestMs);
    if (clock.now() + ms > deadlineMs) throw new PipelineOverdue(true);
    await clock.sleep(ms, signal);
  }

  #messagesIn({ packets }: Received): readonly Message[] {
    try {
      return packets.flatMap((packet) => [...this.#defragmenter.push(packet)]).map(decodeMessage);
    } catch (error) {
      if (this.#lost === undefined) throw error;
      // The rest of a message whose beginning was lost.
      this.#defragmenter = new Defragmenter();
      return [];
    }
  }

  async #take(message: Message, options: RunOptions): Promise<void> {
    if (this.#pool.take(message)) {
      if (this.#pool.state.name === "opened") return;
      throw new ShellLost(new Error("the service closed the session"), { started: true, gone: false });
    }
    const answer = this.#reader.take(message);
    if (answer) await this.#respond(answer, options);
  }

  async #respond(answer: HostAnswer, options: RunOptions): Promise<void> {
    if (answer.kind === "ignore") return;
    if (answer.kind === "answer") {
      await this.#receiver.answer(answer.data, options);
      return;
    }
    await this.stop(options);
    throw new AskedForInput(answer.method);
  }

  /** Receives what the pool says by itself. */
  static async receivePool(
    receiver: Pick<Receiver, "clock" | "receive">,
    pool: PoolReader,
    { until, ...limits }: ExchangeLimits & { readonly until: () => boolean },
  ): Promise<void> {
    const defragmenter = new Defragmenter();
    while (!until()) {
      try {
        const { packets } = await receiver.receive(limits);
        for (const packet of packets)
          for (const message of defragmenter.push(packet)) pool.take(decodeMessage(message));
        if (packets.length === 0) await receiver.clock.sleep(PAUSE.firstMs, limits.signal);
      } catch (error) {
        if (!(error instanceof WsmanFault) || error.kind !== "nothingYet") throw error;
      }
    }
  }
}

/** Whatever ended the request: nobody waits for it any more. */
const interrupted = (error: unknown): CancelledError =>
  error instanceof CancelledError
    ? error
    : new CancelledError("The operation was cancelled.", { code: "PURVIEW_CANCELLED", cause: error });
