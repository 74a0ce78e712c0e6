import type { Json } from "../contract";
import type { Entry } from "./entry";
import { latest } from "./entry";
import type { TenantStore } from "./store";

interface Saved {
  readonly version: 1;
  readonly made: number;
  readonly nouns: { readonly [noun: string]: readonly SavedEntry[] };
}

interface SavedEntry {
  readonly guid: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly state: NonNullable<ReturnType<typeof latest>>;
}

/** Everything that a restart must find again: what writes see, tombstones included; a lag that was running is over. */
export function dump(store: TenantStore): Json {
  const nouns: { [noun: string]: SavedEntry[] } = {};
  for (const noun of store.tables().keys()) {
    const own = [...store.table(noun).entries()].flatMap((entry) => saved(entry));
    if (own.length > 0) nouns[noun] = own;
  }
  // States are never changed in place, so this is safe to hand out without a copy.
  const state: Saved = { version: 1, made: store.made, nouns };
  return state as unknown as Json;
}

/** A row stays the same value as long as its state does: the state file looks for what changed. */
const rows = new WeakMap<SavedEntry["state"], SavedEntry>();

function saved(entry: Entry): SavedEntry[] {
  const { guid, createdAt, createdBy } = entry;
  const state = latest(entry);
  if (!state) return [];
  const known = rows.get(state);
  const row = known?.guid === guid ? known : { guid, createdAt, createdBy, state };
  rows.set(state, row);
  return [row];
}

export function restore(store: TenantStore, json: Json): void {
  const { made, nouns } = structuredClone(json) as unknown as Saved;
  store.clear();
  store.made = made;
  for (const [noun, rows] of Object.entries(nouns)) {
    const table = store.table(noun);
    for (const { guid, createdAt, createdBy, state } of rows) {
      const snapshots = [{ writtenAt: createdAt, visibleAt: createdAt, state }];
      table.add({ guid, createdAt, createdBy, snapshots });
      if (state.purgeAt !== undefined) table.expireAt(guid, state.purgeAt);
    }
  }
}
