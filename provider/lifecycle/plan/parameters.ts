import { findCmdlet } from "../../../catalogue";
import type { Field, Kind } from "../../kinds";
import type { AmbiguousElement } from "../../kinds/fields/ambiguous";
import {
  type Canonical,
  type CanonicalRecord,
  elementsIn,
  fromEntries,
  isCanonicalRecord,
  isEmpty,
  showOf,
} from "../../kinds/fields/canonical";
import { isLocation } from "../../kinds/fields/elements";
import { isAddress, isUrl, removalOf } from "../../kinds/fields/identifiers";
import { type ElementMatch, matchElements } from "../../kinds/fields/match";
import { parameterEntries, referenceTo, targetOf, writeAs } from "../../kinds/fields/write";
import type { ValueType } from "../../kinds/value-type";
import type { Plain } from "../../values";
import { sameValue } from "../object/state";
import type { ResolveReference } from "../types";

/** Parameters of one property, by PowerShell name; values in wire form. */
export type Parameters = { readonly [parameter: string]: Plain };

export interface PropertyParameters {
  readonly parameters: Parameters;
  /** Elements of the actual list that no identifier names for certain. */
  readonly unidentified?: readonly SharedName[] | undefined;
  /** Elements to add by a name that several have. */
  readonly several?: readonly SharedName[] | undefined;
  /** Elements of the actual list that may be declared ones. */
  readonly ambiguous?: readonly AmbiguousElement[] | undefined;
}

/** An element, and all who are called so. */
export interface SharedName {
  readonly element: Canonical;
  readonly candidates: readonly string[];
}

/** What one property must become. */
export interface ValueChange {
  /** Null or empty = cleared. */
  readonly desired: Canonical;
  readonly actual?: Canonical | undefined;
  /** Which elements of the two lists are the same, where the diff has matched them. */
  readonly match?: ElementMatch | undefined;
  readonly resolve: ResolveReference;
}

/** New's parameters for a declared value; empty when there is nothing to say. */
export function createParameters(field: Field, value: Canonical, resolve: ResolveReference): Parameters {
  if (field.create === undefined) return {};
  if (field.isSwitch && value !== true) return {};
  if (isEmpty(value)) return isEmpty(field.default) ? {} : { [field.create]: null };
  const wire = wireOf(field, value, { resolve, act: "create" });
  return wire === undefined ? {} : Object.fromEntries(parameterEntries(field.create, wire));
}

/** Set's parameters that make this change. */
export function updateParameters(field: Field, change: ValueChange): PropertyParameters {
  const { update } = field;
  const { desired, actual, resolve } = change;
  if (update === undefined) return { parameters: {} };
  if (update.kind === "calls") return { parameters: {} };
  if (update.kind === "action") return { parameters: update.parameters(showOf(desired)) };
  if (update.kind === "delta") return delta(field, update, change);
  if (isEmpty(desired) && field.clear.to === "switch") return { parameters: { [field.clear.parameter]: true } };
  if (field.perKey) return { parameters: mapParameters(field, update.parameter, change) };
  const cleared = field.clear.to === "emptyString" ? "" : null;
  const isCleared = isEmpty(desired) && field.clear.to !== "empty";
  const wire = isCleared ? cleared : wireOf(field, desired, { resolve, actual, act: "update" });
  return { parameters: wire === undefined ? {} : Object.fromEntries(parameterEntries(update.parameter, wire)) };
}

function wireOf(
  field: Field,
  value: Canonical,
  context: {
    readonly resolve: ResolveReference;
    readonly actual?: Canonical | undefined;
    readonly act: "create" | "update";
  },
): Plain | undefined {
  return field.write ? field.write(value, context) : writeAs(field.type, value, context.resolve);
}

/** Add and Remove lists; an element that cannot be identified is never removed, but reported. */
function delta(
  { type }: Field,
  update: { readonly add: string; readonly remove: string },
  { desired, actual = null, match, resolve }: ValueChange,
): PropertyParameters {
  if (type.type !== "list") return { parameters: {} };
  const { added, surplus, ambiguous } =
    match ?? matchElements({ type, declared: elementsIn(desired), actual: elementsIn(actual), resolve });
  const news = added.filter(({ repeats }) => !repeats).map(({ value }) => writeAs(type.of, value, resolve));
  const old = surplus.map(({ value }) => ({ value, name: removalName(type.of, value, resolve) }));
  const removed = old.map(({ name }) => name).filter((name) => name !== undefined);
  const shared = ({ value }: { readonly value: Canonical }): SharedName => ({
    element: value,
    candidates: resolve.locations?.candidatesFor(value) ?? [],
  });
  const unidentified = old.filter(({ name }) => name === undefined).map(shared);
  const several = added.map(shared).filter(({ candidates }) => candidates.length > 1);
  return {
    parameters: {
      ...(news.length > 0 && { [update.add]: news }),
      ...(removed.length > 0 && { [update.remove]: removed }),
    },
    ...(unidentified.length > 0 && { unidentified }),
    ...(several.length > 0 && { several }),
    ...(ambiguous.length > 0 && { ambiguous }),
  };
}

