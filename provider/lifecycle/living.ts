import { lookAside, type Unread } from "./aside";
import type { Observed } from "./contract";
import { fold } from "./fold";
import { look } from "./observe";
import type { Operation } from "./operation";
import { everywhere } from "./references";
import { readObject } from "./state";

export interface Living {
  readonly objects: readonly Observed[];
  /** Lists beside the ordinary one that this identity could not read, e.g. that of priority clean-ups, which has a role of its own. */
  readonly unread: readonly Unread[];
}

/** Every living object of a kind, Microsoft's own included, in the service's order; one request per list of the kind. */
export async function everyLiving({ session, kind, signal }: Operation): Promise<Living> {
  const { likely, others } = await everywhere(session, kind, signal);
  const [ordinary, { sight, unread }] = await Promise.all([
    look(session, kind, likely, { signal }),
    lookAside(session, kind, others, { signal }),
  ]);
  const seen = new Set<string>();
  const first = [...ordinary.entries, ...sight.entries].filter(({ id, tombstone }) => {
    const isNew = id !== undefined && !seen.has(fold(id));
    if (isNew) seen.add(fold(id));
    return isNew && !tombstone;
  });
  return { objects: first.map(({ object }) => readObject(kind, object)), unread };
}
