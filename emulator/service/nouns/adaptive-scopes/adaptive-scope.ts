import type { Json } from "../../../contract";
import type { CallContext } from "../../context";
import type { StoredObject } from "../../entry";
import { badArgument, refused } from "../../faults";
import { asList, asText, fold, isObject, member, type JsonObject } from "../../json";
import type { NounDeclaration } from "../../noun";

/** Documented in older pages: 10,000 characters, 200 attributes, 3 levels (docs/service/adaptive-scopes.md#limits). */
const limits = { query: 10_000, attributes: 200, depth: 3 };

export const adaptiveScope: NounDeclaration = {
  noun: "AdaptiveScope",
  naming: { scenario: "AdaptiveScope" },
  fields: {
    // Written as a nested hashtable, read as one JSON text (docs/service/adaptive-scopes.md#filter-json).
    FilterConditions: {
      accept: (value) => acceptFilter(value),
      import: (value) => (isObject(value) ? text(value) : value),
    },
    RawQuery: { accept: acceptQuery },
    LocationType: {
      accept(value) {
        if (fold(asText(value)) === "unknown") throw badArgument("LocationType", "'Unknown' can't be used.");
        return value;
      },
    },
  },
  create: exclude,
  update: (draft, _before, call) => exclude(draft, call),
  remove(scope, call) {
    // What -ForceDeletion overrides is not said (docs/service/adaptive-scopes.md#force-deletion); here it overrides "in use" [inferred].
    if (!call.flag("ForceDeletion") && usersOf(scope, call).length > 0)
      throw refused(`The adaptive scope '${scope.name}' is used by: ${usersOf(scope, call).join(", ")}.`);
  },
  lists(scope, call) {
    const types = asList(call.get("LocationTypes")).map((each) => fold(asText(each)));
    const units = asList(call.get("AdministrativeUnits")).map((each) => fold(asText(each)));
    const inTypes = types.length === 0 || types.includes(fold(asText(scope.properties.LocationType)));
    return inTypes && (units.length === 0 || units.includes(fold(asText(scope.properties.AdministrativeUnit))));
  },
};

/** Filter and raw query exclude each other (docs/service/adaptive-scopes.md#filter): the newer one stays. */
function exclude(draft: JsonObject, call: Pick<CallContext, "has">): void {
  if (call.has("FilterConditions")) draft.RawQuery = null;
  else if (call.has("RawQuery")) draft.FilterConditions = null;
}

const text = (conditions: JsonObject): string => JSON.stringify(conditions);

function acceptFilter(value: Json): Json {
  if (!isObject(value)) throw badArgument("FilterConditions", "The value has to be a hashtable.");
  const found = { attributes: 0 };
  checkFilter(value, 1, found);
  if (found.attributes > limits.attributes)
    throw badArgument("FilterConditions", `More than ${limits.attributes} attributes.`);
  return text(value);
}

/**
 * A group has Conditions and Conjunction; a leaf has Name, Operator and Value, "not Property"
 * (docs/service/adaptive-scopes.md#filter-json).
 */
function checkFilter(node: Json, depth: number, found: { attributes: number }): void {
  const inner = isObject(node) ? member(node, "Conditions") : undefined;
  if (!isObject(node) || (inner === undefined && member(node, "Name") === undefined))
    throw badArgument("FilterConditions", "A condition needs Name, Operator and Value; a group needs Conditions.");
  if (inner === undefined) {
    found.attributes++;
    if (member(node, "Operator") === undefined || member(node, "Value") === undefined)
      throw badArgument("FilterConditions", `The condition on '${asText(member(node, "Name"))}' is incomplete.`);
    return;
  }
  if (depth > limits.depth) throw badArgument("FilterConditions", `Nested deeper than ${limits.depth} levels.`);
  const conjunction = fold(asText(member(node, "Conjunction")));
  if (conjunction !== "" && conjunction !== "and" && conjunction !== "or")
    throw badArgument("FilterConditions", "Conjunction is And or Or.");
  for (const each of asList(inner)) checkFilter(each, depth + 1, found);
}

function acceptQuery(value: Json): Json {
  if (asText(value).length > limits.query) throw badArgument("RawQuery", `Longer than ${limits.query} characters.`);
  return value;
}

/** Policies that name the scope, of whichever noun. */
function usersOf(scope: StoredObject, { store }: CallContext): string[] {
  return ["RetentionCompliancePolicy", "AppRetentionCompliancePolicy"].flatMap((noun) =>
    store
      .list(noun)
      .filter(({ properties }) =>
        asList(properties.AdaptiveScopeLocation).some((each) => isObject(each) && each.id === scope.guid),
      )
      .map(({ name }) => name),
  );
}
