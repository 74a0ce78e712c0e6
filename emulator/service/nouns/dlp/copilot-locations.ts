import type { Json } from "../../../contract";
import type { Store } from "../../context";
import { badArgument } from "../../faults";
import { isGuid } from "../../ids";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import { parseLoose } from "../../loose-json";
import { parseJson } from "../shared/json-text";

const parameter = "Locations";

/** Who is in and who is out of one application, as `Locations` of a DLP policy says it in JSON. */
interface Scope {
  readonly workload: string;
  readonly location: string;
  /** What else it says of the application: LocationDisplayName, LocationSource, LocationType (New-DlpComplianceRule, example 4). */
  readonly more: JsonObject;
  readonly inclusions: readonly Json[];
  readonly exclusions: readonly Json[];
}

const CREATE = ["Inclusions", "Exclusions"];
const CHANGE = CREATE.flatMap((list) => [`Add${list}`, `Remove${list}`]);
const MORE = ["LocationDisplayName", "LocationSource", "LocationType"];

/** New gives the whole lists (New-DlpCompliancePolicy, `Locations`). */
export function createScopes(given: Json, store: Store): JsonObject[] {
  const entries = read(given);
  for (const entry of entries) refuse(entry, CHANGE, (wrong) => `use ${wrong.replace(/^(Add|Remove)/, "")}`);
  return entries.map((entry) => write(scopeOf(entry, store)));
}

/** Set gives AddInclusions, RemoveInclusions, AddExclusions and RemoveExclusions, and nothing else (docs/service/dlp.md#copilot). */
export function changeScopes(present: Json | undefined, given: Json, store: Store): JsonObject[] {
  const scopes = asList(present)
    .filter(isObject)
    .map((entry) => scopeOf(entry, store));
  for (const entry of read(given)) {
    refuse(entry, CREATE, (wrong) => `use Add${wrong} or Remove${wrong}`);
    const named = scopeOf(entry, store);
    const at = scopes.findIndex(isSame(named));
    const before = scopes[at] ?? named;
    const change = (list: string, present: readonly Json[]): Json[] =>
      changed(present, identities(entry, `Add${list}`, store), identities(entry, `Remove${list}`, store));
    const after = {
      ...before,
      more: { ...before.more, ...named.more },
      inclusions: change("Inclusions", before.inclusions),
      exclusions: change("Exclusions", before.exclusions),
    };
    scopes.splice(at === -1 ? scopes.length : at, 1, after);
  }
  // An application that nobody is in any more is no location [inferred]: Set has no other way to take one out.
  return scopes.filter(({ inclusions }) => inclusions.length > 0).map(write);
}

/** What the control API puts: the text that a read returned. */
export function importScopes(value: Json): Json {
  const parsed = typeof value === "string" ? parseLoose(value) : value;
  return Array.isArray(parsed) ? parsed : value;
}

/** One JSON text, `[]` where there is none (docs/service/dlp.md#copilot); one that was put is shown as it was. */
export const shownScopes = (stored: Json | undefined): string =>
  typeof stored === "string" ? stored || "[]" : JSON.stringify(asList(stored));

function refuse(entry: JsonObject, names: readonly string[], instead: (name: string) => string): void {
  const wrong = names.find((name) => member(entry, name) !== undefined);
  if (wrong !== undefined) throw badArgument(parameter, `${wrong} can't be used here; ${instead(wrong)}.`);
}

const isSame =
  (one: Scope) =>
  (other: Scope): boolean =>
    fold(one.workload) === fold(other.workload) && fold(one.location) === fold(other.location);

const keyOf = (element: Json): string =>
  isObject(element) ? fold(`${asText(element.Type)} ${asText(element.Identity)}`) : fold(asText(element));

function changed(present: readonly Json[], add: readonly Json[], remove: readonly Json[]): Json[] {
  const gone = new Set(remove.map(keyOf));
  const kept = present.filter((element) => !gone.has(keyOf(element)));
  const there = new Set(kept.map(keyOf));
  return [...kept, ...add.filter((element) => !there.has(keyOf(element)))];
}

const TYPES = ["Tenant", "Group", "IndividualResource"];

const identities = (entry: JsonObject, list: string, store: Store): Json[] =>
  asList(member(entry, list)).map((element) => identityOf(element, store));

/** A person by address, a group by its object id, the tenant as All. */
function identityOf(element: Json, store: Store): JsonObject {
  const given = isObject(element) ? asText(member(element, "Type")) : "IndividualResource";
  const identity = isObject(element) ? asText(member(element, "Identity")) : asText(element);
  const type = TYPES.find((one) => fold(one) === fold(given));
  if (type === undefined || identity === "")
    throw badArgument(parameter, `A Type (${TYPES.join(", ")}) and an Identity are needed.`);
  if (type === "Group" && !isGuid(identity) && !store.find("Recipient", identity))
    throw badArgument(parameter, `'${identity}' isn't the object id of a group.`);
  return { Type: type, Identity: identity };
}

function scopeOf(entry: JsonObject, store: Store): Scope {
  const workload = asText(member(entry, "Workload"));
  const location = asText(member(entry, "Location"));
  if (workload === "" || location === "") throw badArgument(parameter, "Workload and Location are needed.");
  if (fold(workload) !== "applications") throw badArgument(parameter, "The only valid Workload is 'Applications'.");
  const more = MORE.flatMap((name) => {
    const value = asText(member(entry, name));
    return value === "" ? [] : [[name, value] as const];
  });
  return {
    workload: "Applications",
    location,
    more: Object.fromEntries(more),
    inclusions: identities(entry, "Inclusions", store),
    exclusions: identities(entry, "Exclusions", store),
  };
}

function read(given: Json): JsonObject[] {
  const entries = asList(given).flatMap((text) =>
    typeof text === "string" && text.trim() !== "" ? asList(parseJson(parameter, text)) : isObject(text) ? [text] : [],
  );
  if (!entries.every(isObject)) throw badArgument(parameter, "A list of tables is expected.");
  return entries.filter(isObject);
}

const write = ({ workload, location, more, inclusions, exclusions }: Scope): JsonObject => ({
  Workload: workload,
  Location: location,
  ...more,
  Inclusions: [...inclusions],
  Exclusions: [...exclusions],
});
