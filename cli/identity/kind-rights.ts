import { kinds } from "../../provider/kinds";
import type { Rights } from "../../provider/transport/channel";

export interface KindRights {
  readonly noun: string;
  readonly access: "write" | "read" | "none";
  /** How many of the kind's cmdlets that change something the identity may call. */
  readonly writes: number;
  /** Cmdlets of this kind that the identity may not call. */
  readonly missing: readonly string[];
  /** Role groups, each of which would give them. */
  readonly roleGroups: readonly string[];
  /** What is needed in addition to a role group. */
  readonly notes: readonly string[];
}

const NOTHING = { roleGroups: [], notes: [] };

/** What an identity may do with each kind, by the list of cmdlets that the service exports to it. */
export function kindRights(rights: Rights): readonly KindRights[] {
  // The generic kind has cmdlets of whatever noun it is given.
  const own = kinds.filter(({ special }) => special?.kind !== "generic");
  return own.map((kind) => {
    const { get, create, update, remove } = kind.cmdlets;
    const wanted = [get, create, update, remove].filter((name): name is string => name !== undefined);
    const missing = [...new Set(wanted)].filter((name) => !rights.mayCall(name));
    const access = missing.length === 0 ? "write" : missing.includes(get) ? "none" : "read";
    const { roleGroups, notes } = missing.length === 0 ? NOTHING : kind.permissions;
    const writes = wanted.filter((name) => name !== get && !missing.includes(name)).length;
    return { noun: kind.noun, access, writes, missing, roleGroups, notes };
  });
}
