import { isPurviewError } from "../../errors";
import type { Written } from "../../lifecycle/contract";
import type { Wire } from "./codec";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What happened, without a stack: ours say all there is to say; a stack only helps with bugs. */
export const explain = (error: unknown): string =>
  isPurviewError(error) || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);

/**
 * An error of diff, read or delete. The SDK's process prints those to the terminal as `${error}: ${error.stack}` beside
 * answering them to the engine, so both are made one short line that adds to the message instead of repeating it.
 */
export class ReportedError extends Error {
  readonly #headline: string;

  constructor(error: unknown) {
    super(explain(error));
    const context = isPurviewError(error) ? error.context : undefined;
    const trail = [context?.cmdlet, context?.requestId && `request ${context.requestId}`].filter(Boolean).join(", ");
    this.#headline = isPurviewError(error) ? error.code : "PURVIEW_BUG";
    this.stack = trail || "see the error below";
  }

  override toString(): string {
    return this.#headline;
  }
}

/** The SDK's form of "exists, but is not as it should be": an error with the id, so that the engine saves the object in state. */
export class UnfinishedError extends Error {
  constructor(
    readonly id: string,
    readonly properties: Wire,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

export const isUnfinished = (
  written: Written,
): written is Written & { readonly unfinished: NonNullable<Written["unfinished"]> } => written.unfinished !== undefined;
