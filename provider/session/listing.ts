import type { CmdletCall } from "../transport/channel";
import type { WireObject } from "../values";

/** A moment in this session's order of events: later stamps are larger. Not a time. */
export type Stamp = number;

/** A whole list of the service: every page of one Get cmdlet with one set of parameters. */
export interface ListQuery {
  readonly cmdlet: string;
  readonly parameters: CmdletCall["parameters"];
}

export interface Listing {
  readonly objects: readonly WireObject[];
  /** Stamp of the moment the request was sent: what was written before it may be in it. */
  readonly startedAt: Stamp;
  /** Clock time of the same moment, ms. */
  readonly startedAtMs: number;
  /** What was asked: a list by parent does not repeat the parent in its objects. */
  readonly query?: ListQuery | undefined;
}

/** Which list to ask for: any, or one that was asked for after a stamp. */
export interface ListOptions {
  readonly after?: Stamp | undefined;
  readonly signal?: AbortSignal | undefined;
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one.toLowerCase() < other.toLowerCase() ? -1 : 1;

/** The same for the same question: neither order nor case matters, as in PowerShell. */
export const queryKey = ({ cmdlet, parameters }: ListQuery): string =>
  `${cmdlet} ${JSON.stringify(Object.entries(parameters).sort(byName))}`.toLowerCase();
