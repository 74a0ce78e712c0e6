import type { LocationFacts } from "../location";
import type { ResolveReference } from "../reference";
import type { ValueType } from "../value-type";
import type { Canonical } from "./canonical";
import { type Element, isLocation } from "./elements";
import { isAddress, isGuid, isNil, isUrl } from "./identifiers";

/** A returned element of which nobody can say whether it is one that the program declares. */
export interface AmbiguousElement {
  readonly element: Canonical;
  /** Declared elements that it may be. */
  readonly mayBe: readonly Canonical[];
  /** Those who are called so, where there are several. */
  readonly candidates?: readonly string[] | undefined;
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

/** An element with what decides whether it may be another. */
interface Suspect {
  readonly element: Element;
  readonly forms: number;
  readonly facts: LocationFacts;
}

const UNKNOWN: LocationFacts = { isRecipient: false, isNobody: false, isRecorded: false, sharedNames: [] };

/**
 * Elements that either side lacks and that may yet be the same: two identifiers of one form say whether they differ, an address and
 * a GUID say nothing (docs/service/reading.md#locations-as-text), and what one was called yesterday says nothing of today. References
 * are compared by what they refer to.
 */
export function ambiguousAmong(
  { of, resolve }: { readonly of: ValueType; readonly resolve: ResolveReference },
  added: readonly Element[],
  surplus: readonly Element[],
): readonly AmbiguousElement[] {
  if (!isLocation(of) || of.type !== "string" || (of.format !== "location" && !resolve.locations)) return [];
  const { locations } = resolve;
  const suspect = (element: Element): Suspect => ({
    element,
    forms: formsOf(element),
    facts: locations?.factsOf(element.value) ?? UNKNOWN,
  });
  const wanted = added.map(suspect);
  const byName = namesOf(wanted);
  const byClass = new Map<string, readonly Canonical[]>();
  return surplus.flatMap((element) => {
    const own = suspect(element);
    const key = classOf(own);
    const possible = byClass.get(key) ?? wanted.filter((other) => mayBeSame(other, own)).map(valueOf);
    byClass.set(key, possible);
    const namesakes = own.facts.isRecipient ? [] : element.keys.flatMap((name) => byName.get(name) ?? []);
    const mayBe = [...possible, ...namesakes.filter((other) => !possible.includes(other))];
    if (mayBe.length === 0) return [];
    const candidates = locations?.candidatesFor(element.value) ?? [];
    return [{ element: element.value, mayBe, ...(candidates.length > 1 && { candidates }) }];
  });
}

const valueOf = ({ element: { value } }: Suspect): Canonical => value;

/** Declared elements by their names: a returned one of that name that is not the same has another id, or one of several people's name. */
function namesOf(added: readonly Suspect[]): ReadonlyMap<string, readonly Canonical[]> {
  const byName = new Map<string, Canonical[]>();
  for (const { element, facts } of added)
    for (const key of [...element.keys, ...facts.sharedNames]) {
      if (formOf(key) !== NAME) continue;
      const same = byName.get(key);
      if (same) same.push(element.value);
      else byName.set(key, [element.value]);
    }
  return byName;
}

const classOf = ({ forms, facts }: Suspect): string =>
  [forms, facts.isRecipient, facts.isNobody, facts.isRecorded].join();

/** By the classes of the two alone. */
function mayBeSame(declared: Suspect, returned: Suspect): boolean {
  if (((declared.forms | returned.forms) & ALL) !== 0) return false;
  if ((declared.forms & returned.forms & GUID) !== 0) return false;
  const { isRecorded: was, isRecipient } = declared.facts;
  const { isRecorded, isNobody } = returned.facts;
  if (isRecipient && returned.facts.isRecipient) return false;
  // What was declared and there, and cannot be found now, may be what has appeared.
  if (was && !isRecorded && (!isRecipient || isNobody)) return true;
  // A recipient is known by all that it is called.
  if (returned.facts.isRecipient) return false;
  if (isRecipient) return isNobody && !isRecorded && returned.forms === NAME;
  return (declared.forms & returned.forms) === 0;
}
