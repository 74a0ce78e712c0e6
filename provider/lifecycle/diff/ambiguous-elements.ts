import type { Field } from "../../kinds";
import { type Canonical, isCanonicalList, showOf } from "../../kinds/fields/canonical";
import { isAddress, isGuid, isNil, isUrl, keysOf, removalOf } from "../../kinds/fields/identifiers";
import { sameAs } from "../../kinds/fields/same";
import type { ResolveReference } from "../types";

/** An element of the tenant of which nobody can tell whether it is one that the program declares. */
export interface Lookalike {
  readonly element: Canonical;
  /** Declared elements that it may be. */
  readonly mayBe: readonly Canonical[];
}

type Form = "address" | "url" | "guid" | "name";

const formOf = (key: string): Form => (isAddress(key) ? "address" : isUrl(key) ? "url" : isGuid(key) ? "guid" : "name");

const formsOf = (element: Canonical): ReadonlySet<Form> =>
  new Set(
    keysOf(element)
      .filter((key) => !isNil(key))
      .map(formOf),
  );

/** Two identifiers of one form say whether elements differ; an address and a GUID say nothing (lessons.md 3: `Name` may be the display name). */
export function areComparable(a: Canonical, b: Canonical): boolean {
  if ([a, b].some((element) => keysOf(element).includes("all"))) return true;
  const forms = formsOf(b);
  return [...formsOf(a)].some((form) => forms.has(form));
}

/** Elements that either side lacks and that may yet be the same; references are compared by what they refer to. */
export function lookalikes(
  field: Field,
  desired: Canonical | undefined,
  actual: Canonical | undefined,
  resolve: ResolveReference,
): readonly Lookalike[] {
  const { type } = field;
  if (type.type !== "list" || type.of.type !== "string" || type.of.reference || type.of.format !== "location")
    return [];
  if (!isCanonicalList(desired) || !isCanonicalList(actual)) return [];
  const same = sameAs(type.of, resolve);
  const [wanted, living] = [desired, actual];
  const missing = wanted.filter((element) => !living.some((other) => same(element, other)));
  return living
    .filter((element) => !wanted.some((other) => same(other, element)))
    .map((element) => ({ element, mayBe: missing.filter((other) => !areComparable(element, other)) }))
    .filter(({ mayBe }) => mayBe.length > 0);
}

/** What people can look it up by. */
export function nameOf(element: Canonical): string {
  const [shown, sure] = [showOf(element), removalOf(element)];
  const text = JSON.stringify(shown);
  return sure === undefined || sure === shown ? text : `${text} (${sure})`;
}

export const riddleOf = ({ element, mayBe }: Lookalike): string =>
  `${nameOf(element)} may or may not be ${mayBe.map((other) => JSON.stringify(showOf(other))).join(" or ")}`;

/** The program can name it as the service does: by what Set and New take as well. */
export function cureOf(riddles: readonly Lookalike[]): string {
  const names = riddles.map(({ element }) => JSON.stringify(removalOf(element) ?? showOf(element))).join(", ");
  return `Declare what is meant as the service tells it (${names}): instead of the declared spelling where it is the same, beside it where it is another; or remove it in the portal.`;
}
