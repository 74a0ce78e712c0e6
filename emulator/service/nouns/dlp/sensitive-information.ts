import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { badArgument } from "../../faults";
import { guidOf, isGuid, pick } from "../../ids";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import type { FieldRule } from "../../noun";

const noun = "DlpSensitiveInformationType";

/** Microsoft's own rule package, which every built-in type belongs to. */
const builtInPackage = "00000000-0000-0000-0000-000000000000";

/** How many detections are looked for, and how sure, where the writer says nothing [inferred]. */
const defaults: Readonly<Record<string, string>> = { mincount: "1", maxcount: "-1", confidencelevel: "High" };

/**
 * `ContentContainsSensitiveInformation` and its exception: what kinds of content a rule looks for, flat or in groups
 * with an operator. Written as tables; read with ids and a rule package id added, all values text
 * (docs/service/dlp.md#sensitive-information).
 */
export const sensitiveInformation = (rule: string, property: string): FieldRule => ({
  accept: (value, { store }) => acceptElement(value, store, property),
  import: (value, store) => acceptElement(fromPairs(value), store, property),
  show: (value, { store }) => (readsAsPairs(store, rule) ? toPairs(value) : value),
});

/**
 * REST returns nested arrays of `{_key,_value}` (docs/service/dlp.md#sensitive-information), other readers met plain tables: a
 * tenant shows one.
 */
export const readsAsPairs = (store: Store, rule: string): boolean =>
  pick(2, "sensitive information shape", store.seed, store.tenantId, rule) === 0;

function acceptElement(value: Json, store: Store, property: string): Json {
  if (!isObject(value)) throw badArgument(property, "A table of names and values is expected.");
  const groups = member(value, "groups");
  if (groups === undefined) return acceptType(value, store, property);
  return {
    operator: asText(member(value, "operator")) || "And",
    groups: asList(groups).map((group) => acceptGroup(group, store, property)),
  };
}

function acceptGroup(value: Json, store: Store, property: string): Json {
  if (!isObject(value)) throw badArgument(property, "A group is a table.");
  const types = asList(member(value, "sensitivetypes"));
  const labels = asList(member(value, "labels"));
  if (types.length + labels.length === 0) throw badArgument(property, "A group needs sensitive types or labels.");
  return {
    name: asText(member(value, "name")) || "Default",
    operator: asText(member(value, "operator")) || "Or",
    ...(types.length > 0 && { sensitivetypes: types.map((type) => acceptType(type, store, property)) }),
    ...(labels.length > 0 && { labels: labels.map((label) => textValues(label)) }),
  };
}

function acceptType(value: Json, store: Store, property: string): JsonObject {
  if (!isObject(value)) throw badArgument(property, "A sensitive information type is a table.");
  const given = textValues(value);
  const name = asText(given.name);
  const id = asText(given.id);
  if (name === "" && id === "") throw badArgument(property, "A sensitive information type needs a name or an id.");
  const found = store.find(noun, id || name) ?? (name ? store.find(noun, name) : undefined);
  return {
    ...defaults,
    ...given,
    name: found?.name ?? (name || id),
    id: found?.guid ?? (isGuid(id) ? fold(id) : guidOf("sensitive information type", fold(name))),
    classifiertype: asText(given.classifiertype) || "Content",
    rulePackId: asText(found?.properties.RulePackId) || builtInPackage,
  };
}

/** Keys in lower case, values as text, as the service keeps them (docs/service/dlp.md#sensitive-information). */
function textValues(value: Json): JsonObject {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => fold(key) !== "rulepackid")
      .map(([key, inner]) => [fold(key), asText(inner)]),
  );
}

function toPairs(value: Json): Json {
  if (Array.isArray(value)) return value.map(toPairs);
  if (!isObject(value)) return value;
  return Object.entries(value).map(([key, inner]) => ({ _key: key, _value: toPairs(inner) }));
}

const isPair = (value: Json): value is { _key: string; _value: Json } => isObject(value) && "_key" in value;

/** What a read returned, put back through the control API. */
function fromPairs(value: Json): Json {
  if (Array.isArray(value) && value.length > 0 && value.every(isPair))
    return Object.fromEntries(value.map(({ _key, _value }) => [_key, fromPairs(_value)]));
  if (Array.isArray(value)) return value.map(fromPairs);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fromPairs(v)])) : value;
}
