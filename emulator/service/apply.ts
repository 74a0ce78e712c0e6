import type { Json } from "../contract";
import type { CallContext } from "./context";
import { acceptByKind, type Field, type FieldPlan } from "./fields";
import { asList, asText, canonical, fold, isObject, member, type JsonObject } from "./json";

/** Keys by which two list elements are one; text compares without case. */
export const keysOf = ({ rule }: Field, element: Json): readonly string[] =>
  rule.keys?.(element) ?? [typeof element === "string" ? fold(element) : canonical(element)];

/** Everything that New leaves alone. */
export const initialProperties = (plan: FieldPlan): JsonObject =>
  Object.fromEntries(plan.fields.map(({ name, initial }) => [name, structuredClone(initial)]));

/**
 * Applies the parameters of New or Set to a draft: whole values, AddX/RemoveX, and null, which clears
 * (docs/service/admin-api.md#parameter-values).
 */
export function applyParameters(
  plan: FieldPlan,
  draft: JsonObject,
  parameters: ReadonlyMap<string, Json>,
  call: CallContext,
): void {
  const deltas = new Map<Field, { add: Json[]; remove: Json[] }>();
  const deltaOf = (field: Field): { add: Json[]; remove: Json[] } => {
    const known = deltas.get(field) ?? { add: [], remove: [] };
    deltas.set(field, known);
    return known;
  };
  for (const [parameter, value] of parameters) {
    const effect = plan.effects.get(fold(parameter));
    if (!effect) continue;
    const { field, op } = effect;
    if (op !== "set") deltaOf(field)[op].push(...acceptAll(field, value, call));
    else if (isDelta(field, value)) {
      deltaOf(field).add.push(...acceptAll(field, member(value, "Add"), call));
      deltaOf(field).remove.push(...acceptAll(field, member(value, "Remove"), call));
    } else draft[field.name] = whole(field, value, call);
  }
  for (const [field, delta] of deltas) draft[field.name] = merge(field, asList(draft[field.name]), delta);
  for (const field of plan.fields)
    if (field.rule.check && [...parameters.keys()].some((name) => plan.effects.get(fold(name))?.field === field))
      field.rule.check(asList(draft[field.name]), call);
}

/** A multi-valued property takes `{Add, Remove}` too; an empty delta does not clear (docs/service/admin-api.md#empty-delta). */
const isDelta = ({ list, kind }: Field, value: Json): value is JsonObject =>
  list && kind !== "hashtable" && isObject(value) && (member(value, "Add") ?? member(value, "Remove")) !== undefined;

const accept = (field: Field, value: Json, call: CallContext): Json =>
  field.rule.accept ? field.rule.accept(value, call) : acceptByKind(field, value);

const acceptAll = (field: Field, value: Json | undefined, call: CallContext): Json[] =>
  asList(value)
    .flatMap((element) => field.rule.expand?.(element, call) ?? [element])
    .map((element) => accept(field, element, call));

function whole(field: Field, value: Json, call: CallContext): Json {
  if (value === null) return field.list ? [] : field.rule.initial === undefined ? null : structuredClone(field.initial);
  if (!field.list) return accept(field, value, call);
  const elements: Json[] = [];
  const seen = new Set<string>();
  for (const element of acceptAll(field, value, call)) {
    const keys = keysOf(field, element);
    // A multi-valued property holds a value once.
    if (keys.some((key) => seen.has(key))) continue;
    keys.forEach((key) => seen.add(key));
    elements.push(element);
  }
  return elements;
}

/** Removing what is not there is no error; adding what is there may be one, and then nothing of the Set happens. */
export function merge(
  field: Field,
  present: readonly Json[],
  delta: { add: readonly Json[]; remove: readonly Json[] },
): Json[] {
  const removed = new Set(delta.remove.flatMap((element) => keysOf(field, element)));
  const both = delta.add.filter((element) => keysOf(field, element).some((key) => removed.has(key)));
  if (both.length > 0 && field.rule.onBoth) throw field.rule.onBoth(both);
  const kept = present.filter((element) => !keysOf(field, element).some((key) => removed.has(key)));
  const held = new Set(kept.flatMap((element) => keysOf(field, element)));
  for (const element of delta.add) {
    const keys = keysOf(field, element);
    if (keys.some((key) => held.has(key))) {
      if (field.rule.onTwice) throw field.rule.onTwice(element);
      continue;
    }
    keys.forEach((key) => held.add(key));
    kept.push(element);
  }
  return kept;
}

/** Wire form as the control API puts it → what is stored. */
export function importProperties(
  plan: FieldPlan,
  value: JsonObject,
  importOf: (field: Field, element: Json) => Json,
): JsonObject {
  const byName = new Map(plan.fields.map((field) => [fold(field.name), field]));
  const out: JsonObject = {};
  for (const [name, given] of Object.entries(value)) {
    const field = byName.get(fold(name));
    if (!field) out[name] = given;
    else if (field.list) out[field.name] = asList(given).map((element) => importOf(field, element));
    else if (field.kind === "integerOrUnlimited") out[field.name] = given === null ? null : asText(given);
    else out[field.name] = importOf(field, given);
  }
  return out;
}
