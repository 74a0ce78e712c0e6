import type { WriteStream } from "node:tty";

/** One line that is written over and over: what a command waits for just now. */
export interface Progress {
  show(message: string): void;
  clear(): void;
}

const NONE: Progress = { show: () => undefined, clear: () => undefined };

/** On a terminal that can clear a line; nothing where the output is piped, so that no log fills with it. */
export function progressOn(stream: WriteStream): Progress {
  if (!stream.isTTY || process.env["TERM"] === "dumb") return NONE;
  const clear = (): void => {
    stream.cursorTo(0);
    stream.clearLine(1);
  };
  return {
    clear,
    show: (message) => {
      clear();
      // A line that wraps could not be cleared.
      stream.write(message.slice(0, Math.max(0, stream.columns - 1)));
    },
  };
}
