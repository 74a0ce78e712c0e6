/**
 * The property that stands for a cmdlet parameter (docs/behavior.md#property-names): first letter lowered; a leading run of two
 * or more capitals is lowered except its last when a lower-case letter follows (`IRMRiskyUserProfiles` ->
 * `irmRiskyUserProfiles`).
 */
export function propertyName(parameter: string): string {
  const run = /^[A-Z]+/.exec(parameter)?.[0].length ?? 0;
  const lowered = run > 1 && /[a-z]/.test(parameter.charAt(run)) ? run - 1 : run;
  return parameter.slice(0, lowered).toLowerCase() + parameter.slice(lowered);
}