/**
 * What a reference names goes under the form that the cmdlet takes, whatever path or pair Get returned for it; a location goes under its
 * address where the directory knows one. A name that several have names none of them.
 */
function removalName(of: ValueType, element: Canonical, resolve: ResolveReference): string | undefined {
  if (!isLocation(of) || !resolve.locations)
    return targetOf(of, element, resolve)?.ambiguous
      ? undefined
      : (referenceTo(of, element, resolve) ?? removalOf(element));
  if (resolve.locations.candidatesFor(element).length > 1) return undefined;
  const own = removalOf(element);
  return own !== undefined && (isAddress(own) || isUrl(own)) ? own : (resolve.locations.addressOf(element) ?? own);
}

const recordOf = (value: Canonical | undefined): CanonicalRecord => (isCanonicalRecord(value) ? value : {});

/** Settings change key by key: an empty string removes one (docs/service/sensitivity-labels.md#advanced-settings). */
function mapParameters(field: Field, parameter: string, change: ValueChange): Parameters {
  const { set, removed } = keyChanges(field, change);
  const { actual, resolve } = change;
  const all = [...set, ...removed.map((key) => [key, ""] as const)];
  const wire = all.length === 0 ? undefined : wireOf(field, fromEntries(all), { resolve, actual, act: "update" });
  return wire === undefined ? {} : { [parameter]: wire };
}

interface KeyChanges {
  readonly set: readonly (readonly [string, Canonical])[];
  readonly removed: readonly string[];
}

function keyChanges(field: Field, { desired, actual, resolve }: ValueChange): KeyChanges {
  const same = sameValue(field, resolve);
  const [wanted, present] = [recordOf(desired), recordOf(actual)];
  const byKey = (record: CanonicalRecord): ReadonlyMap<string, Canonical> =>
    new Map(
      Object.entries(record)
        .reverse()
        .map(([key, value]) => [key.toLowerCase(), value]),
    );
  const [wantedByKey, presentByKey] = [byKey(wanted), byKey(present)];
  const set = Object.entries(wanted).filter(([key, value]) => {
    const there = presentByKey.get(key.toLowerCase());
    return there === undefined || !same({ [key]: value }, { [key]: there });
  });
  return { set, removed: Object.keys(present).filter((key) => !wantedByKey.has(key.toLowerCase())) };
}

/** Does the cmdlet list that parameter? */
export const takes = (cmdlet: string, parameter: string): boolean =>
  findCmdlet(cmdlet)?.params.some(({ name }) => name === parameter) ?? false;

/** Does the cmdlet name its object? One that the catalogue lacks does, as nearly all do. */
export const takesIdentity = (kind: Kind, cmdlet: string): boolean =>
  findCmdlet(cmdlet) === undefined || takes(cmdlet, kind.cmdlets.identityParameter);

/** An object by both of its names. */
export interface ObjectIdentity {
  readonly id: string;
  readonly name: string | undefined;
}

/** The parameter that names the object, as its cmdlet takes it: one, or a list of one. */
export function identityEntry(kind: Kind, cmdlet: string, object: ObjectIdentity): Parameters {
  const { identityParameter } = kind.cmdlets;
  if (!takesIdentity(kind, cmdlet)) return {};
  const isList = findCmdlet(cmdlet)?.params.some(({ name, list }) => name === identityParameter && list === true);
  const identity = identityOf(kind, cmdlet, object);
  return { [identityParameter]: isList ? [identity] : identity };
}

/** The GUID where the page lists it as a way to name the object (or lists nothing), else the name. */
export function identityOf(kind: Kind, cmdlet: string, { id, name }: ObjectIdentity): string {
  const { create = "", identityParameter } = kind.cmdlets;
  // A parameter of another name that New takes as well is the name itself (`FilterName`).
  if (name !== undefined && identityParameter !== "Identity" && takes(create, identityParameter)) return name;
  const identity = findCmdlet(cmdlet)?.params.find((p) => p.name === identityParameter);
  const forms = identity?.idForms ?? [];
  return forms.length === 0 || forms.includes("guid") || name === undefined ? id : name;
}
