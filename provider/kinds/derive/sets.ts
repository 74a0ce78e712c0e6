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
  const undocumented = extra.filter(({ sets, requiredIn }) =>
    sets?.some((name) => !names.has(name) && requiredIn?.includes(name)),
  );
  const own = undocumented
    .flatMap(({ sets }) => sets ?? [])
    .map((name) => ({
      name,
      required: cmdlet.params
        .filter((p) => p.requiredIn?.some((r) => (r === "*" ? p.sets === undefined : r === name)))
        .map((p) => p.name),
      optional: cmdlet.params.filter(({ sets }) => sets === undefined).map((p) => p.name),
    }));
  return [...documented, ...own].map((set) => ({
    name: set.name,
    required: [
      ...(set.required ?? []),
      ...extra.filter((p) => !set.required?.includes(p.name) && p.requiredIn?.includes(set.name)).map((p) => p.name),
    ],
    parameters: new Set([
      ...(set.required ?? []),
      ...(set.optional ?? []),
      ...extra
        .filter(
          (p) =>
            !p.sets ||
            p.sets.includes(set.name) ||
            (!undocumented.includes(p) && !p.sets.some((name) => names.has(name))),
        )
        .map(({ name }) => name),
    ]),
  }));
}
