import { type CatalogueCmdlet, setsOf } from "../../../catalogue";
import type { ParameterSet } from "../kind";

/**
 * The parameter sets with every parameter that belongs to them. Parameters that only the service's own catalogue knows stand
 * in no documented set list: they join the sets they name, or all when they name none; a set that no page has is one of its own,
 * with what is in every set.
 * @param inEverySet Parameters that examples use in sets that the page's syntax leaves them out of.
 */
export function deriveSets(
  cmdlet: CatalogueCmdlet | undefined,
  inEverySet: readonly string[] = [],
): readonly ParameterSet[] {
  if (!cmdlet) return [];
  const documented = setsOf(cmdlet);
  const names = new Set(documented.map((set) => set.name));
  const extra = cmdlet.params.filter(
    ({ name }) => !documented.some((set) => [...(set.required ?? []), ...(set.optional ?? [])].includes(name)),
  );
  const isDocumented = (set: string): boolean => names.has(set);
  const strange = extra.flatMap(({ sets = [], requiredIn }) =>
    sets.filter((set) => !isDocumented(set) && (requiredIn?.includes(set) === true || !sets.some(isDocumented))),
  );
  const own = [...new Set(strange)].map((name) => ({
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
      ...extra.filter((p) => !p.sets || p.sets.includes(set.name)).map(({ name }) => name),
      ...inEverySet,
    ]),
  }));
}
