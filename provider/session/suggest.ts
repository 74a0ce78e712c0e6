/** Edits between two words: insert, delete, replace, swap of neighbours. */
export function distance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, row) =>
    Array.from({ length: other.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row++)
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const swap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
      (rows[row] ?? [])[column] = swap && row > 1 && column > 1 ? Math.min(best, at(row - 2, column - 2) + 1) : best;
    }
  return at(one.length, other.length);
}

const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The known word that was probably meant. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(plain(word), plain(candidate)) }))
    .sort((one, other) => one.edits - other.edits);
  const [best] = ranked;
  return best && best.edits <= Math.max(1, Math.floor(plain(word).length / 3)) ? best.candidate : undefined;
}
