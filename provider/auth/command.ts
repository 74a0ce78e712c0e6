import { execFile } from "node:child_process";
import { AuthError, CancelledError } from "../errors";

export interface CommandOptions {
  readonly env: { readonly [name: string]: string | undefined };
  readonly signal?: AbortSignal | undefined;
  /** For messages, e.g. `Azure CLI`. */
  readonly what: string;
  readonly advice: string;
}

const TIMEOUT_MS = 120_000;

/** Words of a command line: spaces separate them, quotes keep them together, a backslash only escapes quotes and itself. */
export function splitCommand(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, piece = ""] of line.matchAll(/((?:[^\s"']+|"(?:[^"\\]|\\.)*"|'[^']*')+)/g))
    words.push(
      piece.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double: string | undefined, single: string | undefined) =>
        double === undefined ? (single ?? "") : double.replace(/\\(["\\])/g, "$1"),
      ),
    );
  return words;
}

/** Windows starts `.cmd` files through its command processor only; our words are checked before they come here. */
const started = (file: string, args: readonly string[]): readonly [string, readonly string[]] =>
  process.platform === "win32" && !/\.exe$/i.test(file) ? ["cmd.exe", ["/d", "/s", "/c", file, ...args]] : [file, args];

/** Runs a program without a shell. What it printed is never part of an error: it may be a token. */
export function runCommand(file: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const [program, words] = started(file, args);
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...words],
      {
        env: { ...options.env },
        timeout: TIMEOUT_MS,
        maxBuffer: 1024 * 1024,
        windowsHide: true,
        ...(options.signal && { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        if (options.signal?.aborted)
          return reject(new CancelledError(`${options.what} was cancelled.`, { code: "PURVIEW_CANCELLED" }));
        const { code, killed } = error;
        const missing = code === "ENOENT";
        const why = missing
          ? "it is not installed or not on PATH"
          : killed
            ? "it took too long"
            : `it ended with ${String(code)}`;
        const number = /AADSTS\d+/.exec(stderr)?.[0];
        reject(
          new AuthError(`${options.what} returned no token: ${why}${number ? ` (${number})` : ""}.`, {
            code: "PURVIEW_AUTH_COMMAND",
            advice: options.advice,
          }),
        );
      },
    );
  });
}
