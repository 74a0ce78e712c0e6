import { findCmdlet, setsOf, type CatalogueCmdlet } from "../../catalogue";
import type { Caller } from "../contract";
import { like, type Hidden } from "../faults/faults";
import { visibleCmdlets, visibleParameters } from "../rbac";

/** The cmdlet as the caller's roles show it: absent, or without the parameters that they lack. */
export function cmdletFor(caller: Caller, name: string, hidden: readonly Hidden[]): CatalogueCmdlet | undefined {
  const cmdlet = findCmdlet(name);
  return cmdlet && visibleCmdlets(caller).has(cmdlet.name) ? shownTo(caller, cmdlet, hidden) : undefined;
}

function shownTo(caller: Caller, cmdlet: CatalogueCmdlet, hidden: readonly Hidden[]): CatalogueCmdlet | undefined {
  const ours = hidden.filter((one) => like(one.cmdlet, cmdlet.name));
  if (ours.some(({ parameter }) => parameter === undefined)) return undefined;
  const visible = visibleParameters(caller, cmdlet);
  const shown = (parameter: string): boolean =>
    visible.has(parameter) && !ours.some((one) => one.parameter && like(one.parameter, parameter));
  return withParameters(cmdlet, shown);
}

/** A hidden parameter does not exist for the caller: neither in the list nor in any set. */
function withParameters(cmdlet: CatalogueCmdlet, shown: (parameter: string) => boolean): CatalogueCmdlet {
  if (cmdlet.params.every(({ name }) => shown(name))) return cmdlet;
  const params = cmdlet.params.filter(({ name }) => shown(name));
  if (!cmdlet.sets) return { ...cmdlet, params };
  const sets = setsOf(cmdlet).map(({ name, required, optional }) => ({
    name,
    required: (required ?? []).filter(shown),
    optional: (optional ?? []).filter(shown),
  }));
  return { ...cmdlet, params, sets };
}

export const cmdletsFor = (caller: Caller, hidden: readonly Hidden[]): readonly CatalogueCmdlet[] =>
  [...visibleCmdlets(caller)].sort().flatMap((name) => {
    const cmdlet = findCmdlet(name);
    return (cmdlet && shownTo(caller, cmdlet, hidden)) ?? [];
  });
