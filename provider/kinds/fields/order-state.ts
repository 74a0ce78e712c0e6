import type { Call, State } from "../define";
import type { WireObject } from "../../values";
import type { ListType } from "../value-type";
import { WireReader } from "../wire-reader";
import { type Canonical, elementsIn, Identified, isCanonicalList } from "./canonical";
import { identifierKey, isGuid, isNil, keysOf, readReference } from "./identifiers";
import { type MatchRequest, matchElements } from "./match";
import { fewestMoves, type Move, type Ranked } from "./order";
import { projected } from "./projection";

/** One object of an ordered list as Get returned it. */
class OrderMember extends Identified {
  constructor(
    readonly id: string,
    name: string,
    readonly parent: string | undefined,
    readonly priority: number,
  ) {
    super(name, id, [identifierKey(id), identifierKey(name)]);
  }
}

const numberOf = (object: WireReader): number => Number(object.text("Priority") ?? Number.NaN);

type IsGone = (object: WireReader) => boolean;

const orderedMembers = (objects: readonly WireReader[]): readonly OrderMember[] =>
  [...objects]
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map(
      (object) => new OrderMember(object.guid() ?? "", object.text("Name") ?? "", parentOf(object), numberOf(object)),
    );

const activeIn = (objects: readonly WireObject[], isGone: IsGone): readonly WireReader[] =>
  objects
    .map((object) => new WireReader(object))
    .filter((object) => !isGone(object) && !Number.isNaN(numberOf(object)));

/** One object that stands for the whole list: its active members by rising priority number. */
export const orderProject =
  (isGone: IsGone) =>
  (objects: readonly WireObject[]): readonly WireObject[] => [
    projected({}, { members: orderedMembers(activeIn(objects, isGone)) }),
  ];

/** One object for each that the members belong to, as these properties name it; its id is that one's. */
export const orderWithin =
  (isGone: IsGone, owner: readonly string[]) =>
  (objects: readonly WireObject[]): readonly WireObject[] => {
    const owned = new Map<string, WireReader[]>();
    for (const object of activeIn(objects, isGone)) {
      const name = object.text(...owner);
      if (name === undefined) continue;
      const key = isGuid(name) ? identifierKey(name) : name;
      owned.set(key, [...(owned.get(key) ?? []), object]);
    }
    return [...owned].map(([id, own]) => projected({}, { id, parent: id, members: orderedMembers(own) }));
  };

function parentOf(object: WireReader): string | undefined {
  const parent = object.text("ParentId");
  return parent === undefined || isNil(parent) ? undefined : parent;
}

const membersOf = (actual: Canonical | undefined): readonly OrderMember[] =>
  isCanonicalList(actual) ? actual.filter((element) => element instanceof OrderMember) : [];

/**
 * The list of an order resource, in the order in which the portal shows it: by rising priority number. `priority` of a move = the
 * number that the service shows at that place now (numbers may have gaps, or begin elsewhere than at 0).
 */
export function orderState(
  property: string,
  noun: string,
  description: string,
  callOf: (move: Move & { readonly priority: number }) => Call,
): State {
  const type: ListType = {
    type: "list",
    ordered: true,
    of: { type: "string", format: "name", reference: { noun, send: "id" } },
  };
  return {
    property,
    parameter: "Priority",
    type,
    description,
    required: true,
    read: (object) => object.projection.members,
    managed: (actual, desired, resolve) =>
      listedInTurn({ type, declared: elementsIn(desired), actual: elementsIn(actual), resolve }),
    update: {
      kind: "calls",
      calls: (desired, actual, resolve) => {
        const members = membersOf(actual);
        const wanted = namedMembers({ type, declared: elementsIn(desired), actual: members, resolve });
        const moves = fewestMoves(
          members.map(rankedOf(members)),
          wanted.flatMap((index) => members[index ?? -1]?.id ?? []),
        );
        return moves.map((move) => callOf({ ...move, priority: members[move.index]?.priority ?? move.index }));
      },
    },
  };
}

/** A parent is returned as a GUID, a name, or a path or pair that ends in one. */
function rankedOf(members: readonly OrderMember[]): (member: OrderMember) => Ranked {
  const places = new Map<string, number>();
  members.forEach(({ keys }, place) => {
    for (const key of keys) if (!places.has(key)) places.set(key, place);
  });
  return ({ id, parent }) => {
    const keys = parent === undefined ? [] : keysOf(readReference(parent, "name"));
    const above = keys.flatMap((key) => places.get(key) ?? []).sort((a, b) => a - b)[0];
    return { id, parent: (above === undefined ? undefined : members[above]?.id) ?? keys.find(isGuid) };
  };
}

/**
 * The listed members as the program interleaves the levels: a sub-label moves with its parent, so only the order among objects of one
 * parent is anybody's to decide.
 */
function listedInTurn(request: MatchRequest): readonly Canonical[] {
  const { actual } = request;
  const { pairs } = matchElements(request);
  const places = namedMembers(request, pairs);
  const listed = new Set(pairs.map((pair) => pair.actual.index));
  const members = membersOf(actual);
  // State has names alone, as the program interleaved them.
  if (members.length < actual.length) return actual.filter((_, place) => listed.has(place));
  const levels = new Map<string, OrderMember[]>();
  const levelAt = levelsOf(members);
  members.forEach((member, place) => {
    if (!listed.has(place)) return;
    const level = levels.get(levelAt(place)) ?? [];
    levels.set(levelAt(place), [...level, member]);
  });
  return places.flatMap((place) => (place === undefined ? [] : (levels.get(levelAt(place))?.shift() ?? [])));
}

const levelsOf = (members: readonly OrderMember[]): ((place: number) => string) => {
  const levels = members.map(rankedOf(members)).map(({ parent }) => parent ?? "");
  return (place) => levels[place] ?? "";
};

/** For every element the place of the first member that it names. */
function namedMembers(request: MatchRequest, pairs = matchElements(request).pairs): readonly (number | undefined)[] {
  const places = new Map<number, number>();
  for (const { declared, actual } of pairs) if (!places.has(declared.index)) places.set(declared.index, actual.index);
  return request.declared.map((_, index) => places.get(index));
}
