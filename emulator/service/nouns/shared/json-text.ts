import type { Json } from "../../../contract";
import { badArgument } from "../../faults";

/**
 * A parameter that carries JSON in a string. The service's reader takes names without quotation marks and apostrophes
 * for quotation marks: the pages' own examples are written so (New-DlpCompliancePolicy, `Locations`).
 */
export function parseJson(parameter: string, text: string): Json {
  for (const candidate of [text, strict(text)])
    try {
      return JSON.parse(candidate) as Json;
    } catch {
      continue;
    }
  throw badArgument(parameter, "The value isn't valid JSON.");
}

/** Bare names quoted and apostrophes replaced, outside of texts in quotation marks. */
const strict = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|'((?:[^'\\]|\\.)*)'|([A-Za-z_]\w*)(?=\s*:)/g, (found, apostrophes, name) =>
    name !== undefined ? `"${name}"` : apostrophes !== undefined ? JSON.stringify(apostrophes) : found,
  );
