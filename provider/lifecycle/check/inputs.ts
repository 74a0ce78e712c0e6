import type { Field, Kind } from "../../kinds";
import { isEmpty, sameJson } from "../../kinds/fields/same";
import {
  containsUnknown,
  isRecord,
  isSecret,
  isUnknown,
  plainOf,
  type Properties,
  reveal,
  suggest,
  type Value,
} from "../../values";
import { checkSets, clash, takesName } from "./parameter-sets";
import { checkValue } from "./values";
import type { CheckFailure, CheckResult } from "../types";
import { COMMON_INPUTS, declared, formOf, isOpen, plainProperties } from "../object/declared";
import { didYouMean } from "../report/did-you-mean";
import { IRREVERSIBLE_ACTS } from "../guard/judge";

export interface CheckContext {
  /** Inputs of the last update. */
  readonly olds?: Properties | undefined;
  /** Default of `name`. */
  readonly logicalName?: string | undefined;
}

type Failures = readonly CheckFailure[];

/** Validates inputs before anything is sent. Keeps the user's shape and spelling; only `name` is defaulted. */
export function checkInputs(kind: Kind, news: Properties, context: CheckContext): CheckResult {
  const inputs = withName(kind, news, context.logicalName);
  const meant = spelledRight(kind, inputs);
  const failures = [
    ...unknownProperties(kind, news),
    ...common(inputs),
    ...kind.fields.flatMap((field) => ownValue(field, inputs)),
    ...serviceNamed(kind, news),
    ...aliases(kind, meant),
    ...relations(kind, meant),
    ...meaningless(kind, meant),
    ...(kind.special?.kind === "generic" ? [] : checkSets(kind, meant)),
    ...kind.rules.flatMap((rule) => rule(meant)),
    ...undeclarable(kind, meant, context.olds),
  ];
  return { inputs, failures: distinct(failures) };
}

function withName(kind: Kind, news: Properties, logicalName: string | undefined): Properties {
  if (logicalName === undefined || declared(news, "name") !== undefined || !takesName(kind, news)) return news;
  return { ...news, name: logicalName };
}

const knownProperties = (kind: Kind): readonly string[] => [
  ...kind.fields.map((field) => field.property),
  ...COMMON_INPUTS,
];

const isStranger = (property: string, known: readonly string[]): boolean =>
  !property.startsWith("__") && !known.includes(property);

function unknownProperties(kind: Kind, news: Properties): Failures {
  const known = knownProperties(kind);
  return Object.keys(news)
    .filter((property) => isStranger(property, known))
    .map((property) => ({
      property,
      reason: `${kind.noun} has no property ${property}${didYouMean(property, known)}; for a parameter that the service grew since, use extraParameters`,
    }));
}

/** As if no property were misspelt: one slip must not be told a second time as "… is required". */
function spelledRight(kind: Kind, inputs: Properties): Properties {
  const known = knownProperties(kind);
  const slips = Object.entries(inputs)
    .filter(([property]) => isStranger(property, known))
    .map(([property, value]) => [suggest(property, known) ?? property, value] as const);
  return slips.length === 0 ? inputs : { ...Object.fromEntries(slips), ...inputs };
}

function ownValue(field: Field, inputs: Properties): Failures {
  const value = declared(inputs, field.property);
  if (value === undefined) return [];
  const failures = checkValue(field.type, value, field.property);
  return failures.length === 0 && field.property === "name" ? nameRules(value) : failures;
}

function nameRules(value: Value): Failures {
  const name = isUnknown(value) ? undefined : reveal(value);
  if (typeof name !== "string") return [];
  if (name.trim() === "") return [{ property: "name", reason: "must not be empty" }];
  if (name !== name.trim()) return [{ property: "name", reason: "must not begin or end with white space" }];
  return /[\u0000-\u001f\u007f]/.test(name) ? [{ property: "name", reason: "must not hold control characters" }] : [];
}

function serviceNamed(kind: Kind, news: Properties): Failures {
  if (kind.named === "program" || declared(news, "name") === undefined || kind.field("name") === undefined) return [];
  if (isOpen(news, "name")) return [];
  const { name: _, ...rest } = news;
  return takesName(kind, rest)
    ? []
    : [{ property: "name", reason: `the service names such a ${kind.noun}; leave name out` }];
}

