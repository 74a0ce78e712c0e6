import type { CatalogueCmdlet } from "../../catalogue";
import type { Bind, BoundCall, Json } from "../contract";
import {
  alreadyBound,
  BindingFault,
  type BindingErrorId,
  parameterNotFound,
  transformationFailed,
} from "./binding-fault";
import { bindBuiltIn } from "./built-in";
import { type Command, commandOf, type FormalParameter } from "./command";
import { ConversionError, convert } from "./convert";
import { matchParameter } from "./names";
import { checkSetsPossible, resolveSet } from "./parameter-sets";
import { refuseEmpty, validate } from "./validate";

export { BindingFault, type BindingErrorId } from "./binding-fault";

type Raw = { readonly [name: string]: Json };
type Bound = ReadonlyMap<FormalParameter, Json>;

/**
 * Binds a call's `Parameters` as PowerShell's parameter binder does for a splatted call: names first, each with its
 * conversion and validation in the order given, then the sets, then what matched nothing, then what is missing. Closed
 * lists of texts and documented conflicts are not its affair but the cmdlet's.
 * Common parameters (ErrorAction …) are checked and left out of the result; WhatIf and Confirm are in it.
 */
export const bind: Bind = (cmdlet, raw) => {
  const command = commandOf(cmdlet);
  const { bound, unknown } = bindNamed(command, raw);
  const parameters = new Set(bound.keys());
  checkSetsPossible(command, parameters);
  if (unknown !== undefined) throw parameterNotFound(unknown);
  const set = resolveSet(command, parameters);
  return { cmdlet, set: set ?? "Default", parameters: declaredOnly(bound) };
};

function bindNamed(command: Command, raw: Raw): { bound: Bound; unknown: string | undefined } {
  const bound = new Map<FormalParameter, Json>();
  let unknown: string | undefined;
  for (const [name, value] of Object.entries(raw)) {
    if (name.includes("@")) continue; // a sibling annotation such as `Rules@odata.type`
    const parameter = matchParameter(command.parameters, name);
    if (!parameter) unknown ??= name;
    else if (bound.has(parameter)) throw alreadyBound(name);
    else bound.set(parameter, bindValue(parameter, value));
  }
  return { bound, unknown };
}

function bindValue(parameter: FormalParameter, value: Json): Json {
  if (parameter.association !== "declared") return bindBuiltIn(parameter, value);
  if (value === null && parameter.source?.nullable) return null;
  try {
    const converted = convert(value, parameter.type);
    validate(parameter, converted);
    refuseEmpty(parameter, converted);
    return converted;
  } catch (error) {
    if (error instanceof ConversionError) throw transformationFailed(parameter.name, error.message);
    throw error;
  }
}

const declaredOnly = (bound: Bound): Map<string, Json> =>
  new Map([...bound].filter(([p]) => p.association !== "common").map(([p, value]) => [p.name, value]));

export type BindResult =
  | { readonly accepted: true; readonly set: string; readonly parameters: BoundCall["parameters"] }
  | { readonly accepted: false; readonly errorId: BindingErrorId; readonly type: string; readonly message: string };

/** What `bind` decides, as a value. */
export function tryBind(cmdlet: CatalogueCmdlet, raw: Raw): BindResult {
  try {
    const { set, parameters } = bind(cmdlet, raw);
    return { accepted: true, set, parameters };
  } catch (error) {
    if (!(error instanceof BindingFault)) throw error;
    return { accepted: false, errorId: error.errorId, type: error.type, message: error.message };
  }
}
