import { printable } from "./printable";
import { type ErrorContext, isPurviewError } from "./purview-error";

/** A message with its stable code, for which docs/errors.md has a row. */
export const withCode = (message: string, code: string): string =>
  message.includes(code) ? message : `${message} [${code}]`;

/** What Microsoft's support asks for first. */
function withRequest(message: string, { requestId, requestedAtMs }: ErrorContext): string {
  if (requestId === undefined) return message;
  const at = requestedAtMs === undefined ? "" : `, ${new Date(requestedAtMs).toISOString()}`;
  return `${message} (request id ${printable(requestId)}${at})`;
}

/** An error as users see it. Ours need no stack; anything else is a bug of ours, where only the stack helps. */
export function formatError(error: unknown): string {
  if (isPurviewError(error)) return withCode(withRequest(error.message, error.context), error.code);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in pulumi-purview; please report it: ${text}`;
}
