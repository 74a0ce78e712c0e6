import { isPurviewError, PermissionError, ServiceError } from "../../errors";
import type { ListQuery } from "../../session";
import type { Rights } from "../../transport/channel";
import type { Lookup } from "../operation/operation";
import { joinListings, type Listings, listObjects, type ListOptions } from "./list";

/** A list that could not be read, as people call it, and why. */
export interface UnreadList {
  readonly list: string;
  readonly reason: string;
}

export interface OptionalListings {
  readonly listings: Listings;
  readonly unread: readonly UnreadList[];
}

/**
 * Reads lists in addition to the ordinary one of a kind. Some take a role or a license of their own, so that one which the service
 * refuses leaves the others as they are.
 */
export async function listOptional(
  lookup: Lookup,
  queries: readonly ListQuery[],
  options: ListOptions = {},
): Promise<OptionalListings> {
  const parts = await Promise.all(
    queries.map(async (query) => {
      try {
        return { listings: (await listObjects(lookup, [query], options)).listings, unread: [] };
      } catch (error) {
        if (!(error instanceof PermissionError || error instanceof ServiceError)) throw error;
        return { listings: [], unread: [{ list: nameOf(query), reason: error.message }] };
      }
    }),
  );
  const listings = parts.flatMap((part) => part.listings);
  return { listings: joinListings(lookup.kind, listings), unread: parts.flatMap((part) => part.unread) };
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
