import type { ReferenceTarget, ResolveReference } from "../reference";
import type { ValueType } from "../value-type";
import { type Canonical, isEmpty } from "./canonical";
import { comparisonKey } from "./comparison-key";
import { identifierKeys, keysOf } from "./identifiers";
import { named, nameSame } from "./named";

/** An element of a list with all that it can be found by. */
export interface Element {
  readonly value: Canonical;
  readonly keys: readonly string[];
  /** What a reference names. */
  readonly target?: ReferenceTarget | undefined;
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
  const { keysFor, same } = ruleOf(of, resolve, compare);
  return {
    element: (value, identities = []) => (isEmpty(value) ? { value, keys: [EMPTY_KEY] } : keysFor(value, identities)),
    same: (a, b) => (a.keys[0] === EMPTY_KEY || b.keys[0] === EMPTY_KEY ? a.keys[0] === b.keys[0] : same(a, b)),
  };
}

interface Rule {
  keysFor(value: Canonical, identities: readonly string[]): Element;
  same(a: Element, b: Element): boolean;
}

const always = (): boolean => true;

function ruleOf(of: ValueType, resolve: ResolveReference, compare: Compare): Rule {
  if (of.type === "string" && of.reference) {
    const { noun } = of.reference;
    return {
      keysFor: (value, identities) => withIdentities({ value, ...named(noun, value, resolve) }, identities),
      same: (a, b) => nameSame({ target: undefined, ...a }, { target: undefined, ...b }),
    };
  }
  if (of.type === "string" && (of.format === "location" || of.format === "url"))
    return {
      keysFor: (value, identities) => withIdentities({ value, keys: keysOf(value) }, identities),
      same: always,
    };
  return {
    keysFor: (value) => ({ value, keys: [comparisonKey(of, value)] }),
    same: (a, b) => compare(a.value, b.value),
  };
}

const withIdentities = (element: Element, identities: readonly string[]): Element =>
  identities.length === 0 ? element : { ...element, keys: [...element.keys, ...identities.flatMap(identifierKeys)] };

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

  /** Place of the first element that is the same. */
  first(element: Element): number | undefined {
    let first: number | undefined;
    for (const key of element.keys) {
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
