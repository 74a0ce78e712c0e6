import type { FieldOverlay } from "../define";
import { isList, isRecord, type Plain } from "../../values";
import type { ListType, ObjectType } from "../value-type";
import { type Canonical, elementsIn, fromDefined, isCanonicalRecord, isEmpty, showOf } from "../fields/canonical";
import { identifierKey } from "../fields/identifiers";
import { textOrValue } from "../fields/read";
import { relaxedJson } from "../fields/relaxed-json";
import { sameInAnyOrder } from "../fields/sensitive/same";

const text = { type: "string", format: "name" } as const;

const SCOPE: ObjectType = {
  type: "object",
  name: "DlpLocationScope",
  anyCase: true,
  fields: [
    {
      property: "type",
      type: { type: "enum", values: ["Tenant", "Group", "IndividualResource"], open: true },
      required: true,
      description: "`Tenant` with the identity `All`, `Group`, or `IndividualResource` for a person.",
    },
    {
      property: "identity",
      type: { type: "string", format: "location" },
      required: true,
      description: "`All`, the Entra object id of a group, or a person's mail address.",
    },
  ],
};

const SCOPES: ListType = { type: "list", of: SCOPE };

const LOCATION: ObjectType = {
  type: "object",
  name: "DlpLocation",
  anyCase: true,
  fields: [
    {
      property: "workload",
      type: text,
      description: "What it applies to. Default: `Applications`.",
    },
    {
      property: "location",
      type: text,
      required: true,
      description: "Where: the application's id; Microsoft 365 Copilot is `470f2276-e011-4e9d-a6ec-20768be3a4b0`.",
    },
    { property: "locationDisplayName", type: text, description: "Name of the application. Sent at creation only." },
    {
      property: "locationSource",
      type: text,
      description: "Where the application is registered, e.g. `Entra`. Sent at creation only.",
    },
    {
      property: "locationType",
      type: text,
      description: "Kind of location, e.g. `Individual`. Sent at creation only.",
    },
    { property: "inclusions", type: SCOPES, description: "Whom it covers." },
    { property: "exclusions", type: SCOPES, description: "Whom it leaves out." },
  ],
};

const PLACE = ["workload", "location", "locationDisplayName", "locationSource", "locationType"] as const;

interface Scope {
  readonly type: string;
  readonly identity: string;
}

interface Location {
  readonly place: { readonly [key: string]: string };
  readonly inclusions: readonly Scope[];
  readonly exclusions: readonly Scope[];
}

type Members = ReadonlyMap<string, Canonical>;

const membersOf = (value: Canonical): Members =>
  new Map(isCanonicalRecord(value) ? Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]) : []);

