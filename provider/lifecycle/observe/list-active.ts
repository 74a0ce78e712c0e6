import { readObject } from "../object/state";
import type { Lookup } from "../operation/operation";
import type { Observed } from "../types";
import type { UnreadList } from "./list-optional";
import { listEverywhere } from "./list-all";

export interface ActiveObjects {
  readonly objects: readonly Observed[];
  /** Lists in addition to the ordinary one that this identity could not read, e.g. that of priority clean-ups, which has a role of its own. */
  readonly unread: readonly UnreadList[];
}

/** Every existing object of a kind, Microsoft's own included, in the service's order; one request per list of the kind. */
export async function listActive(lookup: Lookup): Promise<ActiveObjects> {
  const { listings, unread } = await listEverywhere(lookup);
  const active = listings.entries.filter(({ id, tombstone }) => id !== undefined && !tombstone);
  return { objects: active.map(({ object }) => readObject(lookup.kind, object)), unread };
}
