import { suggest } from "../../values";

/** ` (did you mean "x"?)` for the nearest of the known names, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = suggest(name, known);
  return meant === undefined ? "" : ` (did you mean "${meant}"?)`;
}
