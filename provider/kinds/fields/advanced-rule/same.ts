import type { ResolveReference } from "../../reference";
import { sameSize } from "../byte-size";
import { type Canonical, elementsIn, isCanonicalRecord, isEmpty } from "../canonical";
import { fieldOf, memberOf } from "../object";
import { sameAs, sameJson } from "../same";
import { sameInAnyOrder, sameSensitive } from "../sensitive/same";
import { CONDITION, conditionNamed, isStructure, SENSITIVE } from "./conditions";
import { readAdvanced } from "./read";

/** A tree without what says nothing: groups of one, groups in groups of the same operator, two negations. */
type Norm =
  | { readonly kind: "group"; readonly operator: "And" | "Or"; readonly parts: readonly Norm[] }
  | { readonly kind: "not"; readonly part: Norm }
  | { readonly kind: "leaf"; readonly name: string; readonly value: Canonical };

function group(operator: "And" | "Or", parts: readonly Norm[]): Norm {
  const flat = parts.flatMap((part) => (part.kind === "group" && part.operator === operator ? part.parts : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { kind: "group", operator, parts: flat };
}

const negated = (part: Norm): Norm => (part.kind === "not" ? part.part : { kind: "not", part });

const isOr = (operator: Canonical | undefined): boolean =>
  typeof operator === "string" && /^or$/i.test(operator.trim());

/** Conditions next to each other in one object must all hold. */
export function normalized(condition: Canonical): Norm {
  if (!isCanonicalRecord(condition)) return { kind: "leaf", name: "", value: condition };
  const get = (property: string): Canonical | undefined => memberOf(CONDITION, condition, property);
  const nested = elementsIn(get("conditions") ?? null).map(normalized);
  const not = get("not");
  const name = get("condition");
  const leaves = Object.entries(condition).flatMap(([key, value]): readonly Norm[] => {
    const field = fieldOf(CONDITION, key);
    return field && !isStructure(field.property) && !isEmpty(value)
      ? [{ kind: "leaf", name: field.property, value }]
      : [];
  });
  return group("And", [
    ...(nested.length > 0 ? [group(isOr(get("operator")) ? "Or" : "And", nested)] : []),
    ...(isCanonicalRecord(not) ? [negated(normalized(not))] : []),
    ...(typeof name === "string" ? [named(name, get("value") ?? null)] : []),
    ...leaves,
  ]);
}

const named = (name: string, value: Canonical): Norm => ({
  kind: "leaf",
  name: conditionNamed(name)?.property ?? name.toLowerCase(),
  value,
});

function sameLeaf(name: string, a: Canonical, b: Canonical, resolve: ResolveReference): boolean {
  if (name === SENSITIVE) return sameSensitive(a, b, resolve);
  if (/SizeOver$/.test(name)) return sameSize(a, b);
  const field = fieldOf(CONDITION, name);
  if (field) return sameAs(field.type, resolve)(a, b);
  const [first, second] = [elementsIn(a), elementsIn(b)];
  return sameInAnyOrder(first, second, sameJson);
}

function sameNorm(a: Norm, b: Norm, resolve: ResolveReference): boolean {
  if (a.kind === "not") return b.kind === "not" && sameNorm(a.part, b.part, resolve);
  if (a.kind === "leaf") return b.kind === "leaf" && a.name === b.name && sameLeaf(a.name, a.value, b.value, resolve);
  return (
    b.kind === "group" &&
    a.operator === b.operator &&
    sameInAnyOrder(a.parts, b.parts, (x, y) => sameNorm(x, y, resolve))
  );
}

/** Do two advanced rules, as trees or as texts, hold for the same content (docs/service/dlp.md#advanced-rule)? */
export function sameAdvanced(declared: Canonical, actual: Canonical, resolve: ResolveReference): boolean {
  if (isEmpty(declared) || isEmpty(actual)) return isEmpty(declared) && isEmpty(actual);
  const [a, b] = [readAdvanced(declared), readAdvanced(actual)];
  return sameNorm(normalized(a), normalized(b), resolve);
}
