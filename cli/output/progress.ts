import type { WriteStream } from "node:tty";
import { type Clock, systemClock } from "../../provider/clock";

/** One line that is written over and over: what a command waits for just now, and after two seconds for how long. */
export interface Progress {
  show(message: string): void;
  clear(): void;
}

/** What a line needs of a terminal. */
type Terminal = Pick<WriteStream, "isTTY" | "columns" | "cursorTo" | "clearLine" | "write">;

const NONE: Progress = { show: () => undefined, clear: () => undefined };
const SECOND_MS = 1000;
/** What is quicker needs no time next to it. */
const SHOW_SECONDS_FROM = 2;

/** On a terminal that can clear a line; nothing where the output is piped, so that no log fills with it. */
export function progressOn(stream: Terminal, clock: Clock = systemClock): Progress {
  if (!stream.isTTY || process.env["TERM"] === "dumb") return NONE;
  let counting = new AbortController();
  const wipe = (): void => {
    stream.cursorTo(0);
    stream.clearLine(1);
  };
  const write = (message: string, seconds: number): void => {
    const time = seconds < SHOW_SECONDS_FROM ? "" : ` (${seconds} s)`;
    wipe();
    // A line that wraps could not be cleared.
    stream.write(message.slice(0, Math.max(0, stream.columns - 1 - time.length)) + time);
  };
  const count = async (message: string, { signal }: AbortController): Promise<void> => {
    for (let seconds = 0; !signal.aborted; seconds += 1) {
      write(message, seconds);
      await clock.sleep(SECOND_MS, signal).catch(() => undefined);
    }
  };
  const clear = (): void => {
    counting.abort();
    wipe();
  };
  return {
    clear,
    show: (message) => {
      counting.abort();
      counting = new AbortController();
      void count(message, counting);
    },
  };
}
