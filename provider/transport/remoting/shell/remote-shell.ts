import { randomUUID } from "node:crypto";
import type { Clock } from "../../../clock";
import { AuthError, CancelledError, PurviewError } from "../../../errors";
import {
  createPipeline,
  encodeMessage,
  fragmentsOf,
  getCommandMetadata,
  MESSAGE,
  newKeyExchange,
  PipelineReader,
  poolMessage,
  publicKeyData,
  type PipelineCommand,
  type PipelineResult,
} from "../psrp";
import type { BasicCredential } from "../credentials";
import { command, commandIdIn, HttpRefusal, receive, receivedIn, send, signal, WsmanFault } from "../wsman";
import { isLostAnswer, type ExchangeLimits } from "./exchange";
import { PipelineOverdue, ShellLost } from "./failures";
import { removeQuietly, type OpenedShell } from "./open";
import { PipelineRun, type Receiver } from "./pipeline-run";

export interface RunOptions extends ExchangeLimits {
  /** A read is given up early; the outcome of a write is waited for. */
  readonly writes: boolean;
  /** So many objects have come. */
  readonly onObjects?: ((count: number) => void) | undefined;
}

/** How long a stopped pipeline gets to say that it has ended. */
const STOP_MS = 3000;

/** One shell with its runspace pool: one pipeline at a time. */
export class RemoteShell {
  readonly #opened: OpenedShell;
  readonly #clock: Clock;
  #objectId: bigint;
  #sessionKey: Buffer | undefined;
  /** What is still to be done after a pipeline: whether the shell can be used again. */
  #after: Promise<boolean> = Promise.resolve(true);
  #removed: Promise<void> | undefined;

  constructor(opened: OpenedShell, clock: Clock) {
    this.#opened = opened;
    this.#clock = clock;
    this.#objectId = opened.nextObjectId;
  }

  /** It was signed in to with this one. */
  get credential(): BasicCredential {
    return this.#opened.exchange.connection.credential;
  }

  /** Whether it can be used for another pipeline, once what follows the last one is done. */
  settled(): Promise<boolean> {
    return this.#after;
  }

  /** Runs one cmdlet. @throws ShellLost, AskedForInput, PipelineOverdue, WsmanFault, HttpRefusal, PurviewError */
  run(cmdlet: PipelineCommand, options: RunOptions): Promise<PipelineResult> {
    return this.#run({ type: MESSAGE.CREATE_PIPELINE, data: createPipeline(cmdlet) }, options);
  }

  /** The cmdlets that there are, the way Import-PSSession asks for them. */
  commandMetadata(options: RunOptions): Promise<PipelineResult> {
    return this.#run({ type: MESSAGE.GET_COMMAND_METADATA, data: getCommandMetadata() }, options);
  }

  /** The AES key under which secure strings travel; exchanged once (docs/service/remoting.md#session-key). */
  async sessionKey(limits: ExchangeLimits): Promise<Buffer> {
    this.#sessionKey ??= await this.#sent(() => this.#exchangeKeys(limits), false);
    return this.#sessionKey;
  }

  /** Removes the shell with all that runs in it. */
  remove(timeoutMs?: number): Promise<void> {
    this.#after = Promise.resolve(false);
    this.#removed ??= removeQuietly(this.#opened.exchange.connection, timeoutMs);
    return this.#removed;
  }

  async #run(message: { readonly type: number; readonly data: string }, options: RunOptions): Promise<PipelineResult> {
    const pipeline = randomUUID();
    const bytes = encodeMessage({ ...message, pool: this.#opened.poolId, pipeline });
    const commandId = await this.#start(pipeline.toUpperCase(), bytes, options);
    const run = new PipelineRun(this.#receiver(commandId), new PipelineReader(), this.#opened.pool);
    try {
      const result = await run.toItsEnd(options);
      this.#after = this.#tidied(commandId);
      return result;
    } catch (error) {
      // Whoever waits for a stopped pipeline is not the caller.
      const usable =
        !(error instanceof ShellLost) && (options.signal?.aborted === true || error instanceof PipelineOverdue);
      this.#after = usable ? this.#stopped(commandId, run) : Promise.resolve(false);
      throw error;
    }
  }

  /** @returns the id under which the server knows the command */
  async #start(id: string, bytes: Buffer, options: RunOptions): Promise<string> {
    const { exchange } = this.#opened;
    const maxBlob = exchange.connection.maxBlob(command(id, Buffer.alloc(0)));
    const [first = Buffer.alloc(0), ...rest] = fragmentsOf(bytes, this.#objectId++, maxBlob);
    const commandId = await this.#sent(async () => {
      const reply = await exchange.perform(command(id, first), options);
      return commandIdIn(reply) ?? id;
    }, rest.length === 0);
    for (const [index, fragment] of rest.entries())
      await this.#sent(() => exchange.perform(send("stdin", fragment, commandId), options), index === rest.length - 1);
    return commandId;
  }

