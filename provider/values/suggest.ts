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

/** The known names that are nearest to one that is none of them: by spelling, or because they hold it. At most `count`. */
export function nearest(name: string, known: readonly string[], count = 3): readonly string[] {
  const word = plain(name);
  const limit = Math.max(2, Math.floor(word.length / 2));
  return known
    .map((candidate) => ({ candidate, bare: plain(candidate) }))
    .map(({ candidate, bare }) => ({
      candidate,
      edits: word !== "" && bare.includes(word) ? 0 : distance(word, bare),
    }))
    .filter(({ edits }) => edits <= limit)
    .sort((one, other) => one.edits - other.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
