import { findKind, type Kind, kinds } from "../../provider/kinds";

/**
 * The kinds to export, or what is wrong with their names. By default all but the locations of holds, which the policies have already, and
 * the generic object, whose noun only people know.
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
