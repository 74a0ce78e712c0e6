import { ambiguousSet, missingMandatory } from "./binding-fault";
import { type Command, type FormalParameter, isInSet, isMandatoryIn } from "./command";

/**
 * Which sets are still possible. `every` is PowerShell's "all bits set": nothing bound so far belongs to a named set,
 * which is not the same as having narrowed down to the list of all sets.
 */
type Remaining = "every" | readonly string[];

/** Narrows the possible sets by one bound parameter; nothing left is found out by `firstLook`, as in PowerShell. */
function narrow(remaining: Remaining, parameter: FormalParameter): Remaining {
  const { sets } = parameter;
  if (sets === "all") return remaining;
  return remaining === "every" ? sets : remaining.filter((set) => sets.includes(set));
}

const remainingAfter = (bound: readonly FormalParameter[]): Remaining => bound.reduce<Remaining>(narrow, "every");

/** The one set among the candidates in which no mandatory parameter is left unbound. */
function onlyComplete(command: Command, candidates: readonly string[], bound: ReadonlySet<FormalParameter>): string {
  const unbound = command.parameters.filter((parameter) => !bound.has(parameter));
  const complete = candidates.filter((set) => !unbound.some((p) => p.sets !== "all" && isMandatoryIn(p, set)));
  const [only, ...others] = complete;
  if (only === undefined || others.length > 0) throw ambiguousSet();
  return only;
}

const possibleSets = (command: Command, remaining: Remaining): readonly string[] =>
  remaining === "every" ? command.sets : remaining;

/**
 * Resolves to one set: the only possible one; else the default set where it is still possible; else the only one that
 * lacks no mandatory parameter; else the call is ambiguous. `undefined` = the cmdlet has no named sets.
 */
function chooseSet(command: Command, bound: ReadonlySet<FormalParameter>): string | undefined {
  const remaining = remainingAfter([...bound]);
  const possible = possibleSets(command, remaining);
  if (possible.length === 0) {
    if (remaining === "every") return undefined;
    throw ambiguousSet();
  }
  if (possible.length === 1) return possible[0];
  if (command.defaultSet !== undefined && possible.includes(command.defaultSet)) return command.defaultSet;
  return onlyComplete(command, possible, bound);
}

/**
 * PowerShell's first look at the sets comes before names that match nothing are reported. It lets an open choice pass
 * while an unbound parameter could still come from the pipeline.
 */
export function checkSetsPossible(command: Command, bound: ReadonlySet<FormalParameter>): void {
  const possible = possibleSets(command, remainingAfter([...bound]));
  // The catalogue says true, or by what.
  const open = (parameter: FormalParameter): boolean =>
    !bound.has(parameter) && Boolean(parameter.source?.pipeline) && possible.some((set) => isInSet(parameter, set));
  if (possible.length > 1 && command.parameters.some(open)) return;
  chooseSet(command, bound);
}

/** The chosen set; throws when it is not unique or when one of its mandatory parameters was not given. */
export function resolveSet(command: Command, bound: ReadonlySet<FormalParameter>): string | undefined {
  const set = chooseSet(command, bound);
  const isMissing = (parameter: FormalParameter): boolean =>
    !bound.has(parameter) && (set === undefined ? parameter.mandatoryIn.length > 0 : isMandatoryIn(parameter, set));
  const missing = command.parameters.filter(isMissing);
  if (missing.length > 0) throw missingMandatory(missing.map((parameter) => parameter.name));
  return set;
}
