import { type Kind, sameExtraParameter, WireReader } from "../../kinds";
import { isCanonicalRecord } from "../../kinds/fields/canonical";
import type { Plain, Properties } from "../../values";
import type { Observed, ResolveReference } from "../types";
import { declaredPlain } from "./declared";
import { sameValue } from "./state";

export interface DifferentParameter {
  readonly name: string;
  readonly declared: Plain;
  readonly returned: Plain;
}

/**
 * The declared `extraParameters` that Get returns under the same name with another meaning. One that Get does not return cannot be
 * compared: only the program changes it.
 */
export function differentExtra(
  kind: Kind,
  desired: Properties,
  actual: Observed,
  resolve: ResolveReference,
): readonly DifferentParameter[] {
  const extra = declaredPlain(desired, "extraParameters");
  const { wire } = actual;
  if (!isCanonicalRecord(extra) || wire === undefined) return [];
  const reader = new WireReader(wire);
  return Object.entries(extra)
    .filter(([name]) => name.toLowerCase() !== kind.cmdlets.identityParameter.toLowerCase())
    .flatMap(([name, declared]) => {
      const returned = reader.get(name);
      return returned === undefined || isSame(name, declared, returned) ? [] : [{ name, declared, returned }];
    });

  function isSame(name: string, declared: Plain, returned: Plain): boolean {
    const field = kind.fields.find(({ parameter }) => parameter.toLowerCase() === name.toLowerCase());
    const own = field && actual.properties[field.property];
    return field && own !== undefined
      ? sameValue(field, resolve)(declared, own)
      : sameExtraParameter(kind, name, declared, returned);
  }
}
