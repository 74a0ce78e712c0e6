import { TransportError } from "../../../errors";
import type { Plain } from "../../../values";
import { malformed, tooLarge } from "../malformed";
import { answerTo, type HostAnswer } from "./host-call";
import { MESSAGE, valueOf, type Message } from "./message";
import { Members } from "./properties";
import { errorRecordOf, informationalText, informationOf, progressOf } from "./records";
import type { ErrorRecord, InformationRecord, ProgressRecord } from "./records";

/** How a pipeline ended (docs/service/remoting.md#states). */
export type PipelineState = "Stopped" | "Completed" | "Failed";
const STATES: ReadonlyMap<unknown, PipelineState> = new Map([
  [3, "Stopped"],
  [4, "Completed"],
  [5, "Failed"],
]);

/** Longest answer of one cmdlet. */
export const MAX_ANSWER_MB = 128;
const MAX_ANSWER_BYTES = MAX_ANSWER_MB * 1024 * 1024;
const MAX_RECORDS = 100_000;

/** All that came out of a pipeline. */
export interface PipelineResult {
  readonly objects: readonly Plain[];
  readonly errors: readonly ErrorRecord[];
  readonly warnings: readonly string[];
  readonly verbose: readonly string[];
  readonly debug: readonly string[];
  readonly progress: readonly ProgressRecord[];
  readonly information: readonly InformationRecord[];
  readonly state: PipelineState;
  /** The error that ended it. */
  readonly thrown: ErrorRecord | undefined;
}

/** Collects what a pipeline returns, message by message. */
export class PipelineReader {
  readonly #objects: Plain[] = [];
  readonly #errors: ErrorRecord[] = [];
  readonly #warnings: string[] = [];
  readonly #verbose: string[] = [];
  readonly #debug: string[] = [];
  readonly #progress: ProgressRecord[] = [];
  readonly #information: InformationRecord[] = [];
  #state: PipelineState | undefined;
  #thrown: ErrorRecord | undefined;
  #bytes = 0;
  #records = 0;

  /** Undefined while it runs. */
  get result(): PipelineResult | undefined {
    const state = this.#state;
    return (
      state && {
        objects: this.#objects,
        errors: this.#errors,
        warnings: this.#warnings,
        verbose: this.#verbose,
        debug: this.#debug,
        progress: this.#progress,
        information: this.#information,
        state,
        thrown: this.#thrown,
      }
    );
  }

  /** How many objects came so far. */
  get count(): number {
    return this.#objects.length;
  }

  /**
   * @returns what to do about a call of the host
   * @throws TransportError PURVIEW_RESPONSE_MALFORMED, PURVIEW_RESPONSE_TOO_LARGE
   */
  take(message: Message): HostAnswer | undefined {
    // Nothing follows the state; what does is not this pipeline's.
    if (this.#state) return undefined;
    this.#count(message);
    switch (message.type) {
      case MESSAGE.PIPELINE_OUTPUT:
        this.#objects.push(valueOf(message));
        return undefined;
      case MESSAGE.ERROR_RECORD:
        this.#errors.push(errorRecordOf(valueOf(message)));
        return undefined;
      case MESSAGE.PIPELINE_STATE:
        this.#end(message);
        return undefined;
      case MESSAGE.PIPELINE_HOST_CALL:
      case MESSAGE.RUNSPACEPOOL_HOST_CALL:
        return answerTo(message);
      default:
        this.#remark(message);
        return undefined;
    }
  }

  /** Nothing hangs on a remark: one that cannot be read is left out. */
  #remark(message: Message): void {
    try {
      this.#record(message);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }

  #record(message: Message): void {
    switch (message.type) {
      case MESSAGE.WARNING_RECORD:
        this.#warnings.push(informationalText(message));
        return;
      case MESSAGE.VERBOSE_RECORD:
        this.#verbose.push(informationalText(message));
        return;
      case MESSAGE.DEBUG_RECORD:
        this.#debug.push(informationalText(message));
        return;
      case MESSAGE.PROGRESS_RECORD:
        this.#progress.push(progressOf(message));
        return;
      case MESSAGE.INFORMATION_RECORD:
        this.#information.push(informationOf(message));
        return;
      // What we do not know says nothing to us (docs/service/remoting.md#message-types).
    }
  }

  #end(message: Message): void {
    const record = new Members(valueOf(message));
    const number = record.get("PipelineState");
    if (typeof number !== "number") throw malformed("a state has no number");
    this.#state = STATES.get(number);
    const thrown = record.get("ExceptionAsErrorRecord");
    if (this.#state && thrown !== undefined && thrown !== null) this.#thrown = errorRecordOf(thrown);
  }

  #count({ data }: Message): void {
    this.#bytes += data.length;
    if (this.#bytes > MAX_ANSWER_BYTES) throw tooLarge(`one cmdlet returned more than ${MAX_ANSWER_MB} MB`);
    if (++this.#records > MAX_RECORDS) throw tooLarge(`one cmdlet returned more than ${MAX_RECORDS} records`);
  }
}
