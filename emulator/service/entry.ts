import type { Distribution } from "./distribution";
import type { JsonObject } from "./json";

/** One object as it stood between two writes; never changed in place. */
export interface ObjectState {
  readonly name: string;
  /** Which of the noun's separate lists it is in, e.g. `PriorityCleanup`; absent = the ordinary one. */
  readonly variant?: string;
  /** GUID of the object it belongs to. */
  readonly parent?: string;
  readonly properties: Readonly<JsonObject>;
  readonly changedAt: number;
  readonly changedBy: string;
  /** Set while it is a tombstone: `Mode` reads PendingDeletion until then. */
  readonly purgeAt?: number;
  /** Only policies distribute. */
  readonly distribution?: Distribution;
}

export interface Snapshot {
  readonly writtenAt: number;
  /** From here on reads show it (replication lag). */
  readonly visibleAt: number;
  /** Absent = the object is not there. */
  readonly state?: ObjectState;
}

export interface Entry {
  readonly guid: string;
  readonly createdAt: number;
  readonly createdBy: string;
  /** Oldest first; the last one is what writes see. */
  readonly snapshots: readonly Snapshot[];
}

/** What a declaration works with: one object, as writes see it. */
export interface StoredObject extends ObjectState {
  readonly noun: string;
  readonly guid: string;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** When a read looks: lists lag writes by seconds (docs/service/reading.md#lag); the fault `stale` shows what a write replaced. */
export interface ReadTime {
  readonly now: number;
  /** Writes younger than this are hidden by the fault `stale`. */
  readonly staleMs?: number;
}

/** A bound for a clock that stands still while somebody writes. */
const keptSnapshots = 64;

export const latest = (entry: Entry): ObjectState | undefined => entry.snapshots.at(-1)?.state;

export function visible({ snapshots }: Entry, { now, staleMs }: ReadTime): ObjectState | undefined {
  const last = snapshots.at(-1);
  if (staleMs !== undefined && last && last.writtenAt > now - staleMs) return snapshots.at(-2)?.state;
  for (let i = snapshots.length - 1; i >= 0; i--) {
    const snapshot = snapshots[i];
    if (snapshot && snapshot.visibleAt <= now) return snapshot.state;
  }
  return undefined;
}

/** Keeps what some read may still show: the newest visible state and everything after it. */
export function withSnapshot(entry: Entry, snapshot: Snapshot, now: number): Entry {
  const shown = entry.snapshots.findLastIndex(({ visibleAt }) => visibleAt <= now);
  const kept = entry.snapshots.slice(Math.max(shown, 0)).slice(1 - keptSnapshots);
  return { ...entry, snapshots: [...kept, snapshot] };
}
