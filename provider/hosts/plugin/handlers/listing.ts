import type { Kind } from "../../../kinds";
import type { ListedObject } from "../../../lifecycle/types";
import { isUnknown, reveal, type Properties } from "../../../values";
import type { CallContext } from "../rpc";
import type { Instance } from "../instance";

/** What a list is asked for: the properties of LIST_INPUTS in the schema. */
export interface Wanted {
  readonly nameContains?: string;
  readonly includeBuiltIn: boolean;
}

export function wantedIn(query: Properties): Wanted {
  const text = reveal(query["nameContains"] ?? "");
  return {
    ...(typeof text === "string" && text !== "" ? { nameContains: text.toLowerCase() } : {}),
    includeBuiltIn: reveal(query["includeBuiltIn"] ?? false) === true,
  };
}

export const isComputed = (query: Properties): boolean =>
  Object.values(query).some((value) => isUnknown(reveal(value)));

const byName = (a: ListedObject, b: ListedObject): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;

/** The objects of a kind that are wanted, in the order of their names, which stays the same from page to page. */
export async function listed(
  instance: Instance,
  kind: Kind,
  { nameContains, includeBuiltIn }: Wanted,
  { signal }: CallContext,
): Promise<readonly ListedObject[]> {
  const objects = await instance.connected.lifecycle.list(kind, { signal });
  return objects
    .filter((object) => includeBuiltIn || !object.builtIn)
    .filter((object) => nameContains === undefined || object.name.toLowerCase().includes(nameContains))
    .sort(byName);
}
