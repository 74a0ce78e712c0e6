import type { Field, Kind } from "../../kinds";
import { type Canonical, elementsIn, isEmpty } from "../../kinds/fields/canonical";
import { identifierKey } from "../../kinds/fields/identifiers";
import { type ElementMatch, matchElements } from "../../kinds/fields/match";
import { containsUnknown, type Plain, isUnknown, plainOf, type Properties, UNKNOWN, type Value } from "../../values";
import type { Observed, PropertyChange, ResolveReference } from "../types";
import {
  clearedValue,
  counts,
  managedPart,
  declared,
  declaredPlain,
  familyLeftOut,
  formOf,
  plainProperties,
} from "../object/declared";
import { extraParameterChanges } from "./extra-parameters";
import { detailed } from "./paths";
import { ignores, respectIgnored } from "./ignored";
import type { DiffInput } from "./input";
import { sameValue } from "../object/state";

/** docs/behavior.md#rule-3. Pure; the same for preview, update and the read-back that verifies a write. */
export function diffProperties(kind: Kind, input: DiffInput): readonly PropertyChange[] {
  const desired = respectIgnored(kind, input);
  const changesForm = formChange(kind, desired, input.actual) !== undefined;
  const isAnother = declaresAnother(kind, desired, input.actual);
  const leftOut = familyLeftOut(kind, desired);
  const own = kind.fields
    .filter((field) => !ignores(input.ignored, field.property) && !mayStay(kind, field, desired))
    .flatMap((field) => {
      const target = targetOf(field, desired, input, leftOut);
      if (target === undefined) return [];
      const comparison = compared(field, target, input);
      if (comparison.same) return [];
      return detailed({
        field,
        desired: target.value,
        actual: target.against,
        declared: target.declared,
        match: comparison.match,
        isReturned: target.isReturned,
        replaces: field.replaces || isAnother || (changesForm && isFormField(kind, field)),
        cause: causeOf(field, desired, input),
        resolve: input.resolve,
      });
    });
  return [...own, ...extraParameterChanges(kind, input)];
}

/** Left out, it cannot be taken back, and what is there does not count. */
const mayStay = (kind: Kind, field: Field, desired: Properties): boolean =>
  field.clear.to === "refused" &&
  declared(desired, field.property) === undefined &&
  !field.owned &&
  !counts(kind, field, desired);

/** Does the program declare another object than this one, where it declares the id itself? */
function declaresAnother(kind: Kind, desired: Properties, actual: Observed): boolean {
  const id = kind.declaredId?.(desired);
  return id !== undefined && identifierKey(id) !== identifierKey(actual.id);
}

interface Comparison {
  readonly same: boolean;
  readonly match?: ElementMatch | undefined;
}

/** A set is compared by matching its elements; whatever differs goes by that match from here on. */
function compared(field: Field, target: Target, { resolve, identitiesOf }: DiffInput): Comparison {
  const { value, against = null } = target;
  if (isUnknown(value)) return { same: false };
  const { type } = field;
  if (type.type !== "list" || type.ordered) return { same: sameValue(field, resolve)(value, against) };
  if (isEmpty(value) && isEmpty(against)) return { same: true };
  if (field.same?.(value, against, resolve)) return { same: true };
  const match = matchElements({
    type,
    declared: elementsIn(value),
    actual: elementsIn(against),
    resolve,
    identitiesOf: (element) => identitiesOf?.(field.property, element) ?? [],
  });
  return { same: field.same === undefined && match.added.length === 0 && match.surplus.length === 0, match };
}

