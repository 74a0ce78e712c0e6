import { ambiguousName } from "./binding-fault";
import type { FormalParameter } from "./command";

/**
 * The parameter that a name, alias or unambiguous prefix of either means (case ignored); undefined when nothing fits.
 * An exact name or alias always wins; among prefixes a single parameter of the cmdlet itself wins over common ones.
 */
export function matchParameter(parameters: readonly FormalParameter[], given: string): FormalParameter | undefined {
  const wanted = given.replace(/^[-\u2013-\u2015]/, "").toLowerCase();
  if (wanted === "") return undefined;
  const is = (text: string): boolean => text.toLowerCase() === wanted;
  const starts = (text: string): boolean => text.toLowerCase().startsWith(wanted);

  const exact = parameters.find((parameter) => is(parameter.name)) ?? parameters.find((p) => p.aliases.some(is));
  if (exact) return exact;

  const byName = parameters.filter((parameter) => starts(parameter.name));
  const byAlias = parameters.filter((parameter) => !byName.includes(parameter) && parameter.aliases.some(starts));
  const candidates = [...byName, ...byAlias];
  if (candidates.length <= 1) return candidates[0];

  const declared = candidates.filter((parameter) => parameter.association === "declared");
  if (declared.length === 1) return declared[0];
  throw ambiguousName(
    given,
    candidates.map((parameter) => parameter.name),
  );
}
