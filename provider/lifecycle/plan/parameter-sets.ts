import type { Kind, ParameterSet } from "../../kinds";
import type { Parameters } from "./parameters";

/** The parameters of one changed property: they travel together. */
export interface Entry {
  readonly property: string;
  readonly parameters: Parameters;
}

export interface Group {
  readonly properties: readonly string[];
  readonly parameters: Parameters;
}

/** What may or must go along with every call. */
export interface Companions {
  readonly always: readonly Entry[];
  /** Only what the parameter set requires, e.g. an adaptive scope's query. */
  readonly onDemand: readonly Entry[];
  /** Go along only with a call that changes an owned property. */
  readonly withChange: readonly Entry[];
  readonly owned: ReadonlySet<string>;
}

const names = (parameters: Parameters): readonly string[] =>
  Object.keys(parameters).filter((name) => !name.includes("@"));

/** As few calls as possible: one when a parameter set holds everything, else the sets that hold most (rule 4). */
export function splitBySets(
  kind: Kind,
  entries: readonly Entry[],
  companions: Companions,
  formSet?: string,
): readonly Group[] {
  const sets = [...kind.updateSets].sort((a, b) => Number(b.name === formSet) - Number(a.name === formSet));
  const groups: Group[] = [];
  let rest = entries;
  while (rest.length > 0) {
    const best = bestSet(kind, sets, rest, companions);
    const now = best ? rest.filter((entry) => fits(best, entry)) : rest;
    groups.push(groupOf(now, companions, best));
    rest = rest.filter((entry) => !now.includes(entry));
  }
  return groups;
}

const fits = (set: ParameterSet, entry: Entry): boolean =>
  names(entry.parameters).every((name) => set.parameters.has(name));

function bestSet(
  kind: Kind,
  sets: readonly ParameterSet[],
  entries: readonly Entry[],
  companions: Companions,
): ParameterSet | undefined {
  // What goes with every Set may select the kind of object (PriorityCleanup): a set without it would not find the object.
  const selecting = sets.filter((set) => companions.always.every((entry) => fits(set, entry)));
  const usable = selecting.some((set) => entries.some((entry) => fits(set, entry))) ? selecting : sets;
  const scored = usable
    .map((set) => ({ set, held: entries.filter((entry) => fits(set, entry)) }))
    .filter(({ held }) => held.length > 0);
  const complete = scored.filter(({ set, held }) => {
    const sent = new Set([
      kind.cmdlets.identityParameter,
      ...[...held, ...companions.always, ...companions.onDemand].flatMap((e) => names(e.parameters)),
    ]);
    return set.required.every((name) => sent.has(name));
  });
  const candidates = complete.length > 0 ? complete : scored;
  return candidates.reduce<(typeof scored)[number] | undefined>(
    (best, next) => (best && best.held.length >= next.held.length ? best : next),
    undefined,
  )?.set;
}

function groupOf(entries: readonly Entry[], companions: Companions, set: ParameterSet | undefined): Group {
  const changesOwned = entries.some(({ property }) => companions.owned.has(property));
  const changed = new Set(entries.map(({ property }) => property));
  const demanded = companions.onDemand.filter((entry) =>
    names(entry.parameters).some((name) => set?.required.includes(name)),
  );
  const along = [...companions.always, ...demanded, ...(changesOwned ? companions.withChange : [])].filter(
    (entry) => !changed.has(entry.property) && (set === undefined || fits(set, entry)),
  );
  return {
    properties: entries.map(({ property }) => property),
    parameters: Object.assign({}, ...[...along, ...entries].map(({ parameters }) => parameters)) as Parameters,
  };
}
