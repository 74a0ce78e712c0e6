import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { asList, asText, canonical, fold, isObject, member, type JsonObject } from "../../json";
import { parseJson } from "../shared/json-text";

const parameter = "Locations";

/** Who is in and who is out of one application, as `Locations` of a DLP policy says it in JSON. */
interface Scope {
  readonly workload: string;
  readonly location: string;
  readonly inclusions: readonly Json[];
  readonly exclusions: readonly Json[];
}

/** New gives the whole lists (New-DlpCompliancePolicy, `Locations`). */
export const createScopes = (given: Json): string[] => write(read(given).map((entry) => scopeOf(entry)));

/** Set gives AddInclusions, RemoveInclusions, AddExclusions and RemoveExclusions, and nothing else (docs/service/dlp.md#copilot). */
export function changeScopes(present: Json | undefined, given: Json): string[] {
  const scopes = read(present ?? []).map((entry) => scopeOf(entry));
  for (const entry of read(given)) {
    for (const wrong of ["Inclusions", "Exclusions"])
      if (member(entry, wrong) !== undefined)
        throw badArgument(parameter, `${wrong} can't be used here; use Add${wrong} or Remove${wrong}.`);
    const at = scopes.findIndex(isSame(scopeOf(entry)));
    const before = scopes[at] ?? { ...scopeOf(entry), inclusions: [], exclusions: [] };
    const after = {
      ...before,
      inclusions: change(before.inclusions, member(entry, "AddInclusions"), member(entry, "RemoveInclusions")),
      exclusions: change(before.exclusions, member(entry, "AddExclusions"), member(entry, "RemoveExclusions")),
    };
    scopes.splice(at === -1 ? scopes.length : at, 1, after);
  }
  return write(scopes);
}

const isSame =
  (one: Scope) =>
  (other: Scope): boolean =>
    fold(one.workload) === fold(other.workload) && fold(one.location) === fold(other.location);

function change(present: readonly Json[], add: Json | undefined, remove: Json | undefined): Json[] {
  const keyOf = (element: Json): string => fold(canonical(identityOf(element)));
  const gone = new Set(asList(remove).map(keyOf));
  const kept = present.filter((element) => !gone.has(keyOf(element)));
  const there = new Set(kept.map(keyOf));
  return [
    ...kept,
    ...asList(add)
      .filter((element) => !there.has(keyOf(element)))
      .map(identityOf),
  ];
}

const identityOf = (element: Json): JsonObject =>
  isObject(element)
    ? { Type: asText(member(element, "Type")), Identity: asText(member(element, "Identity")) }
    : { Type: "IndividualResource", Identity: asText(element) };

function scopeOf(entry: JsonObject): Scope {
  const workload = asText(member(entry, "Workload"));
  const location = asText(member(entry, "Location"));
  if (workload === "" || location === "") throw badArgument(parameter, "Workload and Location are needed.");
  return {
    workload,
    location,
    inclusions: asList(member(entry, "Inclusions")).map(identityOf),
    exclusions: asList(member(entry, "Exclusions")).map(identityOf),
  };
}

function read(given: Json): JsonObject[] {
  const entries = asList(given).flatMap((text) =>
    typeof text === "string" && text.trim() !== "" ? asList(parseJson(parameter, text)) : isObject(text) ? [text] : [],
  );
  if (!entries.every(isObject)) throw badArgument(parameter, "A list of tables is expected.");
  return entries.filter(isObject);
}

/** One JSON text on read (docs/service/dlp.md#copilot). */
const write = (scopes: readonly Scope[]): string[] =>
  scopes.length === 0
    ? []
    : [
        JSON.stringify(
          scopes.map(({ workload, location, inclusions, exclusions }) => ({
            Workload: workload,
            Location: location,
            Inclusions: [...inclusions],
            Exclusions: [...exclusions],
          })),
        ),
      ];
