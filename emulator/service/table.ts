import { latest, visible, withSnapshot, type Entry, type ObjectState, type ReadTime, type Snapshot } from "./entry";
import { fold } from "./json";

/** Every way to name an object of one noun; the first is its GUID. */
export type Keys = (guid: string, state: ObjectState) => readonly string[];

/** All objects of one noun, with indexes: nothing here walks all of them but the list itself. */
export class Table {
  readonly #entries = new Map<string, Entry>();
  readonly #byKey = new Map<string, Set<string>>();
  readonly #children = new Map<string, Set<string>>();
  /** When which entry falls out: purged tombstones, and removed ones that no read can see any more. */
  readonly #expiry = new Map<string, number>();
  readonly #keys: Keys;
  #changes = 0;

  constructor(keys: Keys) {
    this.#keys = keys;
  }

  /** Grows with whatever happens to an object. */
  get changes(): number {
    return this.#changes;
  }

  get(guid: string): Entry | undefined {
    return this.#entries.get(fold(guid));
  }

  /** Entries that carry the key, dead ones included: the caller decides what it wants to see. */
  withKey(key: string): Entry[] {
    return this.#pick(this.#byKey.get(fold(key)));
  }

  childrenOf(parent: string): Entry[] {
    return this.#pick(this.#children.get(fold(parent)));
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  *read(time: ReadTime): IterableIterator<[Entry, ObjectState]> {
    for (const entry of this.#entries.values()) {
      const state = visible(entry, time);
      if (state) yield [entry, state];
    }
  }

  add(entry: Entry): void {
    this.#changes++;
    // Somebody may put back, under its GUID, what was removed.
    this.#drop(fold(entry.guid));
    this.#entries.set(fold(entry.guid), entry);
    const state = latest(entry);
    if (state) this.#index(entry.guid, state);
  }

  write(guid: string, snapshot: Snapshot): void {
    const before = this.get(guid);
    if (!before) return;
    this.#changes++;
    const old = latest(before);
    if (old && snapshot.state) this.#unindexStale(before.guid, old, snapshot.state);
    if (snapshot.state) this.#index(before.guid, snapshot.state);
    this.#entries.set(fold(guid), withSnapshot(before, snapshot, snapshot.writtenAt));
  }

  expireAt(guid: string, at: number): void {
    this.#expiry.set(fold(guid), at);
  }

  sweep(now: number): void {
    for (const [guid, at] of this.#expiry) if (at <= now) this.#drop(guid);
  }

  #drop(guid: string): void {
    const entry = this.#entries.get(guid);
    this.#changes++;
    this.#expiry.delete(guid);
    this.#entries.delete(guid);
    for (const { state } of entry?.snapshots ?? []) {
      if (!state || !entry) continue;
      for (const key of this.#keys(entry.guid, state)) forget(this.#byKey, fold(key), guid);
      if (state.parent) forget(this.#children, fold(state.parent), guid);
    }
  }

  #index(guid: string, state: ObjectState): void {
    for (const key of this.#keys(guid, state)) remember(this.#byKey, fold(key), fold(guid));
    if (state.parent) remember(this.#children, fold(state.parent), fold(guid));
  }

  #unindexStale(guid: string, old: ObjectState, next: ObjectState): void {
    const kept = new Set(this.#keys(guid, next).map(fold));
    for (const key of this.#keys(guid, old)) if (!kept.has(fold(key))) forget(this.#byKey, fold(key), fold(guid));
  }

  #pick(guids: ReadonlySet<string> | undefined): Entry[] {
    return [...(guids ?? [])].flatMap((guid) => this.#entries.get(guid) ?? []);
  }
}

function remember(index: Map<string, Set<string>>, key: string, guid: string): void {
  const guids = index.get(key);
  if (guids) guids.add(guid);
  else index.set(key, new Set([guid]));
}

function forget(index: Map<string, Set<string>>, key: string, guid: string): void {
  const guids = index.get(key);
  guids?.delete(guid);
  if (guids?.size === 0) index.delete(key);
}
