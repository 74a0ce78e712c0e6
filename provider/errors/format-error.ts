import { isPurviewError } from "./purview-error";

/** A message with its stable code, for which docs/errors.md has a row. */
export const withCode = (message: string, code: string): string =>
  message.includes(code) ? message : `${message} [${code}]`;

/** An error as users see it. Ours need no stack; anything else is a bug of ours, where only the stack helps. */
export function formatError(error: unknown): string {
  if (isPurviewError(error)) return withCode(error.message, error.code);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in pulumi-purview; please report it: ${text}`;
}
