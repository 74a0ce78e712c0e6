import { allCmdlets } from "../../catalogue";
import type { VisibleCmdlets, VisibleParameters } from "../contract";

/** Placeholder until the roles land: whoever has a role group sees everything. */
export const visibleCmdlets: VisibleCmdlets = (caller) =>
  new Set(caller.roleGroups.length ? allCmdlets().map((cmdlet) => cmdlet.name) : []);

export const visibleParameters: VisibleParameters = (_caller, cmdlet) =>
  new Set(cmdlet.params.map((parameter) => parameter.name));
