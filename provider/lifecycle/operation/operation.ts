import { eitherSignal } from "../../clock";
import { CancelledError, isPurviewError, ServiceError } from "../../errors";
import { findKind, type Kind } from "../../kinds";
import type { Session } from "../../session";
import type { Reporter } from "../report/reporter";
import type { Settings } from "../../session/settings";
import type { Properties, Value } from "../../values";
import { isUnknown, reveal } from "../../values";
import type { Connection } from "../types";

/** One call of a host: what every part of it needs. */
export interface Operation {
  readonly kind: Kind;
  readonly session: Session;
  readonly settings: Settings;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** How messages call the object, e.g. `RetentionCompliancePolicy "Mail 7y"`. */
  readonly title: string;
  readonly startedAtMs: number;
  readonly timeoutMs: number | undefined;
}

interface Subject {
  readonly logicalName?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly reporter?: Reporter | undefined;
  readonly timeoutMs?: number | undefined;
}

export function beginOperation(
  { session, settings, reporter }: Connection,
  kind: Kind,
  subject: Subject,
  name: string | undefined,
): Operation {
  return {
    kind,
    session,
    settings,
    reporter: subject.reporter ?? reporter,
    signal: eitherSignal(session.closing, subject.signal),
    title: `${kind.noun} "${name ?? subject.logicalName ?? "(no name)"}"`,
    startedAtMs: session.clock.now(),
    timeoutMs: subject.timeoutMs,
  };
}

/** The same for errors, which also say in which tenant. */
export const titleIn = (operation: Operation): string => `${operation.title} in ${tenantOf(operation)}`;

export const tenantOf = ({ settings: { organization, tenantId } }: Operation): string =>
  `tenant ${organization ?? tenantId ?? "(unknown)"}`;

/** The moment (ms) until when waits may last. Called when lock and slot are held: queueing costs nobody their time. */
export function deadlineFrom({ session, settings, startedAtMs, timeoutMs }: Operation): number {
  const settle = session.clock.now() + settings.settleTimeoutMs;
  return timeoutMs === undefined ? settle : Math.min(settle, startedAtMs + timeoutMs);
}

export const isPast = ({ session }: Operation, deadline: number): boolean => session.clock.now() >= deadline;

/** Sleeps, but not beyond the deadline. */
export async function pause({ session, signal }: Operation, ms: number, deadline: number): Promise<void> {
  await session.clock.sleep(Math.max(0, Math.min(ms, deadline - session.clock.now())), signal);
}

/** Runs an operation; a cancellation ends in one clear error, whatever was interrupted. */
export async function run<T>(operation: Operation, task: () => Promise<T>): Promise<T> {
  try {
    operation.signal.throwIfAborted();
    return await task();
  } catch (error) {
    if (!operation.signal.aborted || (isPurviewError(error) && !(error instanceof CancelledError))) throw error;
    throw new CancelledError(`The operation on ${titleIn(operation)} was cancelled.`, {
      code: "PURVIEW_CANCELLED",
      noun: operation.kind.noun,
      advice: "Run `pulumi up` again: it finishes what was begun.",
      cause: error,
    });
  }
}

/** The known text of a property, secrets looked through. */
export function textOf(properties: Properties | undefined, property: string): string | undefined {
  const value: Value | undefined = properties?.[property];
  if (value === undefined || isUnknown(value)) return undefined;
  const plain = reveal(value);
  return typeof plain === "string" && plain !== "" ? plain : undefined;
}

export const flagOf = (properties: Properties | undefined, property: string): boolean | undefined => {
  const value = properties?.[property];
  const plain = value === undefined ? undefined : reveal(value);
  return typeof plain === "boolean" ? plain : undefined;
};

/** A kind that another kind's data names. */
export function kindNamed(noun: string): Kind {
  const kind = findKind(noun);
  if (kind) return kind;
  throw new ServiceError(`There is no kind "${noun}".`, { code: "PURVIEW_INTERNAL", noun });
}
