import { isPurviewError } from "./purview-error";

/** A message with its stable code, for which docs/errors.md has a row. */
export const withCode = (message: string, code: string): string =>
  message.includes(code) ? message : `${message} [${code}]`;

/** All that people are told of an error. Ours need no stack; anything else is a defect of ours, where only the stack helps. */
export function toldOf(error: unknown): string {
  if (isPurviewError(error)) return withCode(error.message, error.code);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a defect of pulumi-purview; please report it: ${text}`;
}
