import { distance } from "fastest-levenshtein";

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The known name that was probably meant; undefined when none is near. */
export function suggest(name: string, known: readonly string[]): string | undefined {
  const word = plain(name);
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(word, plain(candidate)) }))
    .sort((one, other) => one.edits - other.edits);
  const [best] = ranked;
  const limit = Math.min(Math.max(2, Math.floor(word.length / 3)), word.length - 1);
  return best && best.edits <= limit ? best.candidate : undefined;
}
