import { isPurviewError } from "../../provider/errors";
import type { Kind } from "../../provider/kinds";
import { listExportable, type ExportableObject } from "../../provider/lifecycle";
import type { Connection } from "../../provider/lifecycle/types";
import type { Exported } from "./exported";
import { nameAll } from "./naming";

export interface Filter {
  readonly kinds: readonly Kind[];
  /** Matches the objects' names; absent = all. */
  readonly name?: RegExp | undefined;
  readonly signal: AbortSignal;
}

export interface Collected {
  readonly objects: readonly Exported[];
  /** Kinds that could not be read, and why; with `list`, only that list of the kind. */
  readonly unread: readonly { readonly noun: string; readonly list?: string; readonly reason: string }[];
  /** Microsoft's own objects, which cannot be managed. */
  readonly builtIn: number;
}

const matches =
  (filter: Filter) =>
  ({ name }: ExportableObject): boolean =>
    filter.name?.test(name) ?? true;

const isOrder = ({ special }: Kind): boolean => special?.kind === "order";

/** An order of a single object means nothing. */
const hasSeveral = ({ inputs }: ExportableObject): boolean =>
  Object.values(inputs).some((value) => Array.isArray(value) && value.length > 1);

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
        const manageable = objects.filter(({ builtIn }) => !builtIn);
        const wanted = manageable.filter(
          isOrder(kind) ? (order) => !filter.name && hasSeveral(order) : matches(filter),
        );
        done(kind.noun, wanted.length);
        return {
          objects: nameAll(kind, wanted),
          builtIn: objects.length - manageable.length,
          unread: unread.map((part) => ({ noun: kind.noun, ...part })),
        };
      } catch (error) {
        if (filter.signal.aborted || !isPurviewError(error) || /^PURVIEW_(AUTH|CONFIG|TENANT|NETWORK)/.test(error.code))
          throw error;
        return { objects: [], builtIn: 0, unread: [{ noun: kind.noun, reason: error.message }] };
      }
    }),
  );
  return {
    objects: results.flatMap(({ objects }) => objects),
    unread: results.flatMap(({ unread }) => unread),
    builtIn: results.reduce((sum, { builtIn }) => sum + builtIn, 0),
  };
}
