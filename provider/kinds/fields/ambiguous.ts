import type { ValueType } from "../value-type";
import type { Canonical } from "./canonical";
import type { Element } from "./elements";
import { isAddress, isGuid, isNil, isUrl } from "./identifiers";

/** A returned element of which nobody can say whether it is one that the program declares. */
export interface AmbiguousElement {
  readonly element: Canonical;
  /** Declared elements that it may be. */
  readonly mayBe: readonly Canonical[];
}

/** Forms of identifiers, a bit each. */
const ADDRESS = 1;
const URL = 2;
const GUID = 4;
const NAME = 8;
/** `All` is no element among others: it is the same as nothing else. */
const ALL = 16;

const formOf = (key: string): number => (isAddress(key) ? ADDRESS : isUrl(key) ? URL : isGuid(key) ? GUID : NAME);

const formsOf = ({ keys }: Element): number =>
  keys.includes("all") ? ALL : keys.filter((key) => !isNil(key)).reduce((forms, key) => forms | formOf(key), 0);

/**
 * Elements that either side lacks and that may yet be the same: two identifiers of one form say whether they differ, an address and
 * a GUID say nothing (docs/service/reading.md#locations-as-text). References are compared by what they refer to.
 */
export function ambiguousAmong(
  of: ValueType,
  added: readonly Element[],
  surplus: readonly Element[],
): readonly AmbiguousElement[] {
  if (of.type !== "string" || of.reference || of.format !== "location") return [];
  const forms = added.map(formsOf);
  const incomparable = new Map<number, readonly Canonical[]>();
  return surplus.flatMap((element) => {
    const own = formsOf(element);
    const mayBe =
      incomparable.get(own) ?? added.filter((_, i) => !areComparable(own, forms[i] ?? 0)).map(({ value }) => value);
    incomparable.set(own, mayBe);
    return mayBe.length > 0 ? [{ element: element.value, mayBe }] : [];
  });
}

const areComparable = (a: number, b: number): boolean => ((a | b) & ALL) !== 0 || (a & b) !== 0;
