import type { ResolveReference } from "../reference";
import type { ListType, ValueType } from "../value-type";
import { type AmbiguousElement, ambiguousAmong } from "./ambiguous";
import type { Canonical } from "./canonical";
import { type Element, ElementIndex, elementRule, isLocation, sharesCertain } from "./elements";
import { type ExpandedGroup, expandedGroups } from "./groups";
import { isCertain, keysOf } from "./identifiers";
import { sameAs } from "./same";

/** What else identifies an element that a program declares: what state recorded of it, or what the service answers when asked. */
export type IdentitiesOf = (declared: Canonical) => readonly string[];

export interface MatchRequest {
  readonly type: ListType;
  readonly declared: readonly Canonical[];
  readonly actual: readonly Canonical[];
  readonly resolve: ResolveReference;
  readonly identitiesOf?: IdentitiesOf | undefined;
}

/** An element at its place in its list. */
export interface Placed {
  readonly value: Canonical;
  readonly index: number;
}

export interface Added extends Placed {
  /** An earlier element of the program says the same, in another spelling perhaps. */
  readonly repeats: boolean;
  /** The declared group, where it is one of its members that is missing. */
  readonly memberOf?: Canonical | undefined;
}

/** Which declared elements of a list are which returned ones. */
export interface ElementMatch {
  /** Every matched element of either side with the first one of the other that it is; by place in the program. */
  readonly pairs: readonly { readonly declared: Placed; readonly actual: Placed }[];
  /** Declared elements that nothing returned is. */
  readonly added: readonly Added[];
  /** Returned elements that nothing declared is. */
  readonly surplus: readonly Placed[];
  /** Declared elements that are matched by nothing but a name that they had or have, and that others may have got. */
  readonly byName: readonly Placed[];
  /** Of the surplus: elements that may yet be declared ones. */
  readonly ambiguous: readonly AmbiguousElement[];
}

/** Matches every element once, by a map over all identifiers that it carries: a list of thousands costs as much per element as one of ten. */
export function matchElements({ type, declared, actual, resolve, identitiesOf }: MatchRequest): ElementMatch {
  const rule = elementRule(type.of, resolve, sameAs(type.of, resolve));
  const wanted = new ElementIndex(
    rule,
    declared.map((value) => rule.element(value, identitiesOf?.(value))),
  );
  const present = new ElementIndex(
    rule,
    actual.map((value) => rule.element(value)),
  );
  const toActual = wanted.elements.map((element) => present.first(element));
  const toDeclared = present.elements.map((element) => wanted.first(element));
  const groups = isLocation(type.of)
    ? expandedGroups({
        rule,
        declared: unmatched(toActual).map((place) => [place, elementAt(wanted, place)]),
        actual: present.elements,
        resolve,
      })
    : [];
  for (const { declared: place, present: members } of groups) {
    toActual[place] = members[0];
    for (const member of members) toDeclared[member] ??= place;
  }
  const expanded = new Set(groups.map((group) => group.declared));
  const added = unmatched(toActual)
    .filter((index) => !expanded.has(index))
    .map((index) => ({ index, element: elementAt(wanted, index) }));
  const surplus = unmatched(toDeclared).map((index) => ({ index, element: elementAt(present, index) }));
  const byName = surplus.length === 0 || !resolve.locations ? [] : matchedByName(wanted, present, toActual);
  const doubtful = byName.filter((index) => !resolve.locations?.factsOf(elementAt(wanted, index).value).isRecipient);
  return {
    pairs: pairsOf(wanted, present, { toActual, toDeclared }),
    byName: byName.map((index) => ({ index, value: elementAt(wanted, index).value })),
    added: [
      ...added.map(({ index, element }) => ({
        index,
        value: element.value,
        repeats: (wanted.first(element) ?? index) < index,
      })),
      ...missingMembers(groups, declared),
    ],
    surplus: surplus.map(({ index, element }) => ({ index, value: element.value })),
    ambiguous: ambiguousAmong(
      { of: type.of, resolve },
      [...added.map(({ element }) => element), ...doubtful.map((index) => elementAt(wanted, index))],
      surplus.map(({ element }) => element),
    ),
  };
}

/** Not those that Get returns as they are spelled. */
function matchedByName(wanted: ElementIndex, present: ElementIndex, toActual: Places): readonly number[] {
  return toActual.flatMap((place, index) => {
    if (place === undefined) return [];
    const [declared, actual] = [elementAt(wanted, index), elementAt(present, place)];
    const isSpelled = keysOf(declared.value).some((key) => actual.keys.includes(key));
    return isSpelled || sharesCertain(declared, actual) ? [] : [index];
  });
}

/** Somebody who is in two declared groups is added once. */
function missingMembers(groups: readonly ExpandedGroup[], declared: readonly Canonical[]): readonly Added[] {
  const seen = new Set<string>();
  return groups.flatMap(({ declared: index, missing }) =>
    missing.map(({ show, keys }) => {
      const repeats = keys.some((key) => isCertain(key) && seen.has(key));
      keys.forEach((key) => seen.add(key));
      return { index, value: show, repeats, memberOf: declared[index] };
    }),
  );
}

type Places = readonly (number | undefined)[];

const unmatched = (places: Places): readonly number[] =>
  places.flatMap((place, index) => (place === undefined ? [index] : []));

function elementAt(index: ElementIndex, place: number): Element {
  const element = index.elements[place];
  if (!element) throw new RangeError(`no element ${place}`);
  return element;
}

function pairsOf(
  wanted: ElementIndex,
  present: ElementIndex,
  { toActual, toDeclared }: { readonly toActual: Places; readonly toDeclared: Places },
): ElementMatch["pairs"] {
  const places = [
    ...toActual.flatMap((actual, declared) => (actual === undefined ? [] : [{ declared, actual }])),
    ...toDeclared.flatMap((declared, actual) =>
      declared === undefined || toActual[declared] === actual ? [] : [{ declared, actual }],
    ),
  ];
  return places
    .sort((a, b) => a.declared - b.declared || a.actual - b.actual)
    .map(({ declared, actual }) => ({
      declared: { index: declared, value: elementAt(wanted, declared).value },
      actual: { index: actual, value: elementAt(present, actual).value },
    }));
}

/** A set without what an earlier element says already, in another spelling perhaps: the service refuses to add one thing twice. */
export function distinct(
  of: ValueType,
  elements: readonly Canonical[],
  resolve: ResolveReference,
): readonly Canonical[] {
  const rule = elementRule(of, resolve, sameAs(of, resolve));
  const index = new ElementIndex(
    rule,
    elements.map((value) => rule.element(value)),
  );
  return elements.filter((_, place) => (index.first(elementAt(index, place)) ?? place) === place);
}
