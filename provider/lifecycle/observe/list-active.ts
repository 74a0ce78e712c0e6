import type { Unread } from "./list-optional";
import type { Observed } from "../types";
import type { Operation } from "../operation/operation";
import { lookEverywhere } from "./references";
import { readObject } from "../object/state";

export interface Living {
  readonly objects: readonly Observed[];
  /** Lists beside the ordinary one that this identity could not read, e.g. that of priority clean-ups, which has a role of its own. */
  readonly unread: readonly Unread[];
}

/** Every living object of a kind, Microsoft's own included, in the service's order; one request per list of the kind. */
export async function everyLiving({ session, kind, signal }: Operation): Promise<Living> {
  const { sight, unread } = await lookEverywhere(session, kind, signal);
  const living = sight.entries.filter(({ id, tombstone }) => id !== undefined && !tombstone);
  return { objects: living.map(({ object }) => readObject(kind, object)), unread };
}