function aliases(kind: Kind, inputs: Properties): Failures {
  return kind.fields
    .filter((field) => field.aliasOf !== undefined && declared(inputs, field.property) !== undefined)
    .filter((field) => declared(inputs, field.aliasOf ?? "") !== undefined)
    .filter((field) => !isOpen(inputs, field.property) && !isOpen(inputs, field.aliasOf ?? ""))
    .map((field) => ({
      property: field.property,
      reason: `${field.property} and ${field.aliasOf ?? ""} are the same; declare one of them`,
    }));
}

/** Relations that the pages state between parameters: conflicts are named with both properties. */
function relations(kind: Kind, inputs: Properties): Failures {
  const isAbsent = (field: Field): boolean => isEmpty(revealed(declared(inputs, field.property)));
  const isGiven = (field: Field | undefined): field is Field =>
    field !== undefined && !isAbsent(field) && !isOpen(inputs, field.property);
  const byParameter = (parameter: string): Field | undefined => kind.fields.find((f) => f.parameter === parameter);
  return kind.fields.filter(isGiven).flatMap((field) => [
    ...field.conflictsWith
      .map(byParameter)
      .filter(isGiven)
      .filter((other) => field.property < other.property || !other.conflictsWith.includes(field.parameter))
      .map((other) => clash(field, other)),
    ...field.requires
      .map(byParameter)
      .filter((other): other is Field => other !== undefined)
      .filter(isAbsent)
      .map((other) => ({ property: other.property, reason: `is required because ${field.property} is declared` })),
  ]);
}

/** Declared beside a switch that makes the service ignore it: it would never read back as declared. */
function meaningless(kind: Kind, inputs: Properties): Failures {
  return kind.fields
    .filter((field) => !isEmpty(revealed(declared(inputs, field.property))) && !isOpen(inputs, field.property))
    .flatMap((field) =>
      field.meaningfulWhen.flatMap(({ parameter, values }) => {
        const other = kind.fields.find((candidate) => candidate.parameter === parameter);
        const value = other && revealed(declared(inputs, other.property));
        if (!other || value === "unknown" || values.some((wanted) => sameJson(wanted, value ?? other.default ?? null)))
          return [];
        const reason = `counts only when ${other.property} is declared as ${values.map(String).join(" or ")}`;
        return [{ property: field.property, reason }];
      }),
    );
}

const revealed = (value: Value | undefined): ReturnType<typeof plainOf> =>
  value === undefined ? undefined : containsUnknown(value) ? "unknown" : plainOf(value);

/** Dropped from the program although the service cannot take it back. */
function undeclarable(kind: Kind, inputs: Properties, olds: Properties | undefined): Failures {
  if (!olds) return [];
  const changesForm = formOf(kind, plainProperties(kind, olds)) !== formOf(kind, plainProperties(kind, inputs));
  if (changesForm) return [];
  return kind.fields
    .filter((field) => field.clear.to === "refused" && !field.replaces && !field.required && !field.owned)
    .filter((field) => !isEmpty(revealed(declared(olds, field.property))))
    .filter((field) => declared(inputs, field.property) === undefined)
    .map((field) => ({
      property: field.property,
      reason: `cannot be left out again: ${field.clear.to === "refused" ? field.clear.because : ""}; declare the value you want`,
    }));
}

function common(inputs: Properties): Failures {
  const failures: CheckFailure[] = [];
  for (const property of ["allowReplace", "adoptExisting"]) {
    const value = declared(inputs, property);
    if (value !== undefined) failures.push(...checkValue({ type: "boolean" }, value, property));
  }
  const extra = declared(inputs, "extraParameters");
  const bare = isSecret(extra) ? extra.value : extra;
  if (bare !== undefined && !isUnknown(bare) && !isRecord(bare)) {
    failures.push({ property: "extraParameters", reason: "must be an object: cmdlet parameter -> value" });
  }
  const acts = declared(inputs, "acceptIrreversible");
  const type = { type: "list", of: { type: "enum", values: Object.keys(IRREVERSIBLE_ACTS) } } as const;
  if (acts !== undefined) failures.push(...checkValue(type, acts, "acceptIrreversible"));
  return failures;
}

const distinct = (failures: Failures): Failures =>
  failures.filter(
    (failure, i) =>
      failures.findIndex((other) => other.property === failure.property && other.reason === failure.reason) === i,
  );
