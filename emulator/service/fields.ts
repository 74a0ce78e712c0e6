import { findCmdlet, findFamily, type CatalogueParameter } from "../../catalogue";
import type { Json } from "../contract";
import { badArgument } from "./faults";
import { asText, fold } from "./json";
import type { FieldRule, NounDeclaration } from "./noun";

/** A property that New or Set can write. */
export interface Field {
  readonly name: string;
  readonly list: boolean;
  readonly kind: CatalogueParameter["kind"];
  readonly initial: Json;
  readonly rule: FieldRule;
}

/** What a parameter does to a field. */
export interface Effect {
  readonly field: Field;
  readonly op: "set" | "add" | "remove";
}

export interface FieldPlan {
  readonly fields: readonly Field[];
  /** By folded parameter name; parameters that are no state are absent. */
  readonly effects: ReadonlyMap<string, Effect>;
  /** Parameter that names a new object; absent = the service names it. */
  readonly nameParameter: string | undefined;
}

/** Never state, whatever the noun. */
const common = ["Identity", "Confirm", "WhatIf", "Force", "ForceDeletion", "DomainController", "Organization"];

const empty: FieldRule = {};

/** Reads from the catalogue which parameters of a noun are properties, and how its lists change. */
export function planFields(declaration: NounDeclaration): FieldPlan {
  const { noun } = declaration;
  const family = findFamily(noun);
  const onNew = findCmdlet(`New-${noun}`)?.params ?? [];
  const onSet = findCmdlet(`Set-${noun}`)?.params ?? [];
  const merged = new Map<string, CatalogueParameter>();
  for (const parameter of [...onSet, ...onNew]) merged.set(fold(parameter.name), parameter);
  const nameParameter = declaration.naming?.parameter ?? nameOf(onNew);
  const noState = new Set(
    [
      ...common,
      ...(family?.actionParams ?? []),
      ...(family?.selectorParams ?? []),
      ...(declaration.variants ?? []),
      ...(declaration.actions ?? []),
      ...(declaration.parent ? [declaration.parent.parameter] : []),
      ...(nameParameter ? [nameParameter] : []),
    ].map(fold),
  );
  const pairs = pairsOf(noun, merged);
  const effects = new Map<string, Effect>();
  const fields = new Map<string, Field>();
  const define = (name: string, parameter: CatalogueParameter, list: boolean): Field => {
    const known = fields.get(fold(name));
    if (known) return known;
    const rule = declaration.fields?.[name] ?? empty;
    const field = { name, list, kind: parameter.kind, initial: initialOf(parameter, list, rule), rule };
    fields.set(fold(name), field);
    return field;
  };
  for (const [key, parameter] of merged) {
    if (noState.has(key)) continue;
    const pair = pairs.get(key);
    const field = pair
      ? define(pair.base, parameter, true)
      : define(parameter.name, parameter, parameter.list ?? false);
    effects.set(key, { field, op: pair?.op ?? "set" });
  }
  return { fields: [...fields.values()], effects, nameParameter };
}

function nameOf(onNew: readonly CatalogueParameter[]): string | undefined {
  const named = onNew.find(({ name }) => name === "Name");
  return (named ?? onNew.find(({ name, requiredIn }) => name.endsWith("Name") && requiredIn?.includes("*")))?.name;
}

interface Pair {
  readonly base: string;
  readonly op: "add" | "remove";
}

/** AddX/RemoveX, as the families name them; of nouns without a family, by the look of their names. */
function pairsOf(noun: string, parameters: ReadonlyMap<string, CatalogueParameter>): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { base, add, remove } of findFamily(noun)?.addRemove ?? []) {
    if (add) pairs.set(fold(add), { base, op: "add" });
    if (remove) pairs.set(fold(remove), { base, op: "remove" });
  }
  for (const { name } of parameters.values()) {
    if (!/^Add[A-Z]/.test(name) || pairs.has(fold(name))) continue;
    const base = name.slice("Add".length);
    if (!parameters.has(fold(`Remove${base}`))) continue;
    pairs.set(fold(name), { base, op: "add" });
    pairs.set(fold(`Remove${base}`), { base, op: "remove" });
  }
  return pairs;
}

function initialOf({ kind, statedDefault }: CatalogueParameter, list: boolean, rule: FieldRule): Json {
  if (rule.initial !== undefined) return rule.initial;
  if (list) return [];
  if (typeof statedDefault === "boolean" || typeof statedDefault === "number") return statedDefault;
  return kind === "switch" ? false : null;
}

/**
 * Forms that depend on the parameter's type alone: durations are text on read (docs/service/reading.md#durations), dates are UTC
 * (docs/service/admin-api.md#read-dates).
 */
export function acceptByKind({ kind, name }: Field, value: Json): Json {
  if (value === null) return null;
  if (kind === "integerOrUnlimited") return unlimited(name, value);
  if (kind === "datetime" || kind === "dateTime") return dateTime(name, value);
  return value;
}

function unlimited(parameter: string, value: Json): string {
  const text = asText(value).trim();
  if (fold(text) === "unlimited") return "Unlimited";
  if (!/^-?\d+$/.test(text)) throw badArgument(parameter, `'${text}' is neither an integer nor 'Unlimited'.`);
  return String(Number(text));
}

function dateTime(parameter: string, value: Json): string {
  const text = asText(value);
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || !/^\d{4}-\d\d-\d\dT/.test(text) ? text : `${text}Z`;
  const at = Date.parse(zoned);
  if (Number.isNaN(at)) throw badArgument(parameter, `'${text}' isn't a date.`);
  return new Date(at).toISOString().replace(/\.(\d{3})Z$/, ".$10000Z");
}
