import { eitherSignal } from "../../clock";
import { CancelledError, isPurviewError, ServiceError } from "../../errors";
import { findKind, type Kind } from "../../kinds";
import type { ListQuery, Session, TenantFacts } from "../../session";
import type { Settings } from "../../session/settings";
import type { Properties, Value } from "../../values";
import { isUnknown, reveal } from "../../values";
import type { Reporter } from "../report/reporter";
import type { Connection, Observed, Recorded, ResolveReference } from "../types";
import { type RunState, runStateOf } from "./run-state";

/** What it takes to ask the service for objects of a kind. */
export interface Lookup {
  readonly kind: Kind;
  readonly session: Session;
  readonly run: RunState;
  readonly signal: AbortSignal;
}

/** One call of a host: what every part of it needs. */
export interface Operation extends Lookup {
  readonly settings: Settings;
  readonly reporter: Reporter;
  /** How messages call the object, e.g. `RetentionCompliancePolicy "Mail 7y"`. */
  readonly title: string;
  /** The resource's name in the program, where the host says it. */
  readonly logicalName: string | undefined;
  readonly startedAtMs: number;
  readonly timeoutMs: number | undefined;
}

/** An operation that holds its lock and slot: its waits end at the deadline (clock time, ms). */
export interface Timed extends Operation {
  readonly deadline: number;
}

/** The lists that an object of a kind can be in. */
export interface ListQueries {
  /** Where it is by all that its properties say. */
  readonly preferred: readonly ListQuery[];
  /** The others: the object must be missing there too before it counts as gone. */
  readonly others: readonly ListQuery[];
}

/** An object of the tenant, and the lists that it can be in. */
export interface ObjectRef {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly queries: ListQueries;
}

/** The policy of a rule, the case of a hold …: as the lists show it now. */
export interface Parent extends ObjectRef {
  readonly observed: Observed | undefined;
}

/** What a resource declares, what state holds of it, and what both name in the tenant. */
export interface Resource {
  readonly desired: Properties;
  /** Undefined: nothing is in state (create, adopt). */
  readonly recorded: Recorded | undefined;
  /** Names or paths of `ignoreChanges`. */
  readonly ignored: readonly string[];
  readonly resolve: ResolveReference;
  /** The lists that the object can be in. */
  readonly queries: ListQueries;
  /** The policy of a rule, the case of a hold … */
  readonly parent: Parent | undefined;
  readonly facts: TenantFacts;
}

export type ResourceOperation = Operation & Resource;
/** The same for a comparison with state, which needs no sign-in. */
export type ComparisonOperation = Operation & Omit<Resource, "facts">;
export type TimedResourceOperation = Timed & Resource;

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
    run: runStateOf(session),
    settings,
    reporter: subject.reporter ?? reporter,
    signal: eitherSignal(session.closing, subject.signal),
    title: `${kind.noun} "${name ?? subject.logicalName ?? "(no name)"}"`,
    logicalName: subject.logicalName,
    startedAtMs: session.clock.now(),
    timeoutMs: subject.timeoutMs,
  };
}

/** The same for errors, which also say in which tenant. */
export const titleIn = (operation: Operation): string => `${operation.title} in ${tenantOf(operation)}`;

export const tenantOf = ({ settings: { organization, tenantId } }: Operation): string =>
  `tenant ${organization ?? tenantId ?? "(unknown)"}`;

/** Sets the deadline of waits. Called when lock and slot are held: queueing costs nobody their time. */
export function startClock<O extends Operation>(operation: O): O & Timed {
  const { session, settings, startedAtMs, timeoutMs } = operation;
  const settle = session.clock.now() + settings.settleTimeoutMs;
  return { ...operation, deadline: timeoutMs === undefined ? settle : Math.min(settle, startedAtMs + timeoutMs) };
}

export const isPast = ({ session, deadline }: Timed): boolean => session.clock.now() >= deadline;

/** Sleeps, but not beyond the deadline. */
export async function pause({ session, signal, deadline }: Timed, ms: number): Promise<void> {
  await session.clock.sleep(Math.max(0, Math.min(ms, deadline - session.clock.now())), signal);
}

/** Runs an operation; a cancellation ends in one clear error, whatever was interrupted. */
export async function perform<T>(operation: Operation, task: () => Promise<T>): Promise<T> {
  try {
    operation.signal.throwIfAborted();
    return await operation.run.activity.during(task);
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
