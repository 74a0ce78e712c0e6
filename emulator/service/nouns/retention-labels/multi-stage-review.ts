import type { Json } from "../../../contract";
import { badArgument } from "../../faults";
import { asText, isObject, member } from "../../json";

const parameter = "MultiStageReviewProperty";

/**
 * JSON with MultiStageReviewSettings. The page's own example leaves out quotes and has a trailing comma (semantics,
 * retention labels), so that form is taken too; what is kept is proper JSON.
 */
export function acceptReviewStages(value: Json): Json {
  const text = asText(value).trim();
  if (text === "") return null;
  const parsed = parse(text) ?? parse(relaxed(text));
  if (!isObject(parsed) || !Array.isArray(member(parsed, "MultiStageReviewSettings")))
    throw badArgument(parameter, "The value isn't JSON with a list 'MultiStageReviewSettings'.");
  return JSON.stringify(parsed);
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const relaxed = (text: string): string =>
  text
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/[^\s"{}[\]:,]+(?: +[^\s"{}[\]:,]+)*/g, (word) => JSON.stringify(word)),
    )
    .join("")
    .replace(/,\s*(?=[}\]])/g, "");
