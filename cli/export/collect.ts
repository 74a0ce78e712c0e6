import { isPurviewError } from "../../provider/errors";
import type { Kind } from "../../provider/kinds";
import { listExportable, type ExportableObject } from "../../provider/lifecycle";
import type { Connection } from "../../provider/lifecycle/types";
import type { Exported } from "./exported";
import { type Found, nameAll } from "./naming";

export interface Filter {
  readonly kinds: readonly Kind[];
  /** Matches the objects' names; absent = all. */
  readonly name?: RegExp | undefined;
  readonly includeBuiltIn: boolean;
  readonly signal: AbortSignal;
}

export interface Collected {
  readonly objects: readonly Exported[];
  /** Objects of these kinds that are not exported; others may refer to them. */
  readonly context: readonly Found[];
  /** Kinds that could not be read, and why; with `list`, only that list of the kind. */
  readonly unread: readonly { readonly noun: string; readonly list?: string; readonly reason: string }[];
  /** How many of Microsoft's own objects are not exported. */
  readonly builtIn: number;
}

const isOrder = ({ special }: Kind): boolean => special?.kind === "order";

/** An order of a single object means nothing. */
const hasSeveral = ({ inputs }: ExportableObject): boolean =>
  Object.values(inputs).some((value) => Array.isArray(value) && value.length > 1);

function isWanted({ kind, object }: Found, filter: Filter): boolean {
  if (object.builtIn && !filter.includeBuiltIn) return false;
  // An order of all objects is not that of some of them.
  if (isOrder(kind)) return filter.name === undefined && hasSeveral(object);
  const { displayName } = object.inputs;
  const names = [object.name, ...(typeof displayName === "string" ? [displayName] : [])];
  return filter.name === undefined || names.some((name) => filter.name?.test(name));
}

/** Lists every kind, a few at a time (the session's queue decides); one kind that fails does not end the others. */
export async function collect(
  connection: Connection,
  filter: Filter,
  done: (noun: string, count: number) => void,
): Promise<Collected> {
  const results = await Promise.all(
    filter.kinds.map(async (kind) => {
      try {
        const { objects, unread } = await listExportable(connection, kind, filter.signal);
        const found = objects.map((object): Found => ({ kind, object }));
        done(kind.noun, found.filter((one) => isWanted(one, filter)).length);
        return { found, unread: unread.map((part) => ({ noun: kind.noun, ...part })) };
      } catch (error) {
        if (filter.signal.aborted || !isPurviewError(error) || /^PURVIEW_(AUTH|CONFIG|TENANT|NETWORK)/.test(error.code))
          throw error;
        return { found: [], unread: [{ noun: kind.noun, reason: error.message }] };
      }
    }),
  );
  const found = results.flatMap((result) => result.found);
  const context = found.filter((one) => !isWanted(one, filter));
  return {
    objects: nameAll(
      found.filter((one) => isWanted(one, filter)),
      context,
    ),
    context,
    unread: results.flatMap(({ unread }) => unread),
    builtIn: context.filter(({ object }) => object.builtIn).length,
  };
}
