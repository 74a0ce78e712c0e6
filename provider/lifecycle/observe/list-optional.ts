import { isPurviewError, PermissionError, ServiceError } from "../../errors";
import type { Kind } from "../../kinds";
import type { ListQuery, Session } from "../../session";
import type { Rights } from "../../transport/channel";
import { look, type LookOptions, type Sight, sightOf } from "./list";

/** A list that could not be read, as people call it, and why. */
export interface Unread {
  readonly list: string;
  readonly reason: string;
}

export interface Aside {
  readonly sight: Sight;
  readonly unread: readonly Unread[];
}

/**
 * Looks into lists beside the ordinary one of a kind. Some take a role or a licence of their own, so that one which the service
 * refuses leaves the others as they are.
 */
export async function lookAside(
  session: Session,
  kind: Kind,
  queries: readonly ListQuery[],
  options: LookOptions,
): Promise<Aside> {
  const looks = await Promise.all(
    queries.map(async (query) => {
      try {
        return { listings: (await look(session, kind, [query], options)).listings, unread: [] };
      } catch (error) {
        if (!(error instanceof PermissionError || error instanceof ServiceError)) throw error;
        return { listings: [], unread: [{ list: nameOf(query), reason: error.message }] };
      }
    }),
  );
  return {
    sight: sightOf(
      kind,
      looks.flatMap(({ listings }) => listings),
    ),
    unread: looks.flatMap(({ unread }) => unread),
  };
}

const nameOf = ({ cmdlet, parameters }: ListQuery): string =>
  [
    cmdlet,
    ...Object.entries(parameters).map(([name, value]) => (value === true ? `-${name}` : `-${name} ${String(value)}`)),
  ].join(" ");

/** A parameter that the identity lacks selects nothing. */
export const mayAsk = (rights: Rights, { cmdlet, parameters }: ListQuery): boolean =>
  Object.keys(parameters).every((parameter) => rights.mayPass(cmdlet, parameter) !== false);

/** There is no such list for this identity: forbidden, or selected by a parameter that its roles hide. */
export const isHidden = (error: unknown): boolean =>
  error instanceof PermissionError ||
  (isPurviewError(error) && /parameter cannot be found/i.test(error.context.serviceMessage ?? ""));
