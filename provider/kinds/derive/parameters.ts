import {
  type AddRemovePair,
  type CatalogueCmdlet,
  type CatalogueParameter,
  findCmdlet,
  findFamily,
  type ParameterFlag,
} from "../../../catalogue";
import type { KindDefinition } from "../define";
import type { Cmdlets, Exclusion } from "../kind";

/** One parameter of a noun as New and Set know it; `add`/`remove` = how Set changes the list. */
export interface MergedParameter {
  readonly name: string;
  readonly create?: CatalogueParameter | undefined;
  readonly update?: CatalogueParameter | undefined;
  readonly pair?: AddRemovePair | undefined;
}

const COMMON: { readonly [parameter: string]: string } = {
  Confirm: "common switch: the provider answers it itself",
  WhatIf: "does nothing in this service; preview is the dry run",
  Force: "sent by the provider where an act asks for confirmation",
  DomainController: "reserved for internal use",
};

/** Acts, not state: folded into a state property or sent by the provider when it is their time. */
const ACTIONS: { readonly [parameter: string]: string } = {
  RetryDistribution: "an action: sent when a distribution failed",
  StartSimulation: "an action: folded into `simulation`",
  EnforceSimulationPolicy: "an action: folded into `simulation`",
  ForceStartSimulation: "an action: folded into `simulation`",
  Close: 'an action: folded into `status: "Closed"`',
  Reopen: 'an action: folded into `status: "Active"`',
  RemoveParentLink: "an action: sent when `parentId` is no longer declared",
  NextLabelPolicy: "an action: order is declared by the order resource",
  PreviousLabelPolicy: "an action: order is declared by the order resource",
  UpdateStatistics: "an action without a state",
  ForceBypassScopeCheck: "an action without a state",
  ForceDeletion: "an action: deletes that need it are refused unless accepted",
  AddOrUpdateSources: "an action without a state",
  RemoveSources: "an action without a state",
};

const RESERVED: readonly (readonly [ParameterFlag, string])[] = [
  ["reservedInternal", "flagged as reserved for internal use by Microsoft"],
  ["onPremOnly", "flagged as for on-premises Exchange only"],
  ["doNotUse", "flagged as not to be used"],
];

/** Why a parameter that stands on the given cmdlets is no property; undefined = it is one. */
function exclusionOf(name: string, on: readonly CatalogueParameter[]): string | undefined {
  const common = COMMON[name] ?? ACTIONS[name];
  if (common) return common;
  if (on.every((parameter) => parameter.notApplicableToSC)) return "the page limits it to other environments";
  return RESERVED.find(([flag]) => on.every((parameter) => parameter.flags?.includes(flag)))?.[1];
}

export interface Merged {
  readonly parameters: readonly MergedParameter[];
  readonly exclusions: readonly Exclusion[];
}

/** All parameters of New/Enable/Add and Set, Add/Remove pairs folded into their list, with what is left out and why. */
export function mergeParameters(definition: KindDefinition, cmdlets: Cmdlets): Merged {
  const create = findCmdlet(cmdlets.create ?? "");
  const update = findCmdlet(cmdlets.update ?? "");
  const pairs = pairsOf(definition.noun, create, update);
  const folded = new Map(pairs.flatMap((pair) => [[pair.add, pair] as const, [pair.remove, pair] as const]));
  const exclusions: Exclusion[] = [];
  const leaveOut = (parameter: string, reason: string): void => {
    for (const cmdlet of [create, update]) {
      if (cmdlet?.params.some(({ name }) => name === parameter)) {
        exclusions.push({ cmdlet: cmdlet.name, parameter, reason });
      }
    }
  };
  const mergedOf = (name: string): MergedParameter => merge(name, create?.params, update?.params, pairs);
  /** Why a parameter (or the list that a pair changes) is no property. */
  const leftOut = (name: string): string | undefined => {
    const merged = mergedOf(name);
    const on = [merged.create, merged.update, ...pairParameters(merged.pair, update?.params)].filter((p) => !!p);
    const overlay = definition.fields?.[name];
    if (name === cmdlets.identityParameter && !overlay) return "names the object; the provider fills it in";
    return overlay?.exclude ?? (overlay ? undefined : exclusionOf(name, on));
  };
  const names = new Set([...(create?.params ?? []), ...(update?.params ?? [])].map(({ name }) => name));
  for (const pair of pairs) names.add(pair.base);
  const parameters: MergedParameter[] = [];
  for (const name of names) {
    const pair = folded.get(name);
    if (pair) {
      leaveOut(name, leftOut(pair.base) ?? `folded into the desired list \`${pair.base}\``);
      continue;
    }
    const reason = leftOut(name);
    if (reason) leaveOut(name, reason);
    else parameters.push(mergedOf(name));
  }
  return { parameters, exclusions };
}

/** Pairs that the families know, and those that only Set's parameters show: `AddX` and `RemoveX` change one list. */
function pairsOf(
  noun: string,
  create: CatalogueCmdlet | undefined,
  update: CatalogueCmdlet | undefined,
): readonly AddRemovePair[] {
  const known = findFamily(noun)?.addRemove ?? [];
  const onSet = new Set(update?.params.map(({ name }) => name));
  const others = [...onSet]
    .flatMap((add) => /^Add([A-Z].*)$/.exec(add)?.[1] ?? [])
    .filter((base) => onSet.has(`Remove${base}`) && !known.some((pair) => pair.add === `Add${base}`))
    .filter((base) => create?.params.some(({ name }) => name === base))
    .map((base) => ({ base, add: `Add${base}`, remove: `Remove${base}`, onNew: true }));
  return [...known, ...others];
}

function merge(
  name: string,
  create: readonly CatalogueParameter[] | undefined,
  update: readonly CatalogueParameter[] | undefined,
  pairs: readonly AddRemovePair[],
): MergedParameter {
  const named = (list: readonly CatalogueParameter[] | undefined): CatalogueParameter | undefined =>
    list?.find((parameter) => parameter.name === name);
  return {
    name,
    create: named(create),
    update: named(update),
    pair: pairs.find((pair) => pair.base === name),
  };
}

const pairParameters = (
  pair: AddRemovePair | undefined,
  update: readonly CatalogueParameter[] | undefined,
): readonly CatalogueParameter[] =>
  pair ? (update ?? []).filter(({ name }) => name === pair.add || name === pair.remove) : [];
