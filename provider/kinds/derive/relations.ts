import type { ByParameter } from "../../../catalogue";
import type { Relation } from "../field";
import type { MergedParameter } from "./parameters";

const each = <T>(
  of: ByParameter<T> | undefined,
  make: (parameter: string, value: T) => Relation,
): readonly Relation[] => Object.entries(of ?? {}).map(([parameter, value]) => make(parameter, value));

/** What the page of New (else of Set) says of a parameter together with others. */
export function relationsOf({ create, update }: MergedParameter): readonly Relation[] {
  const { conflictsWith, requires, notAllowedWhen, meaningfulOnlyWhen, valuesBy, requiresSingleValueIn } =
    create ?? update ?? {};
  return [
    ...(conflictsWith ?? []).map((parameter): Relation => ({ kind: "conflictsWith", parameter })),
    // What Set requires beyond New is about the change alone.
    ...((create && requires) ?? []).map((parameter): Relation => ({ kind: "requires", parameter })),
    ...each(notAllowedWhen, (parameter, values) => ({ kind: "notAllowedWhen", parameter, values })),
    ...each(meaningfulOnlyWhen, (parameter, values) => ({ kind: "meaningfulOnlyWhen", parameter, values })),
    ...each(valuesBy, (parameter, values) => ({ kind: "valuesBy", parameter, values })),
    ...(requiresSingleValueIn ? [{ kind: "singleValueIn", parameter: requiresSingleValueIn } as const] : []),
  ];
}
