import { isList, type WireObject } from "../../values";
import type { Rights } from "../channel";

/** Functions of the generated PowerShell module with the parameters that the identity may pass. */
function functionsIn(script: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  const heads = [...script.matchAll(/^[ \t]*function\s+(?:script:|global:)?([A-Za-z]+-[A-Za-z0-9]+)/gim)];
  heads.forEach((head, index) => {
    const body = script.slice(head.index, heads[index + 1]?.index ?? script.length);
    const start = body.search(/\bparam\s*\(/i);
    if (start < 0) return;
    const block = body.slice(start).split(/^[ \t]*(?:begin|process|end)\b/im, 1)[0] ?? "";
    const names = [...block.matchAll(/\$\{?(\w+)\}?\s*(?:=[^,)]*)?[,)\r\n]/g)].map((match) =>
      (match[1] ?? "").toLowerCase(),
    );
    const parameters = names.filter((name) => !/^(true|false|null)$/.test(name));
    if (parameters.length > 0) found.set((head[1] ?? "").toLowerCase(), new Set(parameters));
  });
  return found;
}

const COMMON = new Set(["erroraction", "warningaction", "verbose", "debug", "confirm", "whatif"]);

/**
 * Rights from the rows of EXOModuleFile (docs/service/admin-api.md#module-file). Where no row has a list of
 * cmdlets, everything counts as allowed; an empty list is one: the identity has no role.
 */
export function readRights(rows: readonly WireObject[]): Rights {
  const lists = rows.flatMap((row) => {
    const names = row["exportedCmdlets"];
    return typeof names === "string" ? [names.split(",")] : isList(names) ? [names.map(String)] : [];
  });
  const cmdlets = new Set(lists.flatMap((names) => names.map((name) => name.trim().toLowerCase())).filter(Boolean));
  const scripts = rows.map((row) => (typeof row["fileContent"] === "string" ? row["fileContent"] : ""));
  let functions: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  return {
    mayCall: (cmdlet) => lists.length === 0 || cmdlets.has(cmdlet.toLowerCase()),
    mayPass: (cmdlet, parameter) => {
      functions ??= functionsIn(scripts.join("\n"));
      const parameters = functions.get(cmdlet.toLowerCase());
      return parameters && (parameters.has(parameter.toLowerCase()) || COMMON.has(parameter.toLowerCase()));
    },
  };
}

/** For services that do not return them. */
export const unknownRights: Rights = { mayCall: () => true, mayPass: () => undefined };
