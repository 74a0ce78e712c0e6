import { formatError } from "../../errors";
import type { Written } from "../../lifecycle/types";
import type { Wire } from "./codec";

/**
 * An error of diff, read or delete. The SDK's process answers it to the engine, which shows it with its resource, and prints
 * `${error}: ${error.stack}` to the terminal as well; the second one is left out.
 */
export class ReportedError extends Error {
  constructor(error: unknown) {
    super(formatError(error));
    const line = `${this.toString()}: `;
    Object.defineProperty(this, "stack", {
      get: () => {
        leaveOutNext(line);
        return "";
      },
    });
  }
}

/** The SDK reads `stack` within the arguments of the very `console.error` that is to be left out; any other output goes through. */
function leaveOutNext(line: string): void {
  const { stderr } = process;
  const write = stderr.write.bind(stderr) as (...args: unknown[]) => boolean;
  stderr.write = (...args: unknown[]): boolean => {
    stderr.write = write;
    return args[0] === `${line}\n` || write(...args);
  };
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