/** The forms of `kind` between which the object would have to change; undefined = it keeps its form. */
export function formChange(
  kind: Kind,
  desired: Properties,
  actual: Observed,
): { readonly from: string; readonly to: string } | undefined {
  if (kind.forms.length === 0 || kind.forms.some((form) => form.properties.some((p) => isUnknownAt(desired, p)))) {
    return undefined;
  }
  // A list that is behind, or that hides locations, says nothing of the form (docs/service/reading.md#locations-need-detail).
  const isReturned = kind.fields.some(({ property, owned }) => owned && !isEmpty(actual.properties[property]));
  if (!isReturned && kind.fields.some(({ owned }) => owned)) return undefined;
  const to = formOf(kind, plainProperties(kind, desired));
  const from = formOf(kind, actual.properties);
  return to && from && to !== from ? { from: from.name, to: to.name } : undefined;
}

const isUnknownAt = (desired: Properties, property: string): boolean => {
  const value = declared(desired, property);
  return value !== undefined && containsUnknown(value);
};

/** Properties that distinguish the forms: those of a form, and every owned one. */
const isFormField = (kind: Kind, field: Field): boolean =>
  field.owned || kind.forms.some((form) => form.properties.includes(field.property));

interface Target {
  /** What it must become, or UNKNOWN. */
  readonly value: Plain | typeof UNKNOWN;
  /** What it is compared with. */
  readonly against: Canonical | undefined;
  /** Get returned what it is compared with. */
  readonly isReturned: boolean;
  readonly declared: Value | undefined;
}

/** What this property must be and what it is; undefined = it is not managed. */
function targetOf(field: Field, desired: Properties, input: DiffInput, familyIsLeftOut: boolean): Target | undefined {
  const value = declared(desired, field.property);
  const observed = field.writeOnly ? undefined : managedPart(field, input.actual.properties[field.property], input);
  // What Get does not return can only be compared with what was declared before, else with what New assumes.
  const unseen = declaredPlain(input.recorded ?? {}, field.property) ?? field.default;
  const comparedWith = { against: observed === undefined ? unseen : observed, isReturned: observed !== undefined };
  const { against } = comparedWith;
  const onlyAtCreation = field.writeOnly && !field.update && !field.replaces;
  if (field.companion === "withChange" || onlyAtCreation || isReplacedBy(field, desired)) return undefined;
  if (value !== undefined) {
    return { value: containsUnknown(value) ? UNKNOWN : (plainOf(value) ?? null), ...comparedWith, declared: value };
  }
  const wasDeclared = input.declaredBefore.includes(field.property) && field.clear.to !== "leave";
  const compared = wasDeclared || (field.owned && !familyIsLeftOut);
  if (!compared || observed === undefined) {
    return wasDeclared && field.update && !isEmpty(against)
      ? { value: clearedValue(field) ?? null, ...comparedWith, declared: undefined }
      : undefined;
  }
  if (field.owned && familyIsLeftOut) return undefined;
  if (field.leftToService?.(desired, observed) === true) return undefined;
  return { value: clearedValue(field) ?? null, ...comparedWith, declared: undefined };
}

/** Another property took its place, so that nothing is left to be cleared. */
function isReplacedBy(field: Field, desired: Properties): boolean {
  const other = field.clear.to === "replacedBy" ? field.clear.property : field.replacedBy;
  return (
    other !== undefined && declared(desired, field.property) === undefined && declared(desired, other) !== undefined
  );
}

function causeOf(field: Field, desired: Properties, input: DiffInput): PropertyChange["cause"] {
  const { property } = field;
  const value = declared(desired, property);
  const { unrefreshed, recorded = unrefreshed } = input;
  const was = unrefreshed ? declared(unrefreshed, property) !== undefined : input.declaredBefore.includes(property);
  if (value === undefined) return was ? "program" : "drift";
  if (!was || containsUnknown(value)) return "program";
  const before = declared(unrefreshed ?? recorded ?? {}, property);
  if (before === undefined || containsUnknown(before)) return recorded === undefined ? "drift" : "program";
  return sameValue(field, input.resolve)(plainOf(before) as Plain, plainOf(value) as Plain) ? "drift" : "program";
}

export type { ResolveReference };
