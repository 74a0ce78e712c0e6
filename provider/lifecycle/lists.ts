import type { Kind, Lists, ListVariant } from "../kinds";
import type { ListQuery } from "../session/contract";
import type { Plain } from "../values";

export type PlainProperties = { readonly [property: string]: Plain };

/** The lists that an object of a kind can be in. */
export interface Whereabouts {
  /** Where it is by all that its properties say. */
  readonly likely: readonly ListQuery[];
  /** The others: the object must be missing there too before it counts as gone. */
  readonly others: readonly ListQuery[];
}

/** `parents`: ids of the objects that can hold it, for kinds whose lists go by parent. */
export function whereaboutsOf(lists: Lists, properties: PlainProperties, parents: readonly string[]): Whereabouts {
  if (lists.kind === "perParent") {
    const { cmdlet, parameters, parameter } = lists;
    return { likely: parents.map((id) => ({ cmdlet, parameters: { ...parameters, [parameter]: id } })), others: [] };
  }
  const applies = (variant: ListVariant): boolean => variant.when?.(properties) ?? true;
  return {
    likely: lists.variants.filter(applies).map(queryOf),
    others: lists.variants.filter((variant) => !applies(variant)).map(queryOf),
  };
}

const queryOf = ({ cmdlet, parameters }: ListVariant): ListQuery => ({ cmdlet, parameters });

export const allQueries = ({ likely, others }: Whereabouts): readonly ListQuery[] => [...likely, ...others];

export const queryKey = ({ cmdlet, parameters }: ListQuery): string =>
  `${cmdlet} ${JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)))}`.toLowerCase();

/** The property that says in which parent's list the object is; undefined when the lists do not go by parent. */
export const parentListOf = (kind: Kind): { readonly property: string; readonly noun: string } | undefined =>
  kind.lists.kind === "perParent" ? { property: kind.lists.property, noun: kind.lists.noun } : undefined;
