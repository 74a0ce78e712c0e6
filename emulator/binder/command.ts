import type { CatalogueCmdlet, CatalogueParameter } from "../../catalogue";
import { commonParameters, SHOULD_PROCESS } from "./common-parameters";
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

/**
 * The cmdlet's binding metadata. A parameter whose page limits it to other environments is not there; one that the
 * catalogue's caller merely did not see (`notSeenOnService`) is, because another role may have it.
 */
export function commandOf(cmdlet: CatalogueCmdlet): Command {
  const there = cmdlet.params.filter((parameter) => !parameter.notApplicableToSC);
  const sets = [
    ...new Set([...(cmdlet.sets ?? []).map((set) => set.name), ...there.flatMap((parameter) => parameter.sets ?? [])]),
  ];
  const own = there.map((parameter) => formalOf(parameter, sets));
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

function formalOf(parameter: CatalogueParameter, allSets: readonly string[]): FormalParameter {
  const mandatoryIn = parameter.requiredIn ?? [];
  // In every set but mandatory in some only: PowerShell then has one attribute for each set.
  const everySet = mandatoryIn.length > 0 && !mandatoryIn.includes("*") ? allSets : "all";
  return {
    name: parameter.name,
    aliases: parameter.aliases ?? [],
    type: valueTypeOf(parameter),
    association: SHOULD_PROCESS.has(parameter.name.toLowerCase()) ? "shouldProcess" : "declared",
    sets: parameter.sets ?? everySet,
    mandatoryIn,
    source: parameter,
  };
}

export const isMandatorySomewhere = (parameter: FormalParameter): boolean => parameter.mandatoryIn.length > 0;

export const isInSet = (parameter: FormalParameter, set: string): boolean =>
  parameter.sets === "all" || parameter.sets.includes(set);

export const isMandatoryIn = (parameter: FormalParameter, set: string): boolean =>
  isInSet(parameter, set) && (parameter.mandatoryIn.includes("*") || parameter.mandatoryIn.includes(set));
