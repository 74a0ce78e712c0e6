import { type CatalogueCmdlet, findCmdlet, findParameter, setsOf } from "../../../catalogue";
import type { Cmdlets } from "../kind";

/** What the catalogue says of the cmdlets of a noun that has no kind of its own. */
export interface Noun {
  readonly noun: string;
  /** Undefined = the catalogue knows no cmdlet of that noun: it is taken to have all four, as nearly all do. */
  readonly known: KnownNoun | undefined;
  readonly cmdlets: Cmdlets;
}

export interface KnownNoun {
  readonly get: CatalogueCmdlet | undefined;
  readonly create: CatalogueCmdlet | undefined;
  readonly update: CatalogueCmdlet | undefined;
  readonly remove: CatalogueCmdlet | undefined;
  /** The parameter of New by which people know the object: `Name`, of security filters `FilterName`; undefined = the service names it. */
  readonly naming: string | undefined;
  /** Members are added to something else. */
  readonly isMembership: boolean;
}

export function nounOf(noun: string): Noun {
  const find = (...verbs: readonly string[]): CatalogueCmdlet | undefined =>
    verbs.map((verb) => findCmdlet(`${verb}-${noun}`)).find((cmdlet) => cmdlet !== undefined);
  const get = find("Get");
  const create = find("New", "Enable");
  const update = find("Set");
  const remove = find("Remove");
  const add = find("Add");
  if (!get && !create && !update && !remove && !add) return { noun, known: undefined, cmdlets: assumed(noun) };
  const naming = namingOf(create, remove ?? update);
  const known: KnownNoun = {
    get,
    create,
    update,
    remove,
    naming,
    isMembership: create === undefined && add !== undefined,
  };
  return {
    noun: (get ?? create ?? update ?? remove)?.noun ?? noun,
    known,
    cmdlets: {
      get: get?.name ?? `Get-${noun}`,
      create: create?.name,
      update: update?.name,
      remove: remove?.name,
      identityParameter: identityOf(known),
    },
  };
}

const assumed = (noun: string): Cmdlets => ({
  get: `Get-${noun}`,
  create: `New-${noun}`,
  update: `Set-${noun}`,
  remove: `Remove-${noun}`,
  identityParameter: "Identity",
});

/** Parameters that a cmdlet needs in any of its sets, or in all of them. */
export const neededBy = (cmdlet: CatalogueCmdlet | undefined, sets: "any" | "every"): readonly string[] => {
  const all = cmdlet ? setsOf(cmdlet).map(({ required = [] }) => required) : [];
  const names = [...new Set(all.flat())];
  return sets === "any" ? names : names.filter((name) => all.every((required) => required.includes(name)));
};

const has = (cmdlet: CatalogueCmdlet | undefined, parameter: string): boolean =>
  cmdlet !== undefined && findParameter(cmdlet, parameter) !== undefined;

function namingOf(create: CatalogueCmdlet | undefined, by: CatalogueCmdlet | undefined): string | undefined {
  if (has(create, "Name")) return "Name";
  return neededBy(create, "every").find((name) => name.endsWith("Name") && neededBy(by, "every").includes(name));
}

/** What Set and Remove find the object by; New's own `Identity` says something else then (the domain of spoofed senders). */
function identityOf({ create, update, remove, naming }: KnownNoun): string {
  // There is one of what is only ever set.
  if (!create) return "";
  const by = remove ?? update;
  if (has(create, "Identity") && has(by, "Ids")) return "Ids";
  if (!has(by, "Identity") && naming !== undefined && has(by, naming)) return naming;
  return "Identity";
}
