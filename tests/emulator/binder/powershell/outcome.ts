import type { CatalogueCmdlet } from "../../../../catalogue";
import type { Json } from "../../../../emulator/contract";
import { type Metadata, metadataOf, type Parameter } from "./metadata";
import { Refused, SetResolution } from "./sets";
import { bindCompiled, bindFormal } from "./values";

/** `MergedCommandParameterMetadata.GetMatchingParameter`. */
function match({ parameters }: Metadata, given: string): Parameter | undefined {
  const name = given.toLowerCase();
  const matching = new Set<Parameter>();
  for (const names of [(p: Parameter) => [p.name], (p: Parameter) => p.aliases])
    for (const parameter of parameters)
      for (const known of names(parameter)) {
        if (known.toLowerCase() === name) return parameter;
        if (known.toLowerCase().startsWith(name)) matching.add(parameter);
      }
  const [first, ...others] = matching;
  if (others.length === 0) return first;
  const formal = [...matching].filter(({ isFormal }) => isFormal);
  if (formal.length !== 1) throw new Refused("AmbiguousParameter");
  return formal[0];
}

function bind(metadata: Metadata, raw: { readonly [name: string]: Json }): string {
  const sets = new SetResolution(metadata);
  let left = 0;
  for (const [name, value] of Object.entries(raw)) {
    const parameter = match(metadata, name);
    if (!parameter) {
      left += 1;
      continue;
    }
    if (sets.isBound(parameter)) throw new Refused("ParameterAlreadyBound");
    if (parameter.isFormal) bindFormal(parameter, value);
    else bindCompiled(parameter, value);
    sets.bound(parameter);
  }
  sets.validate(true, false);
  if (left > 0) throw new Refused("NamedParameterNotFound"); // VerifyArgumentsProcessed
  sets.validate(false, true);
  sets.mandatory();
  return `ok ${sets.chosen}`;
}

/**
 * What PowerShell 7.6's binder says, by a second reading of its source that shares nothing with the emulator's binder
 * but two tables of facts: `BindCommandLineParameters` for a splatted call. `ok <set>` or the error id.
 */
export function powerShellOutcome(cmdlet: CatalogueCmdlet, raw: { readonly [name: string]: Json }): string {
  try {
    return bind(metadataOf(cmdlet), raw);
  } catch (error) {
    if (error instanceof Refused) return error.errorId;
    throw error;
  }
}
