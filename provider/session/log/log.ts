import { appendFileSync } from "node:fs";
import { printable } from "../../errors";
import type { Clock } from "../../clock";

export type LogLevel = "off" | "info" | "debug";

/** One event: its name and facts, which are never values of objects, tokens or headers. */
export interface LogEntry {
  readonly event: string;
  readonly [fact: string]: string | number | boolean | readonly string[] | undefined;
}

/** What the provider did, as JSON lines (docs/logging.md). */
export interface Log {
  /** One line for each cmdlet. */
  info(entry: LogEntry): void;
  /** One line for each request too. */
  debug(entry: LogEntry): void;
  readonly level: LogLevel;
}

const NOTHING = (): void => undefined;
/** Only its owner may read it: names of people and policies are in it. */
const MODE = 0o600;

export interface LogSettings {
  readonly logLevel: LogLevel;
  /** Default: standard error. */
  readonly logFile?: string | undefined;
}

/** A log of that level; a file that cannot be written to is said once on standard error, and stops nothing. */
export function openLog({ logLevel, logFile }: LogSettings, clock: Clock): Log {
  if (logLevel === "off") return { level: logLevel, info: NOTHING, debug: NOTHING };
  const write = writerTo(logFile);
  const line =
    (level: LogLevel) =>
    (entry: LogEntry): void =>
      write(`${JSON.stringify({ time: new Date(clock.now()).toISOString(), level, pid: process.pid, ...entry })}\n`);
  return { level: logLevel, info: line("info"), debug: logLevel === "debug" ? line("debug") : NOTHING };
}

function writerTo(file: string | undefined): (text: string) => void {
  if (file === undefined) return (text) => void process.stderr.write(text);
  let broken = false;
  return (text) => {
    if (broken) return;
    try {
      // At once: what was logged before a kill is what a support case needs.
      appendFileSync(file, text, { mode: MODE });
    } catch (error) {
      broken = true;
      const why = error instanceof Error ? error.message : String(error);
      process.stderr.write(`purview: the log file cannot be written, and nothing more is logged: ${printable(why)}\n`);
    }
  };
}