  /** @param last Only with its last fragment can a command begin. */
  async #sent<T>(act: () => Promise<T>, last: boolean): Promise<T> {
    try {
      return await act();
    } catch (error) {
      this.#after = Promise.resolve(false);
      if (!isLoss(error) && isCertainlyRefused(error)) throw error;
      throw new ShellLost(error, { started: last && mayHaveArrived(error), gone: isGone(error) });
    }
  }

  #receiver(commandId: string): Receiver {
    const { exchange } = this.#opened;
    return {
      clock: this.#clock,
      receive: async (limits) => receivedIn(await exchange.perform(receive(commandId), limits)),
      stop: async (limits) => void (await exchange.perform(signal("stop", commandId), limits)),
      answer: async (data, limits) => {
        const bytes = encodeMessage({
          type: MESSAGE.PIPELINE_HOST_RESPONSE,
          pool: this.#opened.poolId,
          pipeline: commandId.toLowerCase(),
          data,
        });
        for (const fragment of fragmentsOf(bytes, this.#objectId++, bytes.byteLength))
          await exchange.perform(send("pr", fragment, commandId), limits);
      },
    };
  }

  /** The command's place on the server is given back; nobody waits for that but the next command. */
  async #tidied(commandId: string): Promise<boolean> {
    const deadlineMs = this.#clock.now() + STOP_MS;
    try {
      await this.#opened.exchange.perform(signal("terminate", commandId), { deadlineMs });
      return true;
    } catch (error) {
      return !isLoss(error) && error instanceof WsmanFault;
    }
  }

  async #stopped(commandId: string, run: PipelineRun): Promise<boolean> {
    try {
      await run.stop({ deadlineMs: this.#clock.now() + STOP_MS });
      return await this.#tidied(commandId);
    } catch {
      return false;
    }
  }

  async #exchangeKeys(limits: ExchangeLimits): Promise<Buffer> {
    const { exchange, pool, poolId } = this.#opened;
    const keys = await newKeyExchange();
    const message = poolMessage(MESSAGE.PUBLIC_KEY, poolId, publicKeyData(keys.publicKey));
    for (const fragment of fragmentsOf(message, this.#objectId++, message.byteLength))
      await exchange.perform(send("stdin", fragment), limits);
    await PipelineRun.receivePool(
      {
        clock: this.#clock,
        receive: async (within) => receivedIn(await exchange.perform(receive(), within)),
      },
      pool,
      { ...limits, until: () => pool.sessionKey !== undefined },
    );
    return keys.unlock(pool.sessionKey ?? "");
  }
}

const isLoss = (error: unknown): boolean =>
  (error instanceof WsmanFault && error.isLoss) ||
  (error instanceof HttpRefusal && (error.isRedirect || error.details.status === 404));

/** The server said no, or nothing was sent because nobody could sign in or time was up. */
const isCertainlyRefused = (error: unknown): boolean =>
  error instanceof WsmanFault ||
  (error instanceof HttpRefusal && error.isUntouched) ||
  error instanceof AuthError ||
  error instanceof PipelineOverdue;

const mayHaveArrived = (error: unknown): boolean =>
  isLostAnswer(error) ||
  error instanceof CancelledError ||
  (error instanceof WsmanFault && error.kind === "aborted") ||
  !(error instanceof PurviewError || error instanceof WsmanFault || error instanceof HttpRefusal);

const isGone = (error: unknown): boolean => error instanceof WsmanFault && error.kind === "shellLost";
