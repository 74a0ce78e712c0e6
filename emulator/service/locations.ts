import type { Json } from "../contract";
import type { Store } from "./context";
import { addedAndRemoved, allStandsAlone, badArgument, locationExists, tooManyLocations } from "./faults";
import { guidOf, pick } from "./ids";
import { asText, fold, isObject, member, type JsonObject } from "./json";
import { enumValue, typedObject } from "./nested";
import type { FieldRule, Reading } from "./noun";
import { isUrl, membersOf, resolve } from "./nouns/directory/directory";
import { RECIPIENT } from "./nouns/directory/recipient-type";
import { SITE } from "./nouns/directory/site";

export interface LocationKind {
  readonly property: string;
  readonly workload: string;
  /** Sites are named by URL, everything else by name, address, DN or GUID (catalogue, `idForms`). */
  readonly sites?: boolean;
  /** `alone` (default): All stands alone; `only`: nothing but All; `refused`: All is not taken. */
  readonly all?: "alone" | "only" | "refused";
  /** Old limits that are still stated (docs/service/retention.md#limits): 1000 recipients, 100 sites a policy. */
  readonly limit?: number;
  /** A distribution group is taken as the members that it has at that moment (docs/service/retention.md#locations). */
  readonly expandsGroups?: boolean;
}

/** A location as it is kept: what was given, and the person, group or site that it is. */
interface Location {
  readonly [key: string]: Json;
  readonly given: string;
  readonly displayName: string;
  readonly id: string;
}

export const isAll = (element: Json): boolean => fold(givenOf(element)) === "all";

const givenOf = (element: Json): string => asText(isObject(element) ? member(element, "given") : element);

const keyOf = (given: string): string => fold(given.trim()).replace(/\/+$/, "");

/**
 * How lists of locations are written and read: AddX of what is there fails the whole Set; reads return plain strings in
 * one noun of a tenant and objects whose Name is the display name in another (docs/service/reading.md#locations), so that no
 * client can rely on either.
 */
export function locationField(noun: string, kind: LocationKind): FieldRule {
  const { property, workload, all = "alone", limit } = kind;
  return {
    ...(kind.expandsGroups && { expand: (value, { store }) => membersOf(store, asText(value).trim()) }),
    accept: (value, { store }) => locate(store, workload, requireForm(kind, asText(value).trim())),
    import: (value, store) => locate(store, workload, wireText(value)),
    show: (value, read) => (isLocation(value) ? shape(noun, workload, value, read) : value),
    keys: (element) => [keyOf(givenOf(element)), asText(isObject(element) ? element.id : null)],
    onTwice: (element) => locationExists(givenOf(element), property),
    onBoth: (elements) => addedAndRemoved(elements.map(givenOf), kind.sites === true),
    check(elements) {
      const whole = elements.some(isAll);
      if (whole && all === "refused") throw badArgument(property, "The value 'All' isn't supported.");
      if (!whole && all === "only" && elements.length > 0)
        throw badArgument(property, "The only valid value is 'All'.");
      if (whole && elements.length > 1) throw allStandsAlone(property);
      if (limit !== undefined && elements.length > limit) throw tooManyLocations(workload, limit);
    },
  };
}

function requireForm({ property, sites }: LocationKind, given: string): string {
  if (given === "") throw badArgument(property, "A location can't be empty.");
  if (sites && fold(given) !== "all" && !/^https?:\/\/[^/\s]+/i.test(given))
    throw badArgument(property, `'${given}' isn't the URL of a site.`);
  return fold(given) === "all" ? "All" : given;
}

/** What the control API puts: a string, or an object in either of the shapes that reads return. */
function wireText(value: Json): string {
  if (!isObject(value)) return asText(value);
  const [name, identity] = [asText(member(value, "Name")), asText(member(value, "ImmutableIdentity"))];
  return identity === "" || fold(name) === fold(identity) ? name : identity;
}

/** Workloads whose locations are no people, groups or sites. */
const OUTSIDE_DIRECTORY: ReadonlySet<string> = new Set([
  "PowerBI",
  "OnPremisesScanner",
  "ThirdPartyApps",
  "PublicFolder",
]);

function locate(store: Store, workload: string, given: string): Location {
  if (fold(given) === "all" || OUTSIDE_DIRECTORY.has(workload))
    return { given, displayName: given, id: guidOf("recipient", store.tenantId, keyOf(given)) };
  const { guid, name, properties } = resolve(store, given);
  return { given, displayName: asText(properties["DisplayName"]) || name, id: guid };
}

const isLocation = (value: Json): value is Location =>
  isObject(value) && [value["given"], value["displayName"], value["id"]].every((each) => typeof each === "string");

