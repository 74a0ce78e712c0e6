import type { ResolveReference } from "../reference";
import type { ValueType } from "../value-type";
import { type Canonical, isEmpty } from "./canonical";
import { comparisonKey } from "./comparison-key";
import { identifierKey, identifierKeys, isCertain, isGuid, keysOf } from "./identifiers";
import { type Named, named } from "./named";

/** An element of a list with all that it can be found by. */
export interface Element {
  readonly value: Canonical;
  readonly keys: readonly string[];
  /** Keys of the elements that it is the same as; default: its own. */
  readonly seeks?: readonly string[] | undefined;
}

/** How the elements of one list are found among those of another. */
export interface ElementRule {
  /** `identities`: what else is known to identify it. */
  element(value: Canonical, identities?: readonly string[]): Element;
  /** Are two elements that share a key the same? */
  same(a: Element, b: Element): boolean;
}

type Compare = (a: Canonical, b: Canonical) => boolean;

/** No identifier of anything: the key of elements that say nothing. */
const EMPTY_KEY = "\0";

/** `compare`: how two elements are compared without keys. */
export function elementRule(of: ValueType, resolve: ResolveReference, compare: Compare): ElementRule {
  const rule = ruleOf(of, resolve, compare);
  return {
    ...rule,
    element: (value, identities = []) =>
      isEmpty(value) ? { value, keys: [EMPTY_KEY] } : rule.element(value, identities.flatMap(identifierKeys)),
  };
}

interface Rule extends ElementRule {
  element(value: Canonical, identities: readonly string[]): Element;
}

function ruleOf(of: ValueType, resolve: ResolveReference, compare: Compare): Rule {
  if (of.type === "string" && of.reference) {
    const { noun } = of.reference;
    return {
      element: (value, identities) => reference(value, named(noun, value, resolve), identities),
      same: () => true,
    };
  }
  if (isLocation(of)) return locationRule(resolve);
  return {
    element: (value) => ({ value, keys: [comparisonKey(of, value)] }),
    same: (a, b) => compare(a.value, b.value),
  };
}

/** Does a value of this type name a person, group or site? */
export const isLocation = (of: ValueType): boolean =>
  of.type === "string" && of.reference === undefined && (of.format === "location" || of.format === "url");

function locationRule({ locations }: ResolveReference): Rule {
  if (!locations)
    return { element: (value, identities) => ({ value, keys: [...keysOf(value), ...identities] }), same: () => true };
  return {
    element: (value, identities) => ({
      value,
      keys: [...new Set([...keysOf(value), ...locations.keysOf(value), ...identities])],
    }),
    same: (a, b) => sharesCertain(a, b) || !differInId(a, b),
  };
}

/** Have they a key that names one thing alone? */
export const sharesCertain = (a: Element, b: Element): boolean =>
  a.keys.some((key) => isCertain(key) && b.keys.includes(key));

/** Two ids say more than a name that both have: people of one name are not one person. */
function differInId(a: Element, b: Element): boolean {
  const [own, others] = [a.keys.filter(isGuid), b.keys.filter(isGuid)];
  return own.length > 0 && others.length > 0 && !own.some((id) => others.includes(id));
}

/** Two that are certain are the same by id alone; one that is not, by whatever both are called. */
function reference(value: Canonical, { target, keys: own }: Named, identities: readonly string[]): Element {
  const id = target ? [`id:${identifierKey(target.id)}`] : [];
  const names = [...own, ...identities];
  const certain = names.map((name) => `certain:${name}`);
  const uncertain = names.map((name) => `uncertain:${name}`);
  return target && !target.ambiguous
    ? { value, keys: [...id, ...certain], seeks: [...id, ...uncertain] }
    : { value, keys: [...id, ...uncertain], seeks: [...id, ...uncertain, ...certain] };
}

/** Elements by everything that they can be found by, worked out once for each. */
export class ElementIndex {
  readonly #places = new Map<string, number[]>();

  constructor(
    private readonly rule: ElementRule,
    readonly elements: readonly Element[],
  ) {
    elements.forEach((element, place) => {
      for (const key of element.keys) {
        const places = this.#places.get(key);
        if (!places) this.#places.set(key, [place]);
        else if (places.at(-1) !== place) places.push(place);
      }
    });
  }

  /** Places of all elements that are the same. */
  all(element: Element): readonly number[] {
    const places = (element.seeks ?? element.keys).flatMap((key) => this.#places.get(key) ?? []);
    return [...new Set(places)].filter((place) => {
      const candidate = this.elements[place];
      return candidate !== undefined && this.rule.same(element, candidate);
    });
  }

  /** Place of the first element that is the same. */
  first(element: Element): number | undefined {
    let first: number | undefined;
    for (const key of element.seeks ?? element.keys) {
      for (const place of this.#places.get(key) ?? []) {
        if (first !== undefined && place >= first) break;
        const candidate = this.elements[place];
        if (candidate !== undefined && this.rule.same(element, candidate)) {
          first = place;
          break;
        }
      }
    }
    return first;
  }
}
