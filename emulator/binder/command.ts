import type { CatalogueCmdlet, CatalogueParameter } from "../../catalogue";
import { commonParameters, SHOULD_PROCESS } from "./common-parameters";
import { type Correction, CORRECTIONS } from "./corrections";
import { defaultSetOf } from "./default-set";
import { type ValueType, valueTypeOf } from "./value-type";

/** One parameter as the binder sees it. */
export interface FormalParameter {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: ValueType;
  /** The cmdlet's own parameters win over the others when a prefix fits several. */
  readonly association: "declared" | "shouldProcess" | "common";
  readonly sets: "all" | readonly string[];
  /** Names of sets; `["*"]` = wherever it is. */
  readonly mandatoryIn: readonly string[];
  /** The catalogue's entry; common parameters have none. */
  readonly source?: CatalogueParameter;
}

export interface Command {
  readonly parameters: readonly FormalParameter[];
  /** Empty for a cmdlet without named sets. */
  readonly sets: readonly string[];
  readonly defaultSet: string | undefined;
}

const compiled = new WeakMap<CatalogueCmdlet, Command>();

/** Made once for each cmdlet: a DLP rule has 170 parameters. */
export function commandOf(cmdlet: CatalogueCmdlet): Command {
  const known = compiled.get(cmdlet) ?? compile(cmdlet);
  compiled.set(cmdlet, known);
  return known;
}

/**
 * The cmdlet's binding metadata. A parameter whose page limits it to other environments is not there; one that the
 * catalogue's caller merely did not see (`notSeenOnService`) is, because another role may have it.
 */
function compile(cmdlet: CatalogueCmdlet): Command {
  const correction = CORRECTIONS[cmdlet.name] ?? {};
  const there = cmdlet.params.filter((parameter) => !parameter.notApplicableToSC);
  const sets = setNames(cmdlet, there, correction);
  const own = there.map((parameter) => formalOf(parameter, sets, correction));
  return {
    parameters: [
      ...own.filter((parameter) => parameter.association === "declared"),
      ...commonParameters,
      ...own.filter((parameter) => parameter.association === "shouldProcess"),
    ],
    sets,
    defaultSet: defaultSetOf(cmdlet.name, sets),
  };
}

function setNames(
  cmdlet: CatalogueCmdlet,
  parameters: readonly CatalogueParameter[],
  { unlistedSet, parameters: corrected = {} }: Correction,
): readonly string[] {
  const documented = (cmdlet.sets ?? []).map((set) => set.name);
  const used = parameters.flatMap((parameter) => parameter.sets ?? []);
  const added = Object.values(corrected).flatMap(({ sets }) => (sets === undefined || sets === "all" ? [] : sets));
  return [...new Set([...documented, ...used, ...added, ...(unlistedSet ? [unlistedSet] : [])])];
}

function formalOf(parameter: CatalogueParameter, allSets: readonly string[], correction: Correction): FormalParameter {
  const corrected = correction.parameters?.[parameter.name];
  const isShouldProcess = SHOULD_PROCESS.has(parameter.name.toLowerCase());
  const mandatoryIn = corrected?.mandatoryIn ?? parameter.requiredIn ?? [];
  // In every set but mandatory in some only: PowerShell then has one attribute for each set.
  const everySet = mandatoryIn.length > 0 && !mandatoryIn.includes("*") ? allSets : "all";
  return {
    name: parameter.name,
    aliases: parameter.aliases ?? [],
    type: valueTypeOf(parameter),
    association: isShouldProcess ? "shouldProcess" : "declared",
    sets: isShouldProcess ? "all" : (corrected?.sets ?? parameter.sets ?? everySet),
    mandatoryIn,
    source: parameter,
  };
}

export const isMandatorySomewhere = (parameter: FormalParameter): boolean => parameter.mandatoryIn.length > 0;

export const isInSet = (parameter: FormalParameter, set: string): boolean =>
  parameter.sets === "all" || parameter.sets.includes(set);

export const isMandatoryIn = (parameter: FormalParameter, set: string): boolean =>
  isInSet(parameter, set) && (parameter.mandatoryIn.includes("*") || parameter.mandatoryIn.includes(set));
