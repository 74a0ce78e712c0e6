import type { Json } from "../../../contract";
import { badArgument } from "../../faults";

/** A parameter that carries JSON in a string. */
export function parseJson(parameter: string, text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw badArgument(parameter, "The value isn't valid JSON.");
  }
}
