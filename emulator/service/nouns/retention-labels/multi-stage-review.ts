import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { asText, isObject, member } from "../../json";
import { parseLoose } from "../../loose-json";

const parameter = "MultiStageReviewProperty";

/**
 * JSON with MultiStageReviewSettings. The page's own example leaves out quotes and has a trailing comma
 * (docs/service/retention-labels.md#review-stages), so that form is taken too; what is kept is proper JSON.
 */
export function acceptReviewStages(value: Json): Json {
  const text = asText(value).trim();
  if (text === "") return null;
  const parsed = parseLoose(text);
  if (!isObject(parsed) || !Array.isArray(member(parsed, "MultiStageReviewSettings")))
    throw badArgument(parameter, "The value isn't JSON with a list 'MultiStageReviewSettings'.");
  return JSON.stringify(parsed);
}
