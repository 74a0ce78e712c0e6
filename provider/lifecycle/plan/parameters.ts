import { findCmdlet } from "../../../catalogue";
import type { Field, Kind } from "../../kinds";
import {
  type Canonical,
  type CanonicalRecord,
  elementsOf,
  fromEntries,
  isCanonicalRecord,
  showOf,
} from "../../kinds/fields/canonical";
import { removalOf } from "../../kinds/fields/identifiers";
import { distinct, isEmpty, sameAs } from "../../kinds/fields/same";
import { parameterEntries, referenceTo, tagged, targetOf, writeAs } from "../../kinds/fields/write";
import type { Plain } from "../../values";
import type { ResolveReference } from "../types";
import { type Lookalike, lookalikes } from "../diff/ambiguous-elements";
import { sameValue } from "../object/state";

/** Parameters of one property, by PowerShell name; values in wire form. */
export type Parameters = { readonly [parameter: string]: Plain };

export interface Written {
  readonly parameters: Parameters;
  /** Elements of the actual list that no identifier names for certain. */
  readonly unidentified?: readonly Canonical[] | undefined;
  /** Elements of the actual list that may be declared ones. */
  readonly lookalikes?: readonly Lookalike[] | undefined;
}

/** New's parameters for a declared value; empty when there is nothing to say. */
export function createParameters(field: Field, value: Canonical, resolve: ResolveReference): Parameters {
  if (field.update?.kind === "spread") return spreadParameters(field, value, undefined, resolve);
  if (field.create === undefined) return {};
  if (field.isSwitch && value !== true) return {};
  if (isEmpty(value)) return isEmpty(field.default) ? {} : { [field.create]: null };
  const wire = wireOf(field, value, { resolve, act: "create" });
  return wire === undefined ? {} : Object.fromEntries(parameterEntries(field.create, wire));
}

/** Set's parameters that bring the property from `actual` to `desired` (null or empty = cleared). */
export function updateParameters(
  field: Field,
  desired: Canonical,
  actual: Canonical | undefined,
  resolve: ResolveReference,
): Written {
  const { update } = field;
  if (update === undefined) return { parameters: {} };
  if (update.kind === "calls") return { parameters: {} };
  if (update.kind === "spread") return { parameters: spreadParameters(field, desired, actual, resolve) };
  if (update.kind === "action") return { parameters: update.parameters(showOf(desired)) };
  if (update.kind === "delta") return delta(field, update, desired, actual, resolve);
  if (isEmpty(desired) && field.clear.to === "switch") return { parameters: { [field.clear.parameter]: true } };
  if (field.perKey) return { parameters: mapParameters(field, update.parameter, desired, actual, resolve) };
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
  field: Field,
  update: { readonly add: string; readonly remove: string },
  desired: Canonical,
  actual: Canonical | undefined,
  resolve: ResolveReference,
): Written {
  const { type } = field;
  if (type.type !== "list") return { parameters: {} };
  const same = sameAs(type.of, resolve);
  const [wanted, living] = [distinct(elements(desired), same), elements(actual ?? [])];
  const added = wanted.filter((element) => !living.some((other) => same(element, other)));
  const surplus = living.filter((element) => !wanted.some((other) => same(other, element)));
  // What a reference names goes under the form that the cmdlet takes, whatever path or pair Get told it by.
  const named = (element: Canonical): Plain | undefined =>
    targetOf(type.of, element, resolve)?.ambiguous
      ? undefined
      : (referenceTo(type.of, element, resolve) ?? removalOf(element));
  const unidentified = surplus.filter((element) => named(element) === undefined);
  const alike = lookalikes(field, desired, actual, resolve);
  const write = (list: readonly Canonical[]): Plain => list.map((element) => writeAs(type.of, element, resolve));
  const removed = surplus.map(named).filter((element) => element !== undefined);
  return {
    parameters: {
      ...(added.length > 0 && { [update.add]: write(added) }),
      ...(removed.length > 0 && { [update.remove]: removed }),
    },
    ...(unidentified.length > 0 && { unidentified }),
    ...(alike.length > 0 && { lookalikes: alike }),
  };
}

const elements = (value: Canonical): readonly Canonical[] => (isEmpty(value) ? [] : elementsOf(value));

const recordOf = (value: Canonical | undefined): CanonicalRecord => (isCanonicalRecord(value) ? value : {});

/** Settings change key by key: an empty string removes one (semantics.md "Sensitivity labels"). */
function mapParameters(
  field: Field,
  parameter: string,
  desired: Canonical,
  actual: Canonical | undefined,
  resolve: ResolveReference,
): Parameters {
  const { set, removed } = keyChanges(field, desired, actual, resolve);
  const all = [...set, ...removed.map((key) => [key, ""] as const)];
  const wire = all.length === 0 ? undefined : wireOf(field, fromEntries(all), { resolve, actual, act: "update" });
  return wire === undefined ? {} : { [parameter]: wire };
}

interface KeyChanges {
  readonly set: readonly (readonly [string, Canonical])[];
  readonly removed: readonly string[];
}

function keyChanges(
  field: Field,
  desired: Canonical,
  actual: Canonical | undefined,
  resolve: ResolveReference,
): KeyChanges {
  const same = sameValue(field, resolve);
  const [wanted, living] = [recordOf(desired), recordOf(actual)];
  const find = (record: CanonicalRecord, key: string): Canonical | undefined =>
    Object.entries(record).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const set = Object.entries(wanted).filter(([key, value]) => {
    const there = find(living, key);
    return there === undefined || !same({ [key]: value }, { [key]: there });
  });
  return { set, removed: Object.keys(living).filter((key) => find(wanted, key) === undefined) };
}

/** Every key that is new, different or (as null) no longer declared, as a parameter by itself. */
function spreadParameters(
  field: Field,
  desired: Canonical,
  actual: Canonical | undefined,
  resolve: ResolveReference,
): Parameters {
  const { set, removed } = keyChanges(field, desired, actual, resolve);
  const entries = set.flatMap(([key, value]) => parameterEntries(key, tagged(value)));
  return fromEntries([...entries, ...removed.map((key) => [key, null] as const)]);
}

/** Does the cmdlet list that parameter? */
export const takes = (cmdlet: string, parameter: string): boolean =>
  findCmdlet(cmdlet)?.params.some(({ name }) => name === parameter) ?? false;

/** Does the cmdlet name its object? One that the catalogue lacks does, as nearly all do. */
export const takesIdentity = (kind: Kind, cmdlet: string): boolean =>
  findCmdlet(cmdlet) === undefined || takes(cmdlet, kind.cmdlets.identityParameter);

/** The GUID where the page lists it as a way to name the object (or lists nothing), else the name. */
export function identityOf(kind: Kind, cmdlet: string, id: string, name: string | undefined): string {
  const identity = findCmdlet(cmdlet)?.params.find((p) => p.name === kind.cmdlets.identityParameter);
  const forms = identity?.idForms ?? [];
  return forms.length === 0 || forms.includes("guid") || name === undefined ? id : name;
}
