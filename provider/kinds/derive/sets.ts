import { type CatalogueCmdlet, setsOf } from "../../../catalogue";
import type { ParameterSet } from "../kind";

/**
 * The parameter sets with every parameter that belongs to them. Parameters that only the service's own catalogue knows stand
 * in no documented set list: they join the sets they name, or all when they name none that is documented.
 */
export function deriveSets(cmdlet: CatalogueCmdlet | undefined): readonly ParameterSet[] {
  if (!cmdlet) return [];
  const documented = setsOf(cmdlet);
  const names = new Set(documented.map((set) => set.name));
  const extra = cmdlet.params.filter(
    ({ name }) => !documented.some((set) => [...(set.required ?? []), ...(set.optional ?? [])].includes(name)),
  );
  return documented.map((set) => ({
    name: set.name,
    required: set.required ?? [],
    parameters: new Set([
      ...(set.required ?? []),
      ...(set.optional ?? []),
      ...extra
        .filter(({ sets }) => !sets || sets.includes(set.name) || !sets.some((name) => names.has(name)))
        .map(({ name }) => name),
    ]),
  }));
}
