import { findKind, type Kind, kinds } from "../../provider/kinds";

/**
 * The kinds to list unless they are named; or what is wrong with the names. A location of a hold stands on its policy already, and only
 * people know what a generic object is to be.
 */
export function chooseKinds(nouns: readonly string[]): readonly Kind[] | string {
  const unknown = nouns.filter((noun) => !findKind(noun));
  if (unknown.length > 0)
    return `there is no kind ${unknown.join(", ")}; the kinds are ${kinds.map(({ noun }) => noun).join(", ")}`;
  return nouns.length > 0
    ? nouns.flatMap((noun) => findKind(noun) ?? [])
    : kinds.filter(
        ({ special, claims }) => special?.kind !== "generic" && !(special?.kind === "membership" && claims.length > 0),
      );
}
