import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { pick } from "../../ids";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import type { FieldRule } from "../../noun";
import { invalidSensitiveInformation, resolveType, type SensitiveType } from "./sensitive-type";

/**
 * `ContentContainsSensitiveInformation` and its exception: what kinds of content a rule looks for, flat or in groups
 * with an operator. Written as tables; read with ids and a rule package id added, all values text
 * (docs/service/dlp.md#sensitive-information).
 */
export const sensitiveInformation = (rule: string): FieldRule => ({
  accept: (value, { store }) => acceptElement(value, store),
  import: (value) => fromPairs(value),
  show: (value, { store, canonical, nested }) => {
    const shown = canonical || !store.recorded ? value : withoutRulePacks(value);
    // Pairs are what JSON makes of a table: CLIXML has tables.
    return nested !== "typed" && readsAsPairs(store, rule) ? toPairs(shown) : shown;
  },
});

/**
 * REST returns nested arrays of `{_key,_value}` (docs/service/dlp.md#sensitive-information), other readers met plain tables: a
 * tenant shows one.
 */
export const readsAsPairs = (store: Store, rule: string): boolean =>
  pick(2, "sensitive information shape", store.seed, store.tenantId, rule) === 0;

function acceptElement(value: Json, store: Store): Json {
  if (!isObject(value)) throw invalidSensitiveInformation();
  const groups = member(value, "groups");
  if (groups === undefined) return asTextValues(resolveType(value, store));
  return {
    operator: operatorOf(value, "And"),
    groups: asList(groups).map((group) => acceptGroup(group, store)),
  };
}

function acceptGroup(value: Json, store: Store): Json {
  if (!isObject(value)) throw invalidSensitiveInformation();
  const types = asList(member(value, "sensitivetypes"));
  const labels = asList(member(value, "labels"));
  if (types.length + labels.length === 0) throw invalidSensitiveInformation();
  return {
    name: asText(member(value, "name")) || "Default",
    operator: operatorOf(value, "Or"),
    ...(types.length > 0 && { sensitivetypes: types.map((type) => asTextValues(resolveType(type, store))) }),
    ...(labels.length > 0 && { labels: labels.map((label) => acceptLabel(label, store)) }),
  };
}

/** `And` or `Or`, in the service's spelling. */
export function operatorOf(value: JsonObject, usual: "And" | "Or"): string {
  const given = asText(member(value, "operator")).trim() || usual;
  const known = ["And", "Or"].find((operator) => fold(operator) === fold(given));
  if (known === undefined) throw invalidSensitiveInformation();
  return known;
}

/** A label keeps the name that it was given by; its id is added where it is known. */
export function acceptLabel(value: Json, store: Store): JsonObject {
  if (!isObject(value)) throw invalidSensitiveInformation();
  const given = lowered(value);
  const name = asText(given.name) || asText(given.id);
  if (name === "") throw invalidSensitiveInformation();
  const label = store.find("Label", asText(given.id) || name) ?? store.find("Label", name);
  return { ...given, name, ...(label && { id: label.guid }), type: asText(given.type) || "Sensitivity" };
}

/** Keys in lower case, values as text (docs/service/dlp.md#sensitive-information). */
export function asTextValues({ name, id, classifier, rulePack, range }: SensitiveType): JsonObject {
  if (!range) return { name, id, classifiertype: classifier, rulePackId: rulePack };
  return {
    name,
    id,
    mincount: String(range.minCount),
    maxcount: String(range.maxCount),
    confidencelevel: range.level,
    minconfidence: String(range.minConfidence),
    maxconfidence: String(range.maxConfidence),
    classifiertype: classifier,
    rulePackId: rulePack,
  };
}

const lowered = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [fold(key), asText(inner)]));

/** The recorded tenants did not show the packages. */
function withoutRulePacks(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutRulePacks);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "rulePackId");
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutRulePacks(inner)]));
}

function toPairs(value: Json): Json {
  if (Array.isArray(value)) return value.map(toPairs);
  if (!isObject(value)) return value;
  return Object.entries(value).map(([key, inner]) => ({ _key: key, _value: toPairs(inner) }));
}

const isPair = (value: Json): value is { _key: string; _value: Json } => isObject(value) && "_key" in value;

/** What a read returned, put back through the control API: as it is, for a tenant may hold types that nobody knows any more. */
function fromPairs(value: Json): Json {
  if (Array.isArray(value) && value.length > 0 && value.every(isPair))
    return Object.fromEntries(value.map(({ _key, _value }) => [_key, fromPairs(_value)]));
  if (Array.isArray(value)) return value.map(fromPairs);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fromPairs(v)])) : value;
}
