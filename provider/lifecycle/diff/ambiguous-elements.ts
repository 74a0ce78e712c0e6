import type { AmbiguousElement } from "../../kinds/fields/ambiguous";
import { type Canonical, showOf } from "../../kinds/fields/canonical";
import { removalOf } from "../../kinds/fields/identifiers";

/** What people can look it up by. */
export function nameOf(element: Canonical): string {
  const [shown, sure] = [showOf(element), removalOf(element)];
  const text = JSON.stringify(shown);
  return sure === undefined || sure === shown ? text : `${text} (${sure})`;
}

/** A message names the first few; a policy holds a thousand. */
const NAMED = 10;

function listed<T>(items: readonly T[], word: string, nameIt: (item: T) => string): string {
  const names = items.slice(0, NAMED).map(nameIt);
  const rest = items.length - names.length;
  return [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(word);
}

export const describeAmbiguity = (elements: readonly AmbiguousElement[]): string =>
  listed(elements, "; ", ({ element, mayBe, candidates = [] }) => {
    const declared = listed(mayBe, " or ", (other) => JSON.stringify(showOf(other)));
    return `${nameOf(element)} may or may not be ${declared}${whoElse(candidates)}`;
  });

export const describeShared = (
  elements: readonly { readonly element: Canonical; readonly candidates: readonly string[] }[],
): string => listed(elements, ", ", ({ element, candidates }) => `${nameOf(element)}${whoElse(candidates)}`);

const whoElse = (candidates: readonly string[]): string =>
  candidates.length > 1 ? ` (several are called so: ${listed(candidates, ", ", (candidate) => candidate)})` : "";

/** The program can name it as the service does: by what Set and New take as well. */
export function ambiguityAdvice(elements: readonly AmbiguousElement[]): string {
  const names = listed(elements, ", ", ({ element }) => JSON.stringify(removalOf(element) ?? showOf(element)));
  return `Use the value that Get returns (${names}). Where it is the declared one, write it instead of the declared spelling; where it is another, declare both; or remove it in the portal.`;
}
