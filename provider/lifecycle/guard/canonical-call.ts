import { type CatalogueCmdlet, findCmdlet } from "../../../catalogue";
import { type Canonical, elementsOf, showOf } from "../../kinds/fields/canonical";
import type { CmdletCall } from "../../transport/channel";
import type { Plain } from "../../values";

/** A call as the service will understand it: full names whatever case, alias or prefix the caller used. */
export interface CanonicalCall {
  readonly verb: string;
  readonly noun: string;
  readonly parameters: ReadonlyMap<string, Plain>;
}

const lower = (text: string): string => text.toLowerCase();

/** PowerShell binds a parameter by name, alias or unique prefix, ignoring case: a guard that saw only full names could be passed by. */
export function canonicalCall(call: CmdletCall): CanonicalCall {
  const cmdlet = findCmdlet(call.cmdlet);
  const [verb = "", ...noun] = (cmdlet?.name ?? call.cmdlet).split("-");
  const entries = Object.entries(call.parameters).filter(([name]) => !name.includes("@"));
  return {
    verb: verb.charAt(0).toUpperCase() + lower(verb.slice(1)),
    noun: noun.join("-"),
    parameters: new Map(entries.map(([name, value]) => [parameterName(cmdlet, name), value])),
  };
}

function parameterName(cmdlet: CatalogueCmdlet | undefined, name: string): string {
  const plain = name.replace(/^-/, "");
  const parameters = cmdlet?.params ?? [];
  const exact = parameters.find(
    (p) => lower(p.name) === lower(plain) || p.aliases?.some((a) => lower(a) === lower(plain)),
  );
  if (exact) return exact.name;
  const prefixed = parameters.filter((p) => lower(p.name).startsWith(lower(plain)));
  return prefixed.length === 1 && prefixed[0] ? prefixed[0].name : plain;
}

/** `true`, `$true`, 1, and whatever else PowerShell takes for true. */
export const isTruthy = (value: Plain | undefined): boolean =>
  value === true ||
  (typeof value === "number" && value !== 0) ||
  (typeof value === "string" && /^\$?(true|1|yes)$/i.test(value.trim()));

/** A stated "no"; a parameter that was not given is none. */
export const isFalsy = (value: Plain | undefined): boolean =>
  value === false ||
  value === 0 ||
  value === null ||
  (typeof value === "string" && /^\$?(false|0|no|null)$/i.test(value.trim()));

/** The elements of a list parameter as texts. */
export const textsOf = (value: Canonical | undefined): readonly string[] =>
  (value === undefined || value === null ? [] : elementsOf(value))
    .map(showOf)
    .map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
