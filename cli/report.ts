import { isPurviewError, printable } from "../provider/errors";
import { EXIT } from "./exit";

/** Runs a command's work: an error becomes one line (or one JSON object) and exit code 1. */
export async function guarded(
  command: string,
  json: boolean | undefined,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const message = printable(error instanceof Error ? error.message : String(error));
    const code = isPurviewError(error) ? error.code : undefined;
    if (json) process.stdout.write(`${JSON.stringify({ error: { ...(code && { code }), message } })}\n`);
    else process.stderr.write(`${command}: ${message}${code ? ` [${code}]` : ""}\n`);
    return EXIT.error;
  }
}

/** Ctrl-C aborts the work instead of the process, so that everything is closed. */
export function interruptible(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error("interrupted"));
  process.once("SIGINT", stop);
  return { signal: controller.signal, done: () => process.off("SIGINT", stop) };
}
