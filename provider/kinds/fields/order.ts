/** One object of an ordered list. */
export interface Ranked {
  readonly id: string;
  /** Objects are ordered among those of the same parent; undefined = top level. */
  readonly parent?: string | undefined;
}

/** `id` moves to stand directly behind `after` (undefined = first) and before `before` (undefined = last). */
export interface Move {
  readonly id: string;
  readonly after: string | undefined;
  readonly before: string | undefined;
  /** Place in the whole list, from 0, that the object takes by this move. */
  readonly index: number;
}

/**
 * The fewest moves that bring `wanted` into that relative order. Objects that are not listed stay where they are: the listed ones
 * share out the places that they hold now. A parent moves together with what stands below it.
 */
export function fewestMoves(current: readonly Ranked[], wanted: readonly string[]): readonly Move[] {
  const parents = [...new Set(current.map(({ parent }) => parent))];
  let flat = [...current];
  const moves: Move[] = [];
  for (const parent of parents) {
    const level = flat.filter((item) => item.parent === parent).map(({ id }) => id);
    const target = targetOrder(level, wanted);
    const staying = new Set(longestKept(level, keepable(level, target, wanted)));
    target.forEach((id, place) => {
      if (staying.has(id)) return;
      const [after, before] = [target[place - 1], nextStaying(target, place, staying)];
      flat = moved(flat, id, after, before);
      moves.push({ id, after, before, index: flat.findIndex((item) => item.id === id) });
    });
  }
  return moves;
}

/** The first object behind this place that needs no move: the ones between are put there later. */
const nextStaying = (target: readonly string[], place: number, staying: ReadonlySet<string>): string | undefined =>
  target.slice(place + 1).find((id) => staying.has(id));

/** The places of listed objects filled in the wanted order. */
function targetOrder(level: readonly string[], wanted: readonly string[]): readonly string[] {
  const listed = wanted.filter((id) => level.includes(id));
  let next = 0;
  return level.map((id) => (listed.includes(id) ? (listed[next++] ?? id) : id));
}

/** What can stay: everything unlisted, and listed objects that keep the same unlisted ones before them. */
function keepable(level: readonly string[], target: readonly string[], wanted: readonly string[]): readonly string[] {
  const unlistedBefore = (list: readonly string[], id: string): number =>
    list.slice(0, list.indexOf(id)).filter((other) => !wanted.includes(other)).length;
  return target.filter((id) => unlistedBefore(level, id) === unlistedBefore(target, id));
}

/** The longest part of `target` that already stands in that order. */
function longestKept(level: readonly string[], target: readonly string[]): readonly string[] {
  const place = new Map(level.map((id, i) => [id, i]));
  const best: { readonly length: number; readonly previous: number }[] = [];
  target.forEach((id, i) => {
    let found = { length: 1, previous: -1 };
    for (let j = 0; j < i; j++) {
      const ascending = (place.get(target[j] ?? "") ?? 0) < (place.get(id) ?? 0);
      const length = (best[j]?.length ?? 0) + 1;
      if (ascending && length > found.length) found = { length, previous: j };
    }
    best.push(found);
  });
  let at = best.reduce((top, entry, i) => (entry.length > (best[top]?.length ?? 0) ? i : top), 0);
  const kept: string[] = [];
  while (at >= 0 && target[at] !== undefined) {
    kept.unshift(target[at] as string);
    at = best[at]?.previous ?? -1;
  }
  return kept;
}

/** The list after an object and what stands below it moved. */
function moved(flat: readonly Ranked[], id: string, after: string | undefined, before: string | undefined): Ranked[] {
  const block = flat.filter((item) => item.id === id || item.parent === id);
  const rest = flat.filter((item) => !block.includes(item));
  const behind = after === undefined ? undefined : lastOf(rest, after);
  const ahead = before === undefined ? -1 : rest.findIndex((item) => item.id === before);
  const first = rest.findIndex((item) => item.parent === block[0]?.parent);
  const at = behind !== undefined ? behind + 1 : ahead >= 0 ? ahead : Math.max(first, 0);
  return [...rest.slice(0, at), ...block, ...rest.slice(at)];
}

const lastOf = (list: readonly Ranked[], id: string): number =>
  list.reduce((last, item, i) => (item.id === id || item.parent === id ? i : last), -1);
