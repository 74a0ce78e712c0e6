import { type Field, IRREVERSIBLE_ACT_NAMES, type Kind } from "../../kinds";
import { isEmpty } from "../../kinds/fields/canonical";
import { isDoubtful } from "../../kinds/generic/rules";
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
import { pageWarnings, rulesBroken } from "./page-warnings";
import { checkSets, IS_REQUIRED, takesName } from "./parameter-sets";
import { checkValue } from "./values";
import type { CheckFailure, CheckResult } from "../types";
import { COMMON_INPUTS, counts, declared, formOf, isOpen, plainProperties } from "../object/declared";
import { didYouMean } from "../report/did-you-mean";

export interface CheckContext {
  /** Inputs of the last update. */
  readonly olds?: Properties | undefined;
  /** What the object holds that a new resource takes over. */
  readonly held?: Properties | undefined;
  /** Default of `name`. */
  readonly logicalName?: string | undefined;
}

type Failures = readonly CheckFailure[];

/**
 * Validates inputs before anything is sent. Keeps the user's shape and spelling; only `name` is defaulted. What the binder refuses is
 * a failure; what only a page states is a warning; what the recorded inputs or the object that is taken over have as well was
 * accepted by the service, and is neither.
 */
export function checkInputs(kind: Kind, news: Properties, context: CheckContext): CheckResult {
  const inputs = withName(kind, news, context.logicalName);
  const meant = spelledRight(kind, inputs);
  const accepted = acceptedBy(kind, context.olds ?? context.held);
  const failures = [
    ...unknownProperties(kind, news),
    ...common(inputs),
    ...serviceNamed(kind, news),
    ...leftToOthers(kind, context, accepted.without(refused(kind, inputs, meant))),
    ...undeclarable(kind, meant, context.olds),
  ];
  const warnings = accepted.without(pageWarnings(kind, meant)).filter((warning) => !isCovered(warning, failures));
  return { inputs, failures: distinct(failures), warnings: distinct(warnings) };
}

/**
 * What New needs and resources of another kind may decide later: an object that exists may leave it out
 * (the labels of a policy to LabelPolicyMembership).
 */
function leftToOthers(kind: Kind, { olds, held }: CheckContext, failures: Failures): Failures {
  const claimed = (property: string): boolean =>
    kind.claims.some((claim) => claim.noun === kind.noun && claim.by.includes(property));
  if (olds === undefined && held === undefined) return failures;
  return failures.filter(({ property, reason }) => reason !== IS_REQUIRED || !claimed(property));
}

/** What is wrong with declared values, alone and together. */
const refused = (kind: Kind, inputs: Properties, meant: Properties): Failures => [
  ...kind.fields.flatMap((field) => ownValue(field, inputs)),
  ...aliases(kind, meant),
  ...checkSets(kind, meant).filter((finding) => kind.special?.kind !== "generic" || !isDoubtful(kind, finding)),
  ...rulesBroken(kind, meant).filter(({ stated }) => !stated),
];

/** A failure of the same property says it already. */
const isCovered = (warning: CheckFailure, failures: Failures): boolean =>
  failures.some(({ property }) => property === warning.property);

/** What these have too is as the service has it (an import, an earlier version, an object that exists): it is never refused. */
function acceptedBy(kind: Kind, olds: Properties | undefined): { without(findings: Failures): Failures } {
  const known = olds ? [...refused(kind, olds, olds), ...pageWarnings(kind, olds)] : [];
  const keys = new Set(known.map(keyOf));
  return { without: (findings) => findings.filter((finding) => !keys.has(keyOf(finding))) };
}

const keyOf = ({ property, reason }: CheckFailure): string => JSON.stringify([property, reason]);

function withName(kind: Kind, news: Properties, logicalName: string | undefined): Properties {
  if (logicalName === undefined || declared(news, "name") !== undefined || !takesName(kind, news)) return news;
  return { ...news, name: logicalName };
}

const knownProperties = (kind: Kind): readonly string[] => [
  ...kind.fields.map((field) => field.property),
  ...COMMON_INPUTS,
];

const isNotKnown = (property: string, known: readonly string[]): boolean =>
  !property.startsWith("__") && !known.includes(property);

function unknownProperties(kind: Kind, news: Properties): Failures {
  const known = knownProperties(kind);
  return Object.keys(news)
    .filter((property) => isNotKnown(property, known))
    .map((property) => ({
      property,
      reason: `${kind.noun} has no property ${property}${didYouMean(property, known)}; for a parameter that is newer than this version, use extraParameters`,
    }));
}

/** As if no property were misspelled: one slip must not be reported a second time as "… is required". */
function spelledRight(kind: Kind, inputs: Properties): Properties {
  const known = knownProperties(kind);
  const slips = Object.entries(inputs)
    .filter(([property]) => isNotKnown(property, known))
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
    .filter((field) => declared(inputs, field.property) === undefined && counts(kind, field, inputs))
    .map((field) => ({
      property: field.property,
      reason: `cannot be left out again: ${field.clear.to === "refused" ? field.clear.because : ""}; declare the value you want`,
    }));
}

function common(inputs: Properties): Failures {
  const failures: CheckFailure[] = [];
  for (const property of ["allowReplace", "adoptExisting", "deletionProtection"]) {
    const value = declared(inputs, property);
    if (value !== undefined) failures.push(...checkValue({ type: "boolean" }, value, property));
  }
  const extra = declared(inputs, "extraParameters");
  const bare = isSecret(extra) ? extra.value : extra;
  if (bare !== undefined && !isUnknown(bare) && !isRecord(bare)) {
    failures.push({ property: "extraParameters", reason: "must be an object: cmdlet parameter -> value" });
  }
  const acts = declared(inputs, "acceptIrreversible");
  const type = { type: "list", of: { type: "enum", values: IRREVERSIBLE_ACT_NAMES } } as const;
  if (acts !== undefined) failures.push(...checkValue(type, acts, "acceptIrreversible"));
  return failures;
}

const distinct = (failures: Failures): Failures => [
  ...new Map(failures.map((failure) => [keyOf(failure), failure])).values(),
];
