import type { Call } from "../call";
import type { StoredObject } from "../entry";
import { asList, asText, fold } from "../json";

const scopeProperties = ["PolicyRBACScopes", "AdministrativeUnit"];

/**
 * An administrator of administrative units sees and changes what is scoped to them (docs/service/cmdlets.md#rbac-scopes). Nouns
 * that can't be scoped are everybody's.
 */
export function inUnits({ caller, store, noun }: Call, { properties }: StoredObject): boolean {
  const units = caller.administrativeUnits?.map(fold);
  if (!units) return true;
  const scopable = store.plan(noun).fields.filter(({ name }) => scopeProperties.includes(name));
  const scopes = scopable.flatMap(({ name }) => asList(properties[name]));
  return scopable.length === 0 || scopes.some((scope) => units.includes(fold(asText(scope))));
}
