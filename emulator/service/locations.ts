import type { Json } from "../contract";
import type { Store } from "./context";
import { addedAndRemoved, allStandsAlone, badArgument, locationExists, tooManyLocations } from "./faults";
import { guidOf, isGuid, pick } from "./ids";
import { asText, fold, isObject, member, type JsonObject } from "./json";
import type { FieldRule, Reading } from "./noun";

export interface LocationKind {
  readonly property: string;
  readonly workload: string;
  /** Sites are named by URL, everything else by name, address, DN or GUID (catalogue, `idForms`). */
  readonly sites?: boolean;
  /** `alone` (default): All stands alone; `only`: nothing but All; `refused`: All is not taken. */
  readonly all?: "alone" | "only" | "refused";
  /** Old limits that are still stated (admin-api 5.4; semantics): 1000 recipients, 100 sites a policy. */
  readonly limit?: number;
}

/** A location as it is kept: what was given, and what a directory would know of it. */
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
 * one noun of a tenant and objects whose Name is the display name in another (lessons 3; design rule 3), so that no
 * client can rely on either.
 */
export function locationField(noun: string, kind: LocationKind): FieldRule {
  const { property, workload, all = "alone", limit } = kind;
  return {
    accept: (value, { store }) => locate(store, requireForm(kind, asText(value).trim())),
    import: (value, store) => locate(store, wireText(value)),
    show: (value, read) => shape(noun, workload, value as Location, read),
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

function locate(store: Store, given: string): Location {
  const displayName = displayNameOf(given);
  const id = isGuid(given) ? fold(given) : guidOf("recipient", store.tenantId, keyOf(given));
  return { given, displayName, id };
}

const isUrl = (given: string): boolean => /^https?:/i.test(given);

/** There is no directory here: a display name is made from what was given. */
function displayNameOf(given: string): string {
  if (fold(given) === "all") return "All";
  if (isGuid(given)) return `Recipient ${fold(given).slice(0, 8)}`;
  const last = keyOf(given).includes("@")
    ? (given.split("@")[0] ?? given)
    : isUrl(given)
      ? (given.replace(/\/+$/, "").split("/").at(-1) ?? given)
      : given;
  return last
    .split(/[._-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}

export const locationShape = (store: Store, noun: string): "plain" | "objects" =>
  pick(2, "location shape", store.seed, store.tenantId, noun) === 0 ? "plain" : "objects";

function shape(noun: string, workload: string, location: Location, { store, canonical }: Reading): Json {
  const whole = isAll(location);
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
    show(value, { store, canonical }) {
      const { displayName, id } = value as Location;
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
