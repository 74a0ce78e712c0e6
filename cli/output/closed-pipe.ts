import type { Writable } from "node:stream";

const CLOSED = new Set(["EPIPE", "ERR_STREAM_DESTROYED"]);

/**
 * `purview … | head -1` closes the pipe while the command still writes. What it has begun ends all the same (an update must not be cut off,
 * an emulator keeps serving): only the text that nobody reads is dropped.
 */
export function ignoreClosedPipes(...streams: readonly Writable[]): void {
  for (const stream of streams)
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (!CLOSED.has(error.code ?? "")) throw error;
    });
}
