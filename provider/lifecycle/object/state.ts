import type { Field, Kind } from "../../kinds";
import {
  type Canonical,
  fromEntries,
  isCanonicalList,
  isCanonicalRecord,
  isEmpty,
  showOf,
} from "../../kinds/fields/canonical";
import { isLocation } from "../../kinds/fields/elements";
import { identifierKey, isAddress, isGuid, isUrl } from "../../kinds/fields/identifiers";
import { type ElementMatch, matchElements } from "../../kinds/fields/match";
import { sameAs } from "../../kinds/fields/same";
import { targetOf } from "../../kinds/fields/write";
import type { StringType, ValueType } from "../../kinds/value-type";
import { NameIndexes, WireReader } from "../../kinds/wire-reader";
import type { WireObject } from "../../transport/channel";
import { plainOf, type Plain, type Properties, secret, type Value } from "../../values";
import type { Observed, ResolveReference } from "../types";
import { COMMON_INPUTS, declared, declaredPlain, formOf, managedPart } from "./declared";

interface Readings {
  readonly indexes: NameIndexes;
  readonly seen: WeakMap<WireObject, Observed>;
}

const readings = new WeakMap<Kind, Readings>();
const wires = new WeakMap<Observed, WireObject>();

/** What Get returned. */
export const wireOf = (observed: Observed): WireObject => wires.get(observed) ?? {};

/** An object of Get, read through its kind. Once per object: refresh, diff and the rules of a policy read the same listing. */
export function readObject(kind: Kind, wire: WireObject): Observed {
  const { indexes, seen } = readings.get(kind) ?? {
    indexes: new NameIndexes(),
    seen: new WeakMap<WireObject, Observed>(),
  };
  readings.set(kind, { indexes, seen });
  const observed = seen.get(wire) ?? readThrough(kind, new WireReader(wire, indexes));
  seen.set(wire, observed);
  wires.set(observed, wire);
  return observed;
}

function readThrough(kind: Kind, object: WireReader): Observed {
  const properties = kind.fields
    .filter((field) => !field.writeOnly)
    .map((field) => [field.property, field.read(object)] as const)
    .filter((entry): entry is readonly [string, Canonical] => entry[1] !== undefined);
  const id = idOf(kind, object);
  const { identity } = kind;
  const guid = identity.kind === "guid" ? id : object.guid(identity.kind === "text" ? identity.from : ["Guid"]);
  const name = object.text(...kind.names) ?? id ?? kind.noun;
  return {
    id: id ?? name,
    guid,
    name,
    properties: fromEntries(properties),
    wire: object.object,
    distributionStatus: object.text("DistributionStatus"),
    whenChangedUtc: object.text("WhenChangedUTC", "WhenChanged"),
    lastModifiedBy: object.text("LastModifiedBy", "ModifiedBy"),
    builtIn: kind.isBuiltIn(object),
    partOf: kind.isPart?.(object),
    pendingDeletion: kind.isTombstone(object),
  };
}

/** The id of an object of this kind; undefined = it carries none. */
export function idOf(kind: Kind, object: WireReader): string | undefined {
  switch (kind.identity.kind) {
    case "guid":
      return kind.identity.read?.(object) ?? object.guid(kind.identity.from);
    case "name":
      return kind.identity.read?.(object) ?? object.text(...kind.names);
    case "text":
      return object.guid(kind.identity.from) ?? object.text(...kind.identity.otherwise);
    case "singleton":
      return kind.noun;
    case "order":
      return object.projection.id ?? kind.identity.list;
    case "membership":
      return object.projection.id;
  }
}

/** The id for state: a membership is called by its member as declared, since the service calls people by names that change. */
export function stateId(kind: Kind, { id }: Observed, desired: Properties): string {
  if (kind.identity.kind !== "membership") return id;
  const [member, ...more] = kind.fields.flatMap((field) => {
    const text = isLocation(field.type) ? declaredPlain(desired, field.property) : undefined;
    return typeof text === "string" ? [text] : [];
  });
  return member === undefined || more.length > 0 ? id : `${id.slice(0, id.indexOf("/"))}/${member}`;
}

/** There is one of it in a tenant, whatever happens: never created, never removed. */
export const isSingleton = (kind: Kind): boolean =>
  kind.identity.kind === "singleton" || kind.identity.kind === "order";

/** Are the two values of this field the same in meaning? */
export const sameValue = (field: Field, resolve: ResolveReference): ((a: Canonical, b: Canonical) => boolean) => {
  const { same } = field;
  if (same) return (a, b) => same(a, b, resolve);
  const compare = sameAs(field.type, resolve);
  // What is off unless it is switched on may be returned as nothing.
  const offByDefault = field.type.type === "boolean" && field.default === false;
  const stated = (value: Canonical): Canonical => (offByDefault && isEmpty(value) ? false : value);
  return (a, b) => compare(stated(a), stated(b));
};

/** A canonical value as a program would write it; `textOf` says how a text is. */
export function shown(
  type: ValueType,
  value: Canonical,
  textOf: (type: StringType, text: Canonical) => Plain = (_, text) => showOf(text),
): Plain {
  if (type.type === "string") return textOf(type, value);
  if (type.type === "list" && isCanonicalList(value)) return value.map((item) => shown(type.of, item, textOf));
  if (type.type !== "object" || !isCanonicalRecord(value)) return showOf(value);
  const typeOf = new Map(type.fields.map((field) => [field.property, field.type]));
  return fromEntries(
    Object.entries(value).map(([key, item]) => [key, shown(typeOf.get(key) ?? { type: "any" }, item, textOf)]),
  );
}

/**
 * Others as programs name them: by GUID, or by their own name where the service returns any name. What the service calls an object
 * besides (a label's `Parent - Child`) means nothing in another tenant.
 */
