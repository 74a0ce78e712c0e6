import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { parseLoose } from "../../loose-json";

/** A parameter that carries JSON in a string, as loosely as the pages' examples write it. */
export function parseJson(parameter: string, text: string): Json {
  const value = parseLoose(text);
  if (value === undefined) throw badArgument(parameter, "The value isn't valid JSON.");
  return value;
}
