import { type Kind, type ListVariant, propertyName } from "../../kinds";
import { queryKey, type ListQuery } from "../../session";
import type { CanonicalRecord } from "../../kinds/fields/canonical";
import { isSecret, type Plain, plainOf } from "../../values";
import { normalizeName } from "../operation/names";
import type { ListQueries } from "../operation/operation";
import type { AnyProperties } from "../types";

export type PlainProperties = { readonly [property: string]: Plain };

/** `parents`: ids of the objects that can hold it, for kinds whose lists go by parent. */
export function listQueriesOf(kind: Kind, properties: CanonicalRecord, parents: readonly string[]): ListQueries {
  const { lists } = kind;
  if (lists.kind === "perParent") {
    const { cmdlet, parameters, parameter } = lists;
    return { preferred: parents.map((id) => ({ cmdlet, parameters: { ...parameters, [parameter]: id } })), others: [] };
  }
  const applies = (variant: ListVariant): boolean => {
    const selected = selectedBy(variant);
    if (!selected) return true;
    const own = properties[selected.property] ?? kind.field(selected.property)?.default;
    return normalizeName(String(own)) === normalizeName(String(selected.value));
  };
  return {
    preferred: lists.variants.filter(applies).map(queryOf),
    others: lists.variants.filter((variant) => !applies(variant)).map(queryOf),
  };
}

const selectedBy = ({ selector, parameters }: ListVariant) => {
  const value = selector === undefined ? undefined : parameters[selector];
  return selector === undefined || value === undefined
    ? undefined
    : { selector, property: propertyName(selector), value };
};

const queryOf = ({ cmdlet, parameters }: ListVariant): ListQuery => ({ cmdlet, parameters });

/** What a list says of all objects in it, as Get would return it: the parameter that selected them. */
export function impliedByList({ lists }: Kind, asked: ListQuery | undefined): PlainProperties {
  if (lists.kind !== "variants" || !asked) return {};
  const variant = lists.variants.find((candidate) => queryKey(queryOf(candidate)) === queryKey(asked));
  const selected = variant && selectedBy(variant);
  return selected ? { [selected.selector]: selected.value } : {};
}

/**
 * Of the properties of an object: those that also say in which list of `kind` its parent, child or reference is. What belongs to a
 * priority clean-up is one.
 */
export function listSelectors({ lists }: Kind, properties: AnyProperties): PlainProperties {
  const names =
    lists.kind === "variants" ? lists.variants.flatMap((variant) => selectedBy(variant)?.property ?? []) : [];
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => {
      const value = properties[name];
      const plain = isSecret(value) ? plainOf(value.value) : value;
      return plain === undefined || typeof plain === "object" ? [] : [[name, plain] as const];
    }),
  );
}
