import type { Field, Kind } from "../../kinds";
import { type Canonical, elementsIn } from "../../kinds/fields/canonical";
import { isLocation } from "../../kinds/fields/elements";
import { identifierKey } from "../../kinds/fields/identifiers";
import { type ElementMatch, matchElements } from "../../kinds/fields/match";
import type { ListType, ValueType } from "../../kinds/value-type";
import { showOf } from "../../kinds/fields/canonical";
import { containsSecret, isList, type Plain, type Properties } from "../../values";
import type { AnyProperties, ResolveReference } from "../types";
import { declared, declaredPlain } from "./declared";

/** A property that names persons, groups or sites; one that names one of them is a list of one. */
export interface LocationField {
  readonly field: Field;
  readonly type: ListType;
}

/** The same with both sides. */
export interface LocationList extends LocationField {
  readonly property: string;
  /** Undefined = not declared, or not known yet. */
  readonly declared: readonly Plain[] | undefined;
  /** Undefined = Get does not return it. */
  readonly actual: readonly Canonical[] | undefined;
  /** A program marks it, or an element of it, as secret. */
  readonly isSecret: boolean;
}

const fields = new WeakMap<Kind, readonly LocationField[]>();

export function locationFields(kind: Kind): readonly LocationField[] {
  const own = fields.get(kind) ?? kind.fields.filter(({ writeOnly }) => !writeOnly).flatMap(locationField);
  fields.set(kind, own);
  return own;
}

function locationField(field: Field): readonly LocationField[] {
  const type = setOfLocations(field.type);
  return type === undefined ? [] : [{ field, type }];
}

function setOfLocations(type: ValueType): ListType | undefined {
  if (type.type === "list") return !type.ordered && isLocation(type.of) ? type : undefined;
  return isLocation(type) ? { type: "list", of: type } : undefined;
}

export const locationLists = (kind: Kind, desired: Properties, actual: AnyProperties): readonly LocationList[] =>
  locationFields(kind).map(({ field, type }) => {
    const { property } = field;
    const value = declared(desired, property);
    const plain = declaredPlain(desired, property);
    const returned = actual[property];
    return {
      field,
      type,
      property,
      declared: plain === undefined ? undefined : isList(plain) ? plain : [plain],
      actual: returned === undefined ? undefined : elementsIn(returned as Canonical),
      isSecret: value !== undefined && containsSecret(value),
    };
  });

/** Which declared locations are which returned ones. */
export const matchLocations = (
  { type, declared: given = [], actual = [] }: Pick<LocationList, "type" | "declared" | "actual">,
  resolve: ResolveReference,
): ElementMatch => matchElements({ type, declared: given, actual, resolve });

/** The form in which spellings compare. */
export const spellingOf = (value: Canonical): string => identifierKey(String(showOf(value)));
