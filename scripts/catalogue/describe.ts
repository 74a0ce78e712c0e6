import {
  allCmdlets,
  type Bound,
  type CatalogueCmdlet,
  type CatalogueFamily,
  type CatalogueParameter,
  FLAGS,
  findFamily,
  LIMIT_KEYS,
  pageOf,
  rangeOf,
  setsOf,
} from "../../catalogue";
import { defineKind, findKind } from "../../provider/kinds";
import { suggest } from "../../provider/values";

const nouns = (): readonly string[] => [...new Set(allCmdlets().map(({ noun }) => noun))];

const sameNoun = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Everything that the catalogue says of a noun, line by line; undefined = it does not know the noun. */
export function describeNoun(noun: string): readonly string[] | undefined {
  const cmdlets = allCmdlets().filter((cmdlet) => sameNoun(cmdlet.noun, noun));
  const [first] = cmdlets;
  if (!first) return undefined;
  const family = findFamily(noun);
  return [
    ...headOf(first.noun, family, cmdlets),
    ...cmdlets.flatMap((cmdlet) => ["", ...cmdletLines(cmdlet)]),
    ...(family ? ["", ...exclusionLines(first.noun)] : []),
  ];
}

/** The line for a noun that the catalogue does not know. */
export function unknownNoun(noun: string): string {
  const meant = suggest(noun.replace(/^\w+-/, ""), nouns());
  return `The catalogue has no noun ${noun}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

function headOf(
  noun: string,
  family: CatalogueFamily | undefined,
  cmdlets: readonly CatalogueCmdlet[],
): readonly string[] {
  const resource = findKind(noun);
  return [
    `${noun}${family ? ` (area ${family.area}, ${family.effectiveClass ?? family.class})` : " (no family: known from the service only)"}`,
    `  Resource: ${resource ? resource.token : "none yet (docs/adding-a-kind.md)"}`,
    `  Cmdlets: ${cmdlets.map(({ name }) => name).join(", ")}`,
    ...(family?.parent ? [`  Parent: ${family.parent.noun}, by -${family.parent.param ?? "?"}`] : []),
    ...(family?.createOnly?.length ? [`  Only on New: ${family.createOnly.join(", ")}`] : []),
    ...(family?.facts?.length ? [`  Facts: ${family.facts.join(", ")}`] : []),
    ...(family?.addRemove?.length
      ? [`  Lists changed by pairs: ${family.addRemove.map(({ base }) => base).join(", ")}`]
      : []),
  ];
}

function cmdletLines(cmdlet: CatalogueCmdlet): readonly string[] {
  const width = Math.max(0, ...cmdlet.params.map(({ name }) => name.length));
  return [
    cmdlet.source === "service" ? `${cmdlet.name} (not documented, known from the service only)` : cmdlet.name,
    ...(cmdlet.source === "service" ? [] : [`  ${pageOf(cmdlet.name)}`]),
    ...setsOf(cmdlet).map(({ name, required = [] }) => `  Set ${name}: requires ${required.join(", ") || "nothing"}`),
    ...cmdlet.params.map(
      (parameter) => `  -${parameter.name.padEnd(width)}  ${[typeOf(parameter), ...factsOf(parameter)].join("; ")}`,
    ),
  ];
}

const typeOf = ({ type, kind, list, multi }: CatalogueParameter): string =>
  `${type} (${kind}${list ? " list" : ""}${multi ? ", several in one" : ""})`;

const given = (label: string, values: readonly unknown[] | undefined): readonly string[] =>
  values?.length ? [`${label} ${values.join(", ")}`] : [];

const bound = (b: Bound | undefined, [inclusive, exclusive]: readonly [string, string]): readonly string[] =>
  b ? [`${b.inclusive ? inclusive : exclusive} ${b.value}`] : [];

function limitsOf({ limits = {} }: CatalogueParameter): readonly string[] {
  const { lower, upper } = rangeOf(limits);
  const others = Object.entries(limits).filter(
    ([name]) => name in LIMIT_KEYS && !/^(exclusive)?(min|max)$/i.test(name),
  );
  return [
    ...bound(lower, ["at least", "more than"]),
    ...bound(upper, ["at most", "less than"]),
    ...others.map(([name, value]) => `${name} ${value}`),
  ];
}

const byParameter = (label: string, of: object | undefined): readonly string[] =>
  Object.entries(of ?? {}).map(([parameter, values]) => `${label} ${parameter} is ${JSON.stringify(values)}`);

function factsOf(parameter: CatalogueParameter): readonly string[] {
  return [
    ...given(
      "required in",
      parameter.requiredIn?.map((set) => (set === "*" ? "every set" : set)),
    ),
    ...given("only in set", parameter.sets),
    ...given(parameter.valuesOpen ? `values (or any ${parameter.valuesOpen})` : "values", parameter.values),
    ...given("documented are only", parameter.valuesDocumented),
    ...given("reserved", parameter.valuesReserved),
    ...given("unsupported", parameter.valuesUnsupported),
    ...limitsOf(parameter),
    ...(parameter.allAlone ? ["All must stand alone"] : []),
    ...(parameter.statedDefault === undefined ? [] : [`default ${String(parameter.statedDefault)}`]),
    ...(parameter.nullable ? ["may be null"] : []),
    ...given("named by", parameter.idForms),
    ...given("not together with", parameter.conflictsWith),
    ...given("needs", parameter.requires),
    ...byParameter("counts only when", parameter.meaningfulOnlyWhen),
    ...byParameter("not allowed when", parameter.notAllowedWhen),
    ...byParameter("values when", parameter.valuesBy),
    ...(parameter.requiresSingleValueIn ? [`needs one value in ${parameter.requiresSingleValueIn}`] : []),
    ...(parameter.role ? [`a rule's ${parameter.role}`] : []),
    ...given(
      "flags:",
      parameter.flags?.filter((flag) => flag in FLAGS),
    ),
    ...(parameter.notApplicableToSC ? ["not for Security & Compliance"] : []),
    ...(parameter.source === "service" ? ["not documented"] : []),
    ...(parameter.notSeenOnService ? ["documented, but not seen on the service"] : []),
  ];
}

/** What is no property of the resource, and why; of a noun without one, what would be none. */
function exclusionLines(noun: string): readonly string[] {
  const { exclusions } = findKind(noun) ?? defineKind({ noun, summary: noun });
  if (exclusions.length === 0) return ["Every parameter of New, Set and Add is a property."];
  return [
    "Not a property:",
    ...exclusions.map(({ cmdlet, parameter, reason }) => `  ${cmdlet} -${parameter}: ${reason}`),
  ];
}
