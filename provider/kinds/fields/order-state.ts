import type { Call, State } from "../define";
import { identifierKey, isGuid, isIdentified, isNil, keysOf, readReference } from "./identifiers";
import { fewestMoves, type Move, type Ranked } from "./order";
import { sameAs } from "./same";
import type { ResolveReference } from "../reference";
import type { ListType } from "../value-type";
import { WireReader } from "../wire-reader";
import type { Plain, WireObject } from "../../values";

/** Property of the projected list object that holds its members in order. */
const MEMBERS = "$members";

const numberOf = (object: WireReader): number => Number(object.text("Priority") ?? Number.NaN);

/** One object that stands for the whole list: its living members by rising priority number. */
export const orderProject =
  (isGone: (object: WireReader) => boolean) =>
  (objects: readonly WireObject[]): readonly WireObject[] => {
    const members = objects
      .map((object) => new WireReader(object))
      .filter((object) => !isGone(object) && !Number.isNaN(numberOf(object)))
      .sort((a, b) => numberOf(a) - numberOf(b))
      .map((object) => ({
        id: object.guid() ?? "",
        name: object.text("Name") ?? "",
        parent: parentOf(object),
        priority: numberOf(object),
      }));
    return [{ [MEMBERS]: members.map((member) => ({ ...member, parent: member.parent ?? null })) }];
  };

function parentOf(object: WireReader): string | undefined {
  const parent = object.text("ParentId");
  return parent === undefined || isNil(parent) ? undefined : parent;
}

interface Member {
  readonly show: string;
  readonly remove: string;
  readonly keys: readonly string[];
  readonly parent: string | null;
  readonly priority: number;
}

const membersOf = (actual: Plain | undefined): readonly Member[] =>
  (Array.isArray(actual) ? actual : []) as unknown as readonly Member[];

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
    read: (object) => {
      const members = object.get(MEMBERS);
      if (!Array.isArray(members)) return undefined;
      return (members as readonly { id: string; name: string; parent: string | null; priority: number }[]).map(
        ({ id, name, parent, priority }) => ({
          show: name,
          remove: id,
          keys: [identifierKey(id), identifierKey(name)],
          parent,
          priority,
        }),
      );
    },
    managed: (actual, desired, resolve) => levelled(membersOf(actual), desired, type, resolve) as unknown as Plain,
    update: {
      kind: "calls",
      calls: (desired, actual, resolve) => {
        const members = membersOf(actual);
        const wanted = (Array.isArray(desired) ? (desired as readonly Plain[]) : []).flatMap(
          (element) => listed(members, [element], type, resolve)[0]?.remove ?? [],
        );
        const moves = fewestMoves(members.map(rankedOf(members)), wanted);
        return moves.map((move) => callOf({ ...move, priority: members[move.index]?.priority ?? move.index }));
      },
    },
  };
}

/** A parent is told by GUID, by name, or by a path or pair that ends in one. */
const rankedOf =
  (members: readonly Member[]) =>
  ({ remove, parent }: Member): Ranked => {
    const keys = parent === null ? [] : keysOf(readReference(parent, "name"));
    const above = members.find((member) => member.keys.some((key) => keys.includes(key)));
    return { id: remove, parent: above?.remove ?? keys.find(isGuid) };
  };

/**
 * The listed members as the program interleaves the levels: a sub-label moves with its parent, so only the order among objects of one
 * parent is anybody's to decide.
 */
function levelled(
  members: readonly Member[],
  desired: Plain,
  type: ListType,
  resolve: ResolveReference,
): readonly Member[] {
  // State has names alone, as the program interleaved them.
  if (!members.every((member) => isIdentified(member as unknown as Plain)))
    return listed(members, desired, type, resolve);
  const levelOf = (member: Member): string => rankedOf(members)(member).parent ?? "";
  const waiting = listed(members, desired, type, resolve);
  const levels = new Map<string, Member[]>();
  for (const member of waiting) levels.set(levelOf(member), [...(levels.get(levelOf(member)) ?? []), member]);
  const elements = Array.isArray(desired) ? (desired as readonly Plain[]) : [];
  return elements.flatMap((element) => {
    const [own] = listed(waiting, [element], type, resolve);
    return (own && levels.get(levelOf(own))?.shift()) ?? [];
  });
}

function listed(
  members: readonly Member[],
  desired: Plain,
  type: ListType,
  resolve: ResolveReference,
): readonly Member[] {
  const same = sameAs(type.of, resolve);
  const elements = Array.isArray(desired) ? (desired as readonly Plain[]) : [];
  return members.filter((member) => elements.some((element) => same(element, member as unknown as Plain)));
}
