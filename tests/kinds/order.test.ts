import assert from "node:assert/strict";
import fc from "fast-check";
import { findKind, type Kind } from "../../provider/kinds";
import { readObject, sameValue } from "../../provider/lifecycle/object/state";
import { fewestMoves, type Move, type Ranked } from "../../provider/kinds/fields/order";

const ranked = (ids: readonly string[]): Ranked[] => ids.map((id) => ({ id }));

/** The service: an object that is given a place goes there, and the others move up or down. */
function serviceMove(list: readonly string[], move: Move): string[] {
  const rest = list.filter((id) => id !== move.id);
  return [...rest.slice(0, move.index), move.id, ...rest.slice(move.index)];
}

/** NextLabelPolicy and PreviousLabelPolicy: right before the one, else right behind the other. */
function besideNeighbor(list: readonly string[], { id, before, after }: Move): readonly string[] {
  const rest = list.filter((other) => other !== id);
  const at = before !== undefined ? rest.indexOf(before) : rest.indexOf(after ?? "") + 1;
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}

const play = (list: readonly string[], moves: readonly Move[]): readonly string[] =>
  moves.reduce<readonly string[]>(serviceMove, list);

const inOrder = (list: readonly string[], wanted: readonly string[]): boolean =>
  JSON.stringify(list.filter((id) => wanted.includes(id))) === JSON.stringify(wanted);

describe("moves of an ordered list", () => {
  it("bring the listed objects into their order, and leave every unlisted one where it is", () => {
    const scenario = fc
      .shuffledSubarray(["a", "b", "c", "d", "e", "f", "g", "h"], { minLength: 2 })
      .chain((list) => fc.shuffledSubarray(list).map((wanted) => ({ list, wanted })));
    fc.assert(
      fc.property(scenario, ({ list, wanted }) => {
        const moves = fewestMoves(ranked(list), wanted);
        assert.ok(
          moves.every((move) => wanted.includes(move.id)),
          "an unlisted object was moved",
        );
        const result = play(list, moves);
        assert.ok(inOrder(result, wanted), result.join());
        list.forEach((id, place) => {
          if (!wanted.includes(id)) assert.equal(result[place], id);
        });
      }),
    );
  });

  it("are the fewest: no shorter sequence of moves of listed objects does it", () => {
    const small = fc.shuffledSubarray(["a", "b", "c", "d"], { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(small, small, (list, wanted) => {
        const moves = fewestMoves(ranked(list), wanted);
        assert.ok(moves.length <= shortest(list, wanted));
      }),
    );
  });

  it("can be described by the neighbor as well as by the place", () => {
    const scenario = fc
      .shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 2 })
      .chain((list) => fc.shuffledSubarray(list).map((wanted) => ({ list, wanted })));
    fc.assert(
      fc.property(scenario, ({ list, wanted }) => {
        const result = fewestMoves(ranked(list), wanted).reduce<readonly string[]>(besideNeighbor, list);
        assert.ok(inOrder(result, wanted), result.join());
      }),
    );
  });

  it("are none when the relative order is right already", () => {
    assert.deepEqual(fewestMoves(ranked(["x", "a", "y", "b"]), ["a", "b"]), []);
  });

  it("take sub-labels along with their parent, and order them among themselves", () => {
    const list: Ranked[] = [{ id: "p" }, { id: "p1", parent: "p" }, { id: "p2", parent: "p" }, { id: "q" }];
    const [move] = fewestMoves(list, ["q", "p"]);
    assert.ok(move);
    assert.equal(move.id === "q" ? move.index : -1, move.id === "q" ? 0 : -1);
    const inner = fewestMoves(list, ["p2", "p1"]);
    assert.equal(inner.length, 1);
    assert.ok(inner[0] && inner[0].index >= 1 && inner[0].index <= 2);
  });
});

describe("an order that a program lists", () => {
  it("is one among the objects of each parent: how the program interleaves the parents' says nothing", () => {
    const kind = findKind("LabelOrder") as Kind;
    const field = kind.field("labels");
    const returned = [["p"], ["p1", "p"], ["p2", "p"], ["q"], ["q1", "q"]].map(
      ([Name = "", ParentId = null], Priority) => ({
        Name,
        Guid: `00000000-0000-4000-8000-00000000000${Priority}`,
        ParentId,
        Priority,
      }),
    );
    const [list = {}] = kind.project?.(returned, {}) ?? [];
    const actual = readObject(kind, list).properties["labels"] ?? null;
    const nothing = (): undefined => undefined;
    const kept = ["q1", "p1", "q"];
    assert.deepEqual(field?.managed?.(kept, ["q", "q1", "p1"], nothing), kept, "state's outputs are names alone");
    const isSame = (...wanted: string[]): boolean => {
      const managed = field?.managed?.(actual, wanted, nothing) ?? null;
      return field !== undefined && sameValue(field, nothing)(wanted, managed);
    };
    for (const wanted of [
      ["q1", "p1", "p", "q", "p2"],
      ["p", "q", "p1", "p2", "q1"],
      ["p2", "q"],
      ["p1", "p2"],
    ])
      assert.ok(isSame(...wanted), wanted.join());
    for (const wanted of [
      ["p2", "p1"],
      ["q", "p1", "p"],
      ["p", "q", "gone"],
    ])
      assert.ok(!isSame(...wanted), wanted.join());
  });
});

function shortest(list: readonly string[], wanted: readonly string[]): number {
  let states = [list];
  for (let count = 0; count < 6; count++) {
    if (states.some((state) => inOrder(state, wanted))) return count;
    states = states.flatMap((state) =>
      state.flatMap((id) =>
        state.map((_, index) => serviceMove(state, { id, index, after: undefined, before: undefined })),
      ),
    );
    states = [...new Map(states.map((state) => [state.join(), state])).values()];
  }
  return Infinity;
}
