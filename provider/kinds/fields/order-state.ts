import type { Call, State } from "../define";
import type { WireObject } from "../../values";
import type { ResolveReference } from "../reference";
import type { ListType } from "../value-type";
import { WireReader } from "../wire-reader";
import { type Canonical, elementsOf, Identified, isCanonicalList } from "./canonical";
import { identifierKey, isGuid, isNil, keysOf, readReference } from "./identifiers";
import { fewestMoves, type Move, type Ranked } from "./order";
import { projected } from "./projection";
import { sameAs } from "./same";

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

/** One object that stands for the whole list: its active members by rising priority number. */
export const orderProject =
  (isGone: (object: WireReader) => boolean) =>
  (objects: readonly WireObject[]): readonly WireObject[] => {
    const members = objects
      .map((object) => new WireReader(object))
      .filter((object) => !isGone(object) && !Number.isNaN(numberOf(object)))
      .sort((a, b) => numberOf(a) - numberOf(b))
      .map(
        (object) => new OrderMember(object.guid() ?? "", object.text("Name") ?? "", parentOf(object), numberOf(object)),
      );
    return [projected({}, { members })];
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
    managed: (actual, desired, resolve) => listedInTurn(elementsOf(actual), desired, type, resolve),
    update: {
      kind: "calls",
      calls: (desired, actual, resolve) => {
        const members = membersOf(actual);
        const wanted = elementsOf(desired).flatMap((element) => listed(members, [element], type, resolve)[0]?.id ?? []);
        const moves = fewestMoves(members.map(rankedOf(members)), wanted);
        return moves.map((move) => callOf({ ...move, priority: members[move.index]?.priority ?? move.index }));
      },
    },
  };
}

/** A parent is returned as a GUID, a name, or a path or pair that ends in one. */
const rankedOf =
  (members: readonly OrderMember[]) =>
  ({ id, parent }: OrderMember): Ranked => {
    const keys = parent === undefined ? [] : keysOf(readReference(parent, "name"));
    const above = members.find((member) => member.keys.some((key) => keys.includes(key)));
    return { id, parent: above?.id ?? keys.find(isGuid) };
  };

/**
 * The listed members as the program interleaves the levels: a sub-label moves with its parent, so only the order among objects of one
 * parent is anybody's to decide.
 */
function listedInTurn(
  actual: readonly Canonical[],
  desired: Canonical,
  type: ListType,
  resolve: ResolveReference,
): readonly Canonical[] {
  const members = membersOf(actual);
  const elements = elementsOf(desired);
  // State has names alone, as the program interleaved them.
  if (members.length < actual.length) return listed(actual, elements, type, resolve);
  const ranked = rankedOf(members);
  const levelOf = (member: OrderMember): string => ranked(member).parent ?? "";
  const waiting = listed(members, elements, type, resolve);
  const levels = new Map<string, OrderMember[]>();
  for (const member of waiting) levels.set(levelOf(member), [...(levels.get(levelOf(member)) ?? []), member]);
  return elements.flatMap((element) => {
    const [own] = listed(waiting, [element], type, resolve);
    return (own && levels.get(levelOf(own))?.shift()) ?? [];
  });
}

function listed<T extends Canonical>(
  members: readonly T[],
  elements: readonly Canonical[],
  type: ListType,
  resolve: ResolveReference,
): readonly T[] {
  const same = sameAs(type.of, resolve);
  return members.filter((member) => elements.some((element) => same(element, member)));
}