/** What a location is called now: a person may have been renamed, a site moved, since the policy got it. */
interface Shown {
  readonly displayName: string;
  readonly address: string;
}

function shownAs({ given, displayName, id }: Location, store: Store): Shown {
  if (isUrl(given)) {
    const url = asText(store.find(SITE, id)?.properties["Url"]) || given;
    return { displayName: url, address: url };
  }
  const properties = store.find(RECIPIENT, id)?.properties ?? {};
  return {
    displayName: asText(properties["DisplayName"]) || displayName,
    address: asText(properties["PrimarySmtpAddress"]) || given,
  };
}

export const locationShape = (store: Store, noun: string): "plain" | "objects" =>
  pick(2, "location shape", store.seed, store.tenantId, noun) === 0 ? "plain" : "objects";

function shape(noun: string, workload: string, location: Location, { store, canonical, nested }: Reading): Json {
  const whole = isAll(location);
  if (!canonical && nested === "text") return whole ? "All" : shownAs(location, store).displayName;
  if (nested === "typed") return typedLocation(workload, location, store);
  if (canonical && store.recorded && !whole) return currentLocation(workload, location, store);
  if (!canonical && locationShape(store, noun) === "plain") return location.given;
  // A site is named by its URL (what exports of real tenants print), a recipient by what people call it.
  const named = canonical || whole || isUrl(location.given) ? location.given : location.displayName;
  return {
    DisplayName: location.displayName,
    Name: named,
    ImmutableIdentity: whole ? "All" : fold(location.given),
    Type: whole ? "Tenant" : "IndividualResource",
    Workload: workload,
  };
}

/** As an admin sees it: the thing by its address of today. */
function currentLocation(workload: string, location: Location, store: Store): Json {
  const { displayName, address } = shownAs(location, store);
  return {
    DisplayName: displayName,
    Name: address,
    ImmutableIdentity: location.id,
    Type: "IndividualResource",
    Workload: workload,
  };
}

const BINDING = "Microsoft.Office.CompliancePolicy.PolicyConfiguration.BindingMetadata";
const BINDING_TYPE = "Microsoft.Office.CompliancePolicy.PolicyConfiguration.PolicyBindingTypes";
const WORKLOAD_TYPE = "Microsoft.Office.CompliancePolicy.PolicyConfiguration.Workload";

const BINDING_TYPES = ["IndividualResource", "Tenant", "Scope"] as const;
const WORKLOADS = ["None", "Exchange", "SharePoint", "Intune", "OneDriveForBusiness", "PublicFolder", "Skype"];

const typedBinding = (
  type: (typeof BINDING_TYPES)[number],
  workload: string,
  { name, id }: { readonly name: string; readonly id: string },
): JsonObject =>
  typedObject(BINDING, name, {
    DisplayName: name,
    Name: name,
    ImmutableIdentity: id,
    Type: enumValue(BINDING_TYPE, type, BINDING_TYPES.indexOf(type)),
    Workload: enumValue(WORKLOAD_TYPE, workload, Math.max(WORKLOADS.indexOf(workload), 0)),
    SchemaVersion: "1.0",
  });

/** The recorded object: `Name` is the display name too (docs/service/reading.md#locations); the numbers of the enumerations are made up. */
function typedLocation(workload: string, location: Location, store: Store): Json {
  if (isAll(location)) return typedBinding("Tenant", workload, { name: "All", id: "All" });
  const { displayName } = shownAs(location, store);
  return typedBinding("IndividualResource", workload, { name: displayName, id: location.id });
}

/** A reference to another object, kept by GUID, shown like a location (adaptive scopes in a policy). */
export function referenceField(noun: string, property: string, target: string): FieldRule {
  return {
    accept(value, { store }) {
      const { guid, name } = store.require(target, asText(value));
      return { given: name, displayName: name, id: guid };
    },
    import(value, store) {
      const found = store.find(target, wireText(value));
      return {
        given: found?.name ?? wireText(value),
        displayName: found?.name ?? wireText(value),
        id: found?.guid ?? "",
      };
    },
    show(value, { store, canonical, nested }) {
      if (!isLocation(value)) return value;
      const { displayName, id } = value;
      if (!canonical && nested === "text") return displayName;
      if (nested === "typed") return typedBinding("Scope", "AdaptiveScope", { name: displayName, id });
      if (!canonical && locationShape(store, noun) === "plain") return displayName;
      return {
        DisplayName: displayName,
        Name: displayName,
        ImmutableIdentity: id,
        Type: "Scope",
        Workload: "AdaptiveScope",
      };
    },
    keys: (element) => [asText((element as JsonObject).id)],
    onTwice: (element) => locationExists(givenOf(element), property),
    onBoth: (elements) => addedAndRemoved(elements.map(givenOf), false),
  };
}
