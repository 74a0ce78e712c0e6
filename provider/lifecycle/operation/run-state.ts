import { setMaxListeners } from "node:events";
import type { Kind } from "../../kinds";
import type { Listing, Session, Stamp } from "../../session";
import type { Properties } from "../../values";
import { Announcements } from "./declared-names";
import { objectKey } from "./names";
import type { Crowd, Gathering } from "../observe/coalesce";
import type { Refusal } from "../plan/types";

/**
 * What the operations of one session must know of each other. Nothing here is truth about the service: only what this very
 * process has sent, asked and been told.
 */
export interface Memory {
  /** Objects that this process wrote: a listing must be younger than the stamp to speak about them. By `objectKey`. */
  readonly written: Map<string, Stamp>;
  /** Writes of a noun that are under way: read-backs wait for them a little, so that several share one list. */
  readonly writing: Map<string, number>;
  /** Earlier listings of a query, oldest first: "gone" needs two that lie apart. */
  readonly earlier: Map<string, readonly Glance[]>;
  readonly remembered: WeakSet<Listing>;
  /** Lists that are about to be asked for, and who waits for them. */
  readonly gatherings: Map<string, Gathering>;
  /** By the key of a gathering. */
  readonly crowds: Map<string, Crowd>;
  /** Second looks that prove an absence, by query: one serves all. */
  readonly secondLooks: Map<string, Promise<Listing>>;
  /** Ids that a diff of this process declared gone: the delete half of their replacement must find them gone still. */
  readonly declaredGone: Set<string>;
  readonly announcements: Announcements;
  /** Who decides what about an object in this run. */
  readonly claims: Map<string, Map<string, string>>;
  /** Objects that this process took over: of a renamed resource, the engine deletes the old half after the new one adopted it. */
  readonly adopted: Set<string>;
  /** What resources declared before this process refreshed them: a refresh puts the tenant's values in its place. By `objectKey`. */
  readonly unrefreshed: Map<string, Properties>;
  /** What resources in state hold, by `heldName`, as their checks, diffs and refreshes told. */
  readonly held: Map<string, Held>;
  /** What was checked as if it were new, by `heldName`: why an object in state under that name must not be deleted to make room. */
  readonly newcomers: Map<string, Refusal>;
}

export interface Held {
  /** Undefined: only a check told, which does not know it. */
  readonly id?: string | undefined;
  /** A diff asked for its replacement itself, and has judged it. */
  readonly judged?: boolean;
}

/** What must be remembered of a listing once a younger one has taken its place. */
export interface Glance {
  readonly startedAt: Stamp;
  readonly startedAtMs: number;
  /** Folded. */
  readonly ids: ReadonlySet<string>;
}

/** Of a resource in state that is checked as if it were new it is known that way: it is about to be replaced, whoever asked for it. */
export const heldName = (noun: string, logicalName: string | undefined, name: string): string =>
  `${logicalName ?? ""}/${objectKey(noun, name)}`;

export const unrefreshed = (session: Session, { noun }: Kind, id: string): Properties | undefined =>
  memoryOf(session).unrefreshed.get(objectKey(noun, id));

const memories = new WeakMap<Session, Memory>();

/** Lives and dies with the session, which the process may share between several providers. */
export function memoryOf(session: Session): Memory {
  const known = memories.get(session);
  if (known) return known;
  // Every wait of every operation listens to it; the warning about eleven listeners would be about nothing.
  setMaxListeners(0, session.closing);
  const memory: Memory = {
    written: new Map(),
    writing: new Map(),
    earlier: new Map(),
    remembered: new WeakSet(),
    gatherings: new Map(),
    crowds: new Map(),
    secondLooks: new Map(),
    declaredGone: new Set(),
    announcements: new Announcements(),
    claims: new Map(),
    adopted: new Set(),
    unrefreshed: new Map(),
    held: new Map(),
    newcomers: new Map(),
  };
  memories.set(session, memory);
  return memory;
}