const byOwnName =
  (resolve: ResolveReference) =>
  (type: StringType, value: Canonical): Plain => {
    const text = bestSpelling(resolve)(type, value);
    if (!type.reference || typeof text !== "string") return text;
    if (isGuid(text)) return identifierKey(text);
    const target = targetOf(type, value, resolve);
    if (!target || target.ambiguous) return text;
    return isGuid(target.name) ? target.id : target.name;
  };

/** Outputs in schema types: where equal in meaning in the declared spelling; what Get does not return as declared. */
export function outputsOf(kind: Kind, observed: Observed, inputs: Properties, resolve: ResolveReference): Properties {
  const own = kind.fields.map((field): readonly [string, Value | undefined] => [
    field.property,
    outputOf(
      field,
      managedPart(field, observed.properties[field.property], { desired: inputs, resolve }),
      declared(inputs, field.property),
      resolve,
    ),
  ]);
  const common = COMMON_INPUTS.map((property) => [property, declared(inputs, property)] as const);
  const entries = [...own, ...common].filter((entry): entry is readonly [string, Value] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

function outputOf(
  field: Field,
  actual: Canonical | undefined,
  declaredValue: Value | undefined,
  resolve: ResolveReference,
): Value | undefined {
  const plain = declaredValue === undefined ? undefined : plainOf(declaredValue);
  if (actual === undefined) return declaredValue;
  const match = plain === undefined ? undefined : matchOf(field, plain, actual, resolve);
  const isSame = plain !== undefined && (sameValue(field, resolve)(plain, actual) || (match && isWhole(match)));
  if (isSame) return declaredValue;
  if (isEmpty(actual)) return field.type.type === "list" ? [] : undefined;
  const value =
    match && isCanonicalList(actual)
      ? respelled(field.type, actual, match, resolve)
      : shown(field.type, actual, bestSpelling(resolve));
  return field.secret ? secret(value) : value;
}

/** Of a set: which declared elements are which returned ones. */
function matchOf(
  field: Field,
  declared: Plain,
  actual: Canonical,
  resolve: ResolveReference,
): ElementMatch | undefined {
  const { type, same } = field;
  if (same || type.type !== "list" || type.ordered || !isCanonicalList(declared) || !isCanonicalList(actual))
    return undefined;
  return matchElements({ type, declared, actual, resolve });
}

const isWhole = ({ added, surplus }: ElementMatch): boolean => added.length === 0 && surplus.length === 0;

/** A returned list as the program would write it: elements that are equal in meaning keep the declared spelling, a group once. */
export function respelled(
  type: ValueType,
  actual: readonly Canonical[],
  { pairs, added }: ElementMatch,
  resolve: ResolveReference,
): Plain {
  // A group that lacks one of its members is not what is there.
  const incomplete = new Set(added.flatMap(({ memberOf, index }) => (memberOf === undefined ? [] : [index])));
  const spellings = new Map<number, Canonical>();
  for (const pair of pairs)
    if (!spellings.has(pair.actual.index) && !incomplete.has(pair.declared.index))
      spellings.set(pair.actual.index, pair.declared.value);
  const groups = new Set<Canonical>();
  const of = type.type === "list" ? type.of : type;
  return actual.flatMap((element, index): readonly Plain[] => {
    const spelling = spellings.get(index);
    if (spelling === undefined) return [shown(of, element, bestSpelling(resolve))];
    if (resolve.locations?.groupOf(spelling) === undefined) return [showOf(spelling)];
    if (groups.has(spelling)) return [];
    groups.add(spelling);
    return [showOf(spelling)];
  });
}

/** A person or group by the address where the directory knows it: the service may know no more than a name that others have too. */
const bestSpelling =
  ({ locations }: ResolveReference) =>
  (type: StringType, value: Canonical): Plain => {
    const text = showOf(value);
    if (!locations || !isLocation(type) || typeof text !== "string" || isAddress(text) || isUrl(text)) return text;
    return locations.addressOf(value) ?? text;
  };

const filledWith = ({ serviceFills }: Field, { name }: Observed): Plain | undefined =>
  serviceFills === "name" ? name : typeof serviceFills === "object" ? serviceFills.with : undefined;

/** An empty list where New puts something into it unless it is told to leave it empty. */
const isSwitchedOff = ({ type, default: given }: Field): boolean => type.type === "list" && !isEmpty(given);

/** What a program would have to declare to have this very object (import): no defaults, nothing that the service set. */
export function minimalInputs(kind: Kind, observed: Observed, resolve: ResolveReference): Properties {
  const form = formOf(kind, observed.properties);
  const set = kind.createSets.find(({ name }) => name === form?.createSet);
  const lesser = kind.lesser?.(observed.properties) ?? [];
  const entries = kind.fields
    .filter(({ property }) => !lesser.includes(property))
    .filter((field) => !field.writeOnly && field.aliasOf === undefined && field.serviceFills !== true)
    .filter((field) => !(field.property === "name" && kind.named === "service"))
    .filter((field) => set === undefined || field.create === undefined || set.parameters.has(field.create))
    .map((field) => [field, observed.properties[field.property]] as const)
    .filter((entry): entry is readonly [Field, Canonical] => entry[1] !== undefined)
    .filter(([field, actual]) => !isEmpty(actual) || isSwitchedOff(field))
    .filter(([field, actual]) => {
      const given = filledWith(field, observed) ?? field.default;
      return given === undefined || !sameValue(field, resolve)(given, actual);
    });
  return Object.fromEntries(
    entries.map(([field, actual]) => {
      const value = shown(field.type, actual, byOwnName(resolve));
      return [field.property, field.secret ? secret(value) : value];
    }),
  );
}