const textIn = (members: Members, key: string): string | undefined => {
  const value = showOf(members.get(key.toLowerCase()) ?? null);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const scopesIn = (members: Members, key: string): readonly Scope[] =>
  elementsIn(members.get(key) ?? null)
    .map(membersOf)
    .map((scope) => ({
      type: textIn(scope, "type") ?? "",
      identity: textIn(scope, "identity") ?? textIn(scope, "name") ?? "",
    }));

function locationOf(value: Canonical): Location {
  const members = membersOf(value);
  const place = PLACE.map((key) => [key, textIn(members, key)] as const);
  return {
    place: { workload: "Applications", ...fromDefined(place) },
    inclusions: scopesIn(members, "inclusions"),
    exclusions: scopesIn(members, "exclusions"),
  };
}

const locationsIn = (value: Canonical | undefined): readonly Location[] => elementsIn(value ?? null).map(locationOf);

const same = (a = "", b = ""): boolean => identifierKey(a) === identifierKey(b);

const samePlace = (a: Location, b: Location): boolean =>
  same(a.place["workload"], b.place["workload"]) && same(a.place["location"], b.place["location"]);

const sameScope = (a: Scope, b: Scope): boolean => same(a.type, b.type) && same(a.identity, b.identity);

const sameLocation = (a: Location, b: Location): boolean =>
  samePlace(a, b) &&
  sameInAnyOrder(a.inclusions, b.inclusions, sameScope) &&
  sameInAnyOrder(a.exclusions, b.exclusions, sameScope);

/** Get returns a JSON text (`"[]"` where there are none), New takes one; where it lies in objects it is read as well. */
function read(returned: Plain): Canonical {
  const wire = textOrValue(returned);
  const value = typeof wire === "string" ? (wire.trim() === "" ? [] : (relaxedJson(wire) ?? [])) : wire;
  const list = isList(value) ? value : value === null ? [] : [value];
  return list.filter(isRecord).map((element) => {
    const { place, inclusions, exclusions } = locationOf(element);
    return fromDefined<Canonical>([
      ...Object.entries(place).filter(([key, item]) => key !== "workload" || !same(item, "Applications")),
      ["inclusions", inclusions.length > 0 ? inclusions.map((scope) => ({ ...scope })) : undefined],
      ["exclusions", exclusions.length > 0 ? exclusions.map((scope) => ({ ...scope })) : undefined],
    ]);
  });
}

const wireScopes = (scopes: readonly Scope[]): readonly Plain[] | undefined =>
  scopes.length === 0 ? undefined : scopes.map(({ type, identity }) => ({ Type: type, Identity: identity }));

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const placeOf = ({ place }: Location): readonly (readonly [string, Plain])[] =>
  PLACE.flatMap((key) => (place[key] === undefined ? [] : [[capital(key), place[key]] as const]));

const lacking = (scopes: readonly Scope[], others: readonly Scope[]): readonly Scope[] =>
  scopes.filter((scope) => !others.some((other) => sameScope(scope, other)));

const NOWHERE: Pick<Location, "inclusions" | "exclusions"> = { inclusions: [], exclusions: [] };

/** New takes whole lists; Set what is added and removed (docs/service/dlp.md#copilot). */
function created(location: Location): Plain {
  return fromDefined<Plain>([
    ...placeOf(location),
    ["Inclusions", wireScopes(location.inclusions)],
    ["Exclusions", wireScopes(location.exclusions)],
  ]);
}

function changed(wanted: Location | undefined, present: Location | undefined): Plain | undefined {
  const [to, from] = [wanted ?? NOWHERE, present ?? NOWHERE];
  const place = wanted ?? present;
  if (!place || (wanted && present && sameLocation(wanted, present))) return undefined;
  return fromDefined<Plain>([
    ["Workload", place.place["workload"]],
    ["Location", place.place["location"]],
    ["AddInclusions", wireScopes(lacking(to.inclusions, from.inclusions))],
    ["RemoveInclusions", wireScopes(lacking(from.inclusions, to.inclusions))],
    ["AddExclusions", wireScopes(lacking(to.exclusions, from.exclusions))],
    ["RemoveExclusions", wireScopes(lacking(from.exclusions, to.exclusions))],
  ]);
}

function changes(wanted: readonly Location[], present: readonly Location[]): readonly Plain[] {
  const gone = present.filter((location) => !wanted.some((other) => samePlace(location, other)));
  return [
    ...wanted.map((location) =>
      changed(
        location,
        present.find((other) => samePlace(location, other)),
      ),
    ),
    ...gone.map((location) => changed(undefined, location)),
  ].filter((change) => change !== undefined);
}

/** `Locations`: whom and which application, for Microsoft 365 Copilot and Entra applications (docs/service/dlp.md#copilot). */
export const DLP_LOCATIONS: FieldOverlay = {
  description:
    "Applications and the people they are watched for: Microsoft 365 Copilot (`470f2276-e011-4e9d-a6ec-20768be3a4b0`) or an application that is registered in Entra. Goes with `enforcementPlanes`.",
  example: [
    {
      location: "470f2276-e011-4e9d-a6ec-20768be3a4b0",
      inclusions: [{ type: "Tenant", identity: "All" }],
    },
  ],
  type: { type: "list", of: LOCATION },
  clear: { to: "empty" },
  read: (object) => {
    const wire = object.get("Locations");
    return wire === undefined ? undefined : read(wire);
  },
  same: (a, b) =>
    isEmpty(a) || isEmpty(b) ? isEmpty(a) && isEmpty(b) : sameInAnyOrder(locationsIn(a), locationsIn(b), sameLocation),
  write: (value, { act, actual }) =>
    JSON.stringify(
      act === "create" ? locationsIn(value).map(created) : changes(locationsIn(value), locationsIn(actual)),
    ),
};
