import { printable } from "./printable";

/** What an error carries in addition to its message. None of it may hold a token, a password, a header dump or a body. */
export interface ErrorContext {
  /** Stable, e.g. `PURVIEW_EXISTS`; every code has a row in docs/errors.md. */
  readonly code: string;
  /** The noun, e.g. `RetentionCompliancePolicy`. */
  readonly noun?: string | undefined;
  /** Name or GUID of the object. */
  readonly object?: string | undefined;
  readonly tenant?: string | undefined;
  /** Path of the property in the program's terms, e.g. `exchangeLocation[0]`. */
  readonly property?: string | undefined;
  readonly cmdlet?: string | undefined;
  /** The service's id of the request; Microsoft's support finds it by this and its time. */
  readonly requestId?: string | undefined;
  /** Clock time in ms when the request was sent. */
  readonly requestedAtMs?: number | undefined;
  /** The cmdlet's own message, kept word for word. */
  readonly serviceMessage?: string | undefined;
  /** The service's short exception class name, e.g. `PolicyLockConflictException`. */
  readonly serviceType?: string | undefined;
  /** HTTP status of the service's refusal. */
  readonly status?: number | undefined;
  /** What to do next. */
  readonly advice?: string | undefined;
  readonly cause?: unknown;
}

/** Messages of the service often lack the period at the end. */
const sentence = (text: string): string => (/[.!?…:)\]`]$/.test(text) ? text : `${text}.`);

/** Base of every error that this package throws on purpose. `message` = what failed, on what, why, what to do next. */
export abstract class PurviewError extends Error {
  abstract override readonly name: string;
  readonly code: string;
  readonly context: ErrorContext;
  /** The same call may succeed later without a change. */
  readonly retryable: boolean = false;

  constructor(summary: string, context: ErrorContext) {
    super(
      [summary, context.serviceMessage && `The service says: ${context.serviceMessage}`, context.advice]
        .filter((part): part is string => Boolean(part))
        .map((part) => sentence(printable(part)))
        .join(" "),
      context.cause === undefined ? undefined : { cause: context.cause },
    );
    this.code = context.code;
    this.context = context;
  }
}

export const isPurviewError = (error: unknown): error is PurviewError =>
  error instanceof Error && "code" in error && String(error.code).startsWith("PURVIEW_");
