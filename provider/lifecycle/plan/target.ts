import type { Field } from "../../kinds";
import type { Plain, Properties } from "../../values";
import { clearedValue, declaredPlain } from "../object/declared";

/** What the field must become; undefined = not known yet. */
export function targetOf(field: Field, desired: Properties): Plain | undefined {
  const isDeclared = Object.hasOwn(desired, field.property) && desired[field.property] !== null;
  return isDeclared ? declaredPlain(desired, field.property) : (clearedValue(field) ?? null);
}
