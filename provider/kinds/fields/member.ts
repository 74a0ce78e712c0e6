import { type Canonical, isIdentified, showOf } from "./canonical";
import { identifierKey } from "./identifiers";
import type { Projection } from "./projection";

/** A membership is found by any identifier of its member. */
export const membership = (parent: string, member: Canonical): Projection => ({
  parent,
  member,
  id: `${parent}/${String(showOf(member))}`,
  otherIds: isIdentified(member) ? member.keys.map((key) => `${parent}/${key}`) : [],
});

/** The form in which two spellings of one membership's id are equal. */
export function memberKey(id: string): string {
  const slash = id.indexOf("/");
  return `${identifierKey(id.slice(0, slash))}/${identifierKey(id.slice(slash + 1))}`;
}
