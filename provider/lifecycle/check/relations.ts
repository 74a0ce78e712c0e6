import type { Field, Kind, Relation } from "../../kinds";
import { isEmpty } from "../../kinds/fields/canonical";
import { sameJson } from "../../kinds/fields/same";
import { containsUnknown, type Plain, plainOf, type Properties } from "../../values";
import { declared, isOpen } from "../object/declared";
import type { CheckFailure } from "../types";
import { clash } from "./parameter-sets";
import { statedBy } from "./stated-by";

type Findings = readonly CheckFailure[];

/** Both sides of a relation as the program declares them: `value` = declared, else the documented default. */
interface Side {
  readonly field: Field;
  readonly value: Plain;
}

/**
 * Where declared properties break what Microsoft's pages state of them together. PowerShell binds such calls, and tenants may hold
 * such objects: they are warnings. What a property is not known yet may be, is not judged.
 */
export function brokenRelations(kind: Kind, inputs: Properties): Findings {
  return kind.fields
    .filter(({ property }) => !isOpen(inputs, property) && !isEmpty(declaredOf(inputs, property)))
    .flatMap((field) =>
      field.relations.flatMap((relation) => broken(kind, inputs, field, relation)).map(statedBy(field)),
    );
}

/** Undefined = not declared. What is not known in part counts as declared. */
function declaredOf(inputs: Properties, property: string): Plain | undefined {
  const value = declared(inputs, property);
  if (value === undefined) return undefined;
  return containsUnknown(value) ? NOT_KNOWN : plainOf(value);
}

const NOT_KNOWN = "not known yet";

function broken(kind: Kind, inputs: Properties, field: Field, relation: Relation): Findings {
  const other = kind.fields.find(({ parameter }) => parameter === relation.parameter);
  if (!other || isOpen(inputs, other.property)) return [];
  const own = { field, value: declaredOf(inputs, field.property) ?? null };
  const declaredOther = declaredOf(inputs, other.property);
  if (!isByValue(relation)) return together(own, { field: other, value: declaredOther ?? null }, relation.kind);
  return declaredOther === NOT_KNOWN
    ? []
    : byValue(own, { field: other, value: declaredOther ?? other.default ?? null }, relation);
}

const isByValue = (relation: Relation): relation is ByValue =>
  relation.kind !== "requires" && relation.kind !== "conflictsWith";

function together({ field }: Side, { field: other, value }: Side, kind: "requires" | "conflictsWith"): Findings {
  if (kind === "requires")
    return isEmpty(value)
      ? [{ property: other.property, reason: `is needed because ${field.property} is declared` }]
      : [];
  const isMutual = other.relations.some((one) => one.kind === kind && one.parameter === field.parameter);
  // Reported once, where both pages say it.
  return isEmpty(value) || (isMutual && field.property > other.property) ? [] : [clash(field, other)];
}

type ByValue = Extract<Relation, { readonly kind: Exclude<Relation["kind"], "requires" | "conflictsWith"> }>;

function byValue(own: Side, other: Side, relation: ByValue): Findings {
  const { property } = own.field;
  const name = other.field.property;
  switch (relation.kind) {
    case "singleValueIn":
      return Array.isArray(other.value) && other.value.length > 1
        ? [{ property: name, reason: `should have exactly one value because ${property} is declared` }]
        : [];
    case "notAllowedWhen": {
      const forbidden = relation.values.find((value) => sameJson(value, other.value));
      return forbidden === undefined
        ? []
        : [{ property, reason: `should be left out where ${name} is ${String(forbidden)}` }];
    }
    case "meaningfulOnlyWhen":
      return relation.values.some((value) => sameJson(value, other.value))
        ? []
        : [{ property, reason: `counts only when ${name} is declared as ${relation.values.join(" or ")}` }];
    case "valuesBy":
      return invalidFor(own, other, relation.values);
  }
}

function invalidFor(own: Side, other: Side, values: Extract<Relation, { kind: "valuesBy" }>["values"]): Findings {
  const valid = Object.entries(values).find(([value]) => sameJson(value, other.value))?.[1];
  if (!valid || own.value === NOT_KNOWN) return [];
  const { property } = own.field;
  const elements: readonly Plain[] = Array.isArray(own.value) ? own.value : [own.value];
  const texts = valid.filter((value) => value !== null);
  return elements
    .filter((element) => !texts.some((text) => sameJson(text.toLowerCase(), lower(element))))
    .map((element) => ({
      property,
      reason: `should be ${texts.join(" or ")} where ${other.field.property} is ${String(other.value)}, not ${String(element)}`,
    }));
}

const lower = (value: Plain): Plain => (typeof value === "string" ? value.toLowerCase() : value);
