import type { Plain } from "../../values";
import { identifierKey, isIdentified, showOf } from "./identifiers";

/** Property of a projected object that holds the id of a membership: `<parent guid>/<member>`. */
export const MEMBER_ID = "$id";
/** Its ids by whatever else the service calls the member. */
const OTHER_IDS = "$ids";

/** What a projected object of a membership carries, so that it is found by any identifier of its member. */
export const memberIds = (parent: string, member: Plain): { readonly [property: string]: Plain } => ({
  [MEMBER_ID]: `${parent}/${String(showOf(member))}`,
  [OTHER_IDS]: isIdentified(member) ? member.keys.map((key) => `${parent}/${key}`) : [],
});

export const otherIds = (object: { readonly [property: string]: Plain }): readonly string[] =>
  (object[OTHER_IDS] as readonly string[] | undefined) ?? [];

/** The form in which two spellings of one membership's id are equal. */
export function memberKey(id: string): string {
  const slash = id.indexOf("/");
  return `${identifierKey(id.slice(0, slash))}/${identifierKey(id.slice(slash + 1))}`;
}
