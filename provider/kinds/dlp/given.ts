import { containsUnknown, isSecret, isUnknown, plainOf, type Properties } from "../../values";
import { isEmpty } from "../fields/canonical";

/** May turn out to be anything, nothing included. */
export function isOpen(inputs: Properties, property: string): boolean {
  const value = inputs[property];
  return value !== undefined && isUnknown(isSecret(value) ? value.value : value);
}

/** Does the program surely say something of the property? Off, empty and None say nothing. */
export function isGiven(inputs: Properties, property: string): boolean {
  const value = inputs[property];
  if (value === undefined || value === null || isOpen(inputs, property)) return false;
  if (containsUnknown(value)) return true;
  const plain = plainOf(value) ?? null;
  return !isEmpty(plain) && plain !== false && plain !== "None";
}
